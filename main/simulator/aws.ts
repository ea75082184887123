import { describeAlarms } from './cloudwatch/describe-alarms';
import { getMetricData } from './cloudwatch/get-metric-data';
import { listMetrics } from './cloudwatch/list-metrics';
import { MUTE_RULE_OPERATIONS } from './cloudwatch/mute-rules';
import { CLOUD_FORMATION_OPERATIONS } from './delivery/cloud-formation';
import { CODE_DEPLOY_OPERATIONS } from './delivery/code-deploy';
import { CODE_PIPELINE_OPERATIONS } from './delivery/code-pipeline';
import { HEALTH_OPERATIONS } from './health/operations';
import { ORGANIZATION_OPERATIONS } from './health/organization';
import { NO_USAGE, type Operation, type OperationContext, type Usage } from './operation';
import { errorAnswer, goodAnswer, type Answer } from './protocol/answer';
import type { Call, Service } from './protocol/call';
import { unknownOperation } from './protocol/errors';
import { readPageToken } from './protocol/token';
import { STS_OPERATIONS } from './sts';

const OPERATIONS: ReadonlyMap<Service, ReadonlyMap<string, Operation>> = new Map([
  [
    'monitoring',
    new Map([
      ['GetMetricData', getMetricData],
      ['DescribeAlarms', describeAlarms],
      ['ListMetrics', listMetrics],
      ...Object.entries(MUTE_RULE_OPERATIONS),
    ]),
  ],
  ['health', new Map([...Object.entries(HEALTH_OPERATIONS), ...Object.entries(ORGANIZATION_OPERATIONS)])],
  ['sts', new Map(Object.entries(STS_OPERATIONS))],
  ['codepipeline', new Map(Object.entries(CODE_PIPELINE_OPERATIONS))],
  ['codedeploy', new Map(Object.entries(CODE_DEPLOY_OPERATIONS))],
  ['cloudformation', new Map(Object.entries(CLOUD_FORMATION_OPERATIONS))],
]);

export interface Answered {
  readonly answer: Answer;
  readonly usage: Usage;
  /** Of the page that follows; null when there is none. */
  readonly nextToken: string | null;
}

/** Runs one operation for a caller whose key is good. */
export function answerCall(call: Call, context: OperationContext, requestId: string): Answered {
  const operation = OPERATIONS.get(call.service)?.get(call.operation);
  if (operation === undefined) {
    return { answer: errorAnswer(call, unknownOperation(call.operation), requestId), usage: NO_USAGE, nextToken: null };
  }
  const result = operation(context, call.input);
  if (!result.ok) return { answer: errorAnswer(call, result.error, requestId), usage: NO_USAGE, nextToken: null };
  const { value, usage } = result.value;
  return { answer: goodAnswer(call, value, requestId), usage, nextToken: readPageToken(value) };
}
