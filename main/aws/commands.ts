import {
  DescribeAlarmsCommand,
  GetAlarmMuteRuleCommand,
  GetMetricDataCommand,
  ListAlarmMuteRulesCommand,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeAffectedAccountsForOrganizationCommand,
  DescribeAffectedEntitiesCommand,
  DescribeAffectedEntitiesForOrganizationCommand,
  DescribeEventDetailsCommand,
  DescribeEventDetailsForOrganizationCommand,
  DescribeEventsCommand,
  DescribeEventsForOrganizationCommand,
  type HealthClient,
} from '@aws-sdk/client-health';
import { takeRawBody } from './raw-body';
import type { Answer } from './types';

/** A question in the shape of the API (the SDK refuses what does not fit); instants are Dates. */
type Input = Readonly<Record<string, unknown>>;
interface Options {
  readonly abortSignal: AbortSignal;
}
type Take = (answer: Answer) => void;

/** Every operation only reads; nothing here can change anything in AWS. */
export const CLOUDWATCH = {
  DescribeAlarms: (client: CloudWatchClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeAlarmsCommand(input);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  GetMetricData: (client: CloudWatchClient, input: Input, take: Take, options: Options) => {
    const command = new GetMetricDataCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  ListAlarmMuteRules: (client: CloudWatchClient, input: Input, take: Take, options: Options) => {
    const command = new ListAlarmMuteRulesCommand(input);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  GetAlarmMuteRule: (client: CloudWatchClient, input: Input, take: Take, options: Options) => {
    const command = new GetAlarmMuteRuleCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
} as const;

export const HEALTH = {
  DescribeEvents: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeEventsCommand(input);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeEventDetails: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeEventDetailsCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeAffectedEntities: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeAffectedEntitiesCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeEventsForOrganization: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeEventsForOrganizationCommand(input);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeEventDetailsForOrganization: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeEventDetailsForOrganizationCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeAffectedAccountsForOrganization: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeAffectedAccountsForOrganizationCommand(input as never);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
  DescribeAffectedEntitiesForOrganization: (client: HealthClient, input: Input, take: Take, options: Options) => {
    const command = new DescribeAffectedEntitiesForOrganizationCommand(input);
    takeRawBody(command.middlewareStack, take);
    return client.send(command, options);
  },
} as const;

export type CloudWatchOperation = keyof typeof CLOUDWATCH;
export type HealthOperation = keyof typeof HEALTH;
/** Asked by outside.ts. */
const OUTSIDE_OPERATIONS = [
  'ListPipelines',
  'ListPipelineExecutions',
  'GetPipelineState',
  'ListDeployments',
  'BatchGetDeployments',
  'ListStacks',
] as const;
export type OutsideOperation = (typeof OUTSIDE_OPERATIONS)[number];
export type Operation = CloudWatchOperation | HealthOperation | OutsideOperation;

export const isCloudWatch = (operation: Operation): operation is CloudWatchOperation => operation in CLOUDWATCH;

const OUTSIDE: ReadonlySet<string> = new Set(OUTSIDE_OPERATIONS);
export const isOutside = (operation: Operation): operation is OutsideOperation => OUTSIDE.has(operation);
