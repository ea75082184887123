import { matchRuns, sitesOfRuns } from '../../outside/match';
import { isMoving } from '../../outside/rules';
import type { OutsideKind, OutsideRun, OutsideState } from '../../outside/types';
import type { OutsideApi } from '../../sources/types';
import type { HandoverItem, ItemCondition } from '../types';
import { draftedItem, joined, timeText } from './item';
import type { Known } from './known';

const runKey = (id: string): string => `run:${id}`;

const KIND: Readonly<Record<OutsideKind, string>> = { pipeline: 'Pipeline', deployment: 'Deployment', stack: 'Stack' };
const API: Readonly<Record<OutsideKind, OutsideApi>> = {
  pipeline: 'CodePipeline',
  deployment: 'CodeDeploy',
  stack: 'CloudFormation',
};
export const RUN_STATE: Readonly<Record<OutsideState, string>> = {
  running: 'running',
  stopping: 'stopping',
  'rolling-back': 'rolling back',
  'waiting-approval': 'waits for an approval',
  'waiting-traffic': 'waits for its traffic to be moved',
  blocked: 'stands before a closed stage',
  succeeded: 'succeeded',
  failed: 'failed',
  stopped: 'stopped',
  superseded: 'superseded',
};

/** Moves now, or waits for somebody to say yes. One that stands before a closed stage waits for nobody. */
const isTold = (run: OutsideRun): boolean =>
  isMoving(run) || run.state === 'waiting-approval' || run.state === 'waiting-traffic';

/** Runs from outside; those that are part of a change are told by it. */
export function runItems(known: Known): readonly HandoverItem[] {
  const told = known.outside.filter(isTold);
  if (told.length === 0) return [];
  const ofChange = matchRuns(known.changes ?? [], told, known.sites);
  const sitesOf = sitesOfRuns(known.sites);
  return told.filter(({ id }) => !ofChange.has(id)).map((run) => runItem(run, sitesOf(run), known));
}

function runItem(run: OutsideRun, sites: readonly string[], known: Known): HandoverItem {
  const { id, kind, account, region, name, state, startedAt, waitingSince, stage, by } = run;
  const place = `${known.accountName(account)} in ${region}`;
  const since = isMoving(run) ? startedAt : (waitingSince ?? startedAt);
  return draftedItem({
    key: runKey(id),
    kind: 'change',
    reference: id,
    name,
    condition: conditionOf(run, sites, known),
    line: `${KIND[kind]} from outside, ${place}`,
    facts: joined(
      `${RUN_STATE[state]}${since === null ? '' : ` since ${timeText(since, known.now)}`}`,
      stage === null ? null : `stage ${stage}`,
      run.rollback ? 'it takes a change back' : null,
      by === null ? null : `begun by ${by}`,
    ),
    begins: startedAt,
    sites,
    status: known.statusOf(sites),
    origin: {
      source: `${API[kind]} of ${place}`,
      at: known.sourceOf(account, region, API[kind])?.lastGoodAt ?? run.updatedAt,
    },
  });
}

function conditionOf(run: OutsideRun, sites: readonly string[], known: Known): ItemCondition {
  const isProduction = known.hasProduction(sites);
  if (isMoving(run)) return isProduction ? 'unstable' : 'watcher';
  return isProduction ? 'watcher' : 'stable';
}
