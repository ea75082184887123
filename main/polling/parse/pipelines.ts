import type { PipelineExecution, PipelineStage } from '../../../shared/domain/outside/pipeline';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { bounded, instantOf, isFields, isSent, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** One page of ListPipelines. */
export interface PipelinesPage {
  readonly pipelines: readonly { readonly name: string; readonly updatedAt: Ms | null }[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** One page of ListPipelineExecutions. */
export interface ExecutionsPage {
  readonly executions: readonly PipelineExecution[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** GetPipelineState. */
export interface PipelineStatePage {
  readonly stages: readonly PipelineStage[];
  readonly notUnderstood: readonly string[];
}

export function parsePipelines(answer: Fields): Result<PipelinesPage, string> {
  const list = listOf(answer['pipelines']);
  if (list === 'no list') return err('pipelines is not a list');
  if (list === null) return err('no pipelines in it');
  const notUnderstood: string[] = [];
  const pipelines = bounded(list, 'pipelines', notUnderstood).flatMap((item, index) => {
    const name = isFields(item) ? nameOf(item['name']) : null;
    if (name !== null && isFields(item))
      return [{ name, updatedAt: instantOf(item['updated']) ?? instantOf(item['created']) }];
    notUnderstood.push(`pipelines[${index}]`);
    return [];
  });
  return ok({ pipelines, nextToken: tokenOf(answer['nextToken']), notUnderstood });
}

export function parseExecutions(answer: Fields): Result<ExecutionsPage, string> {
  const list = listOf(answer['pipelineExecutionSummaries']);
  if (list === 'no list') return err('pipelineExecutionSummaries is not a list');
  if (list === null) return err('no pipelineExecutionSummaries in it');
  const notUnderstood: string[] = [];
  const executions = bounded(list, 'pipelineExecutionSummaries', notUnderstood).flatMap((item, index) => {
    const execution = executionOf(item);
    if (execution !== null) return [execution];
    const id = isFields(item) ? nameOf(item['pipelineExecutionId']) : null;
    notUnderstood.push(id ?? `pipelineExecutionSummaries[${index}]`);
    return [];
  });
  return ok({ executions, nextToken: tokenOf(answer['nextToken']), notUnderstood });
}

function executionOf(item: unknown): PipelineExecution | null {
  if (!isFields(item)) return null;
  const id = nameOf(item['pipelineExecutionId']);
  const status = nameOf(item['status']);
  if (id === null || status === null) return null;
  const revisions = listOf(item['sourceRevisions']);
  return {
    id,
    status,
    statusSummary: textOrNull(item['statusSummary']),
    startedAt: instantOf(item['startTime']),
    updatedAt: instantOf(item['lastUpdateTime']),
    revisions: Array.isArray(revisions) ? (revisions as readonly unknown[]).flatMap(revisionOf) : [],
    trigger: triggerOf(item['trigger']),
    rollback: item['executionType'] === 'ROLLBACK',
  };
}

function revisionOf(item: unknown): PipelineExecution['revisions'] {
  if (!isFields(item)) return [];
  return [{ id: nameOf(item['revisionId']), summary: commitMessage(textOrNull(item['revisionSummary'])) }];
}

/** Connections to GitHub and its like put JSON into the summary: `{"ProviderType":"GitHub","CommitMessage":"..."}`. */
function commitMessage(summary: string | null): string | null {
  if (summary?.startsWith('{') !== true) return summary;
  try {
    const value: unknown = JSON.parse(summary);
    return (isFields(value) ? textOrNull(value['CommitMessage']) : null) ?? summary;
  } catch {
    return summary;
  }
}

function triggerOf(item: unknown): string | null {
  if (!isFields(item)) return null;
  const parts = [nameOf(item['triggerType']), nameOf(item['triggerDetail'])].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(': ');
}

export function parsePipelineState(answer: Fields): Result<PipelineStatePage, string> {
  const list = listOf(answer['stageStates']);
  if (list === 'no list') return err('stageStates is not a list');
  if (list === null) return err('no stageStates in it');
  const notUnderstood: string[] = [];
  const stages = bounded(list, 'stageStates', notUnderstood).flatMap((item, index) => {
    const stage = stageOf(item);
    if (stage === null) notUnderstood.push(`stageStates[${index}]`);
    return stage ?? [];
  });
  return ok({ stages, notUnderstood });
}

function stageOf(item: unknown): PipelineStage | null {
  if (!isFields(item)) return null;
  const name = nameOf(item['stageName']);
  if (name === null) return null;
  const latest = isFields(item['latestExecution']) ? item['latestExecution'] : {};
  const inbound = listOf(item['inboundExecutions']);
  const waiting = [item['inboundExecution'], ...(Array.isArray(inbound) ? (inbound as readonly unknown[]) : [])];
  const transition = item['inboundTransitionState'];
  const actions = listOf(item['actionStates']);
  return {
    name,
    execution: nameOf(latest['pipelineExecutionId']),
    status: nameOf(latest['status']),
    inbound: waiting.flatMap((one) => (isFields(one) ? (nameOf(one['pipelineExecutionId']) ?? []) : [])),
    closed:
      isFields(transition) && transition['enabled'] === false
        ? { since: instantOf(transition['lastChangedAt']), reason: textOrNull(transition['disabledReason']) }
        : null,
    actions: Array.isArray(actions) ? (actions as readonly unknown[]).flatMap(actionOf) : [],
  };
}

function actionOf(item: unknown): PipelineStage['actions'] {
  if (!isFields(item)) return [];
  const name = nameOf(item['actionName']);
  const execution = item['latestExecution'];
  if (name === null || !isFields(execution)) return [];
  return [
    {
      name,
      status: nameOf(execution['status']),
      changedAt: instantOf(execution['lastStatusChange']),
      // Its value opens the approval: it is looked at, and not kept.
      approval: isSent(execution['token']),
    },
  ];
}

const textOrNull = (value: unknown): string | null => {
  const text = textOf(value);
  return text === null || text.trim() === '' ? null : text;
};
