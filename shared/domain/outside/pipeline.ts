import type { Ms } from '../../lib/time';
import { outsideId } from './rules';
import type { OutsidePlace, OutsideRun, OutsideState } from './types';

/** One execution as ListPipelineExecutions tells it. */
export interface PipelineExecution {
  readonly id: string;
  readonly status: string;
  readonly statusSummary: string | null;
  readonly startedAt: Ms | null;
  readonly updatedAt: Ms | null;
  readonly revisions: readonly { readonly id: string | null; readonly summary: string | null }[];
  readonly trigger: string | null;
  readonly rollback: boolean;
}

/** One stage as GetPipelineState tells it. */
export interface PipelineStage {
  readonly name: string;
  /** Execution that is in it, or was last. */
  readonly execution: string | null;
  readonly status: string | null;
  /** Executions that stand before it. */
  readonly inbound: readonly string[];
  /** Null: open. */
  readonly closed: { readonly since: Ms | null; readonly reason: string | null } | null;
  readonly actions: readonly {
    readonly name: string;
    readonly status: string | null;
    readonly changedAt: Ms | null;
    /** Only a manual approval has a token. */
    readonly approval: boolean;
  }[];
}

const STATES: ReadonlyMap<string, OutsideState> = new Map<string, OutsideState>([
  ['InProgress', 'running'],
  ['Stopping', 'stopping'],
  ['Stopped', 'stopped'],
  // Its pipeline was changed meanwhile.
  ['Cancelled', 'stopped'],
  ['Succeeded', 'succeeded'],
  ['Superseded', 'superseded'],
  ['Failed', 'failed'],
]);

/** Whether AWS calls it in progress: only of such a run the stages say something. */
export const isActiveExecution = ({ status }: Pick<PipelineExecution, 'status'>): boolean =>
  status === 'InProgress' || status === 'Stopping';

/** Null: a status nobody has heard of. `stages` is null where they were not asked, or not told. */
export function pipelineRun(
  place: OutsidePlace,
  name: string,
  execution: PipelineExecution,
  stages: readonly PipelineStage[] | null,
): OutsideRun | null {
  const own = STATES.get(execution.status);
  if (own === undefined) return null;
  const active = isActiveExecution(execution);
  const where = active ? standing(execution, stages ?? []) : NOWHERE;
  const [first] = execution.revisions;
  const state = own !== 'running' ? own : (where.state ?? (execution.rollback ? 'rolling-back' : 'running'));
  return {
    id: outsideId('pipeline', place, name, execution.id),
    kind: 'pipeline',
    ...place,
    name,
    runId: execution.id,
    state,
    said: execution.status,
    startedAt: execution.startedAt,
    updatedAt: execution.updatedAt,
    endedAt: active ? null : execution.updatedAt,
    waitingSince: own === 'running' ? where.since : null,
    stage: where.stage,
    by: execution.trigger,
    revision: execution.revisions.flatMap(({ id }) => id ?? []).join(', ') || null,
    summary:
      [first?.summary ?? execution.statusSummary, where.reason].filter((text) => text != null).join('; ') || null,
    progress: null,
    rollback: execution.rollback,
  };
}

interface Standing {
  readonly stage: string | null;
  readonly state: 'waiting-approval' | 'blocked' | null;
  readonly since: Ms | null;
  readonly reason: string | null;
}
const NOWHERE: Standing = { stage: null, state: null, since: null, reason: null };

/** Where in its pipeline an active run is: AWS calls all of it in progress. */
function standing({ id }: PipelineExecution, stages: readonly PipelineStage[]): Standing {
  const inside = stages.filter(({ execution, status }) => execution === id && status === 'InProgress').at(-1);
  if (inside !== undefined) {
    const { actions } = inside;
    const asking = actions.filter(({ approval, status }) => approval && status === 'InProgress');
    // Beside an approval other actions may run: then something still moves.
    const moving = actions.some(({ approval, status }) => !approval && status === 'InProgress');
    if (asking.length === 0 || moving) return { ...NOWHERE, stage: inside.name };
    const since = latest(asking.map(({ changedAt }) => changedAt));
    return { stage: inside.name, state: 'waiting-approval', since, reason: null };
  }
  const before = stages.find(({ inbound, closed }) => closed !== null && inbound.includes(id));
  if (before === undefined)
    return { ...NOWHERE, stage: stages.find(({ inbound }) => inbound.includes(id))?.name ?? null };
  // It waits since the stage is closed and it has nothing left to do before it: the later of the two.
  const done = stages.filter(({ execution }) => execution === id).flatMap(({ actions }) => actions);
  return {
    stage: before.name,
    state: 'blocked',
    since: latest([before.closed?.since ?? null, ...done.map(({ changedAt }) => changedAt)]),
    reason: before.closed?.reason ?? null,
  };
}

function latest(times: readonly (Ms | null)[]): Ms | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}
