import type { Ms } from '../../lib/time';
import { outsideId } from './rules';
import type { OutsidePlace, OutsideRun, OutsideState } from './types';

/** One deployment as BatchGetDeployments tells it. */
export interface Deployment {
  readonly id: string;
  readonly application: string;
  readonly group: string | null;
  readonly status: string;
  readonly createdAt: Ms | null;
  readonly startedAt: Ms | null;
  readonly completedAt: Ms | null;
  readonly creator: string | null;
  readonly description: string | null;
  readonly trouble: string | null;
  readonly revision: string | null;
  /** It puts back what another deployment broke. */
  readonly rollbackOf: string | null;
  /** Targets by what became of them; null where AWS does not count. */
  readonly overview: { readonly ended: number; readonly all: number } | null;
}

const STATES: ReadonlyMap<string, OutsideState> = new Map<string, OutsideState>([
  ['Created', 'running'],
  ['Queued', 'running'],
  ['InProgress', 'running'],
  ['Baking', 'running'],
  ['Ready', 'waiting-traffic'],
  ['Succeeded', 'succeeded'],
  ['Failed', 'failed'],
  ['Stopped', 'stopped'],
]);

/** Statuses of a deployment that has not ended, as ListDeployments wants them. */
export const ACTIVE_DEPLOYMENTS: readonly string[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

/** `readySince`: since when it waits for its traffic; AWS does not say, so it is null unless we saw it happen. */
export function deploymentRun(
  place: OutsidePlace,
  deployment: Deployment,
  readySince: Ms | null = null,
): OutsideRun | null {
  const own = STATES.get(deployment.status);
  if (own === undefined) return null;
  const { application, group, startedAt, createdAt, completedAt, overview, creator } = deployment;
  const active = ACTIVE_DEPLOYMENTS.includes(deployment.status);
  const rollback = deployment.rollbackOf !== null || /rollback/i.test(creator ?? '');
  const name = group === null ? application : `${application}/${group}`;
  return {
    id: outsideId('deployment', place, name, deployment.id),
    kind: 'deployment',
    ...place,
    name,
    runId: deployment.id,
    state: rollback && own === 'running' ? 'rolling-back' : own,
    said: deployment.status,
    startedAt: startedAt ?? createdAt,
    updatedAt: completedAt ?? startedAt ?? createdAt,
    endedAt: active ? null : completedAt,
    waitingSince: own === 'waiting-traffic' ? readySince : null,
    stage: null,
    by: creator,
    revision: deployment.revision,
    summary: deployment.trouble ?? deployment.description,
    progress: overview === null ? null : { done: overview.ended, of: overview.all },
    rollback,
  };
}
