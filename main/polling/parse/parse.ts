import type { Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { parseAlarms, type AlarmsPage } from './alarms';
import {
  parseAffectedAccounts,
  parseEntities,
  parseEventDetails,
  parseEvents,
  type AccountsPage,
  type DetailsPage,
  type EntitiesPage,
  type EventsPage,
} from './events';
import { parseDeploymentIds, parseDeployments, type DeploymentIdsPage, type DeploymentsPage } from './deployments';
import type { Fields } from './fields';
import { jsonObject } from './json';
import { parseMetricData, type MetricPage } from './metrics';
import { parseMuteRule, parseMuteRules, type MuteRulePage, type MuteRulesPage } from './mute-rules';
import {
  parseExecutions,
  parsePipelines,
  parsePipelineState,
  type ExecutionsPage,
  type PipelinesPage,
  type PipelineStatePage,
} from './pipelines';
import { parseStacks, type StacksPage } from './stacks';
import { xmlObject } from './xml';

/** What each kind of answer becomes. */
export interface Parsed {
  readonly alarms: AlarmsPage;
  readonly muteRules: MuteRulesPage;
  readonly muteRule: MuteRulePage;
  readonly metrics: MetricPage;
  readonly events: EventsPage;
  readonly details: DetailsPage;
  readonly entities: EntitiesPage;
  readonly accounts: AccountsPage;
  readonly pipelines: PipelinesPage;
  readonly executions: ExecutionsPage;
  readonly pipelineState: PipelineStatePage;
  readonly deploymentIds: DeploymentIdsPage;
  readonly deployments: DeploymentsPage;
  readonly stacks: StacksPage;
}
export type AnswerKind = keyof Parsed;

const PARSERS: { readonly [K in AnswerKind]: (answer: Fields, now: Ms) => Result<Parsed[K], string> } = {
  alarms: parseAlarms,
  muteRules: parseMuteRules,
  muteRule: parseMuteRule,
  metrics: parseMetricData,
  events: parseEvents,
  details: parseEventDetails,
  entities: parseEntities,
  accounts: parseAffectedAccounts,
  pipelines: parsePipelines,
  executions: parseExecutions,
  pipelineState: parsePipelineState,
  deploymentIds: parseDeploymentIds,
  deployments: parseDeployments,
  stacks: parseStacks,
};

/** CloudFormation alone answers XML, its fields inside an element of this name. */
const XML_RESULTS: Partial<Readonly<Record<AnswerKind, string>>> = { stacks: 'ListStacksResult' };

/** P10: bytes to plain values, or what is wrong with them in words. Runs inline or in the decode worker (P1). */
export function parseAnswer<K extends AnswerKind>(kind: K, body: Uint8Array, now: Ms): Result<Parsed[K], string> {
  const result = XML_RESULTS[kind];
  const object = result === undefined ? jsonObject(body) : xmlObject(body, result);
  return object.ok ? PARSERS[kind](object.value, now) : object;
}
