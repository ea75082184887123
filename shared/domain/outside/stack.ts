import type { Ms } from '../../lib/time';
import { countText } from '../../lib/words';
import { outsideId } from './rules';
import type { OutsidePlace, OutsideRun, OutsideState } from './types';

/** One stack as ListStacks tells it. */
export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reason: string | null;
  readonly createdAt: Ms | null;
  readonly updatedAt: Ms | null;
  readonly deletedAt: Ms | null;
  /** Of a nested stack the one that holds all of them. */
  readonly rootId: string | null;
}

/** What happens to a stack, by AWS's word. */
interface Operation {
  readonly state: OutsideState;
  readonly rollback: boolean;
}
const doing: Operation = { state: 'running', rollback: false };
const undoing: Operation = { state: 'rolling-back', rollback: true };
const done: Operation = { state: 'succeeded', rollback: false };
const failed: Operation = { state: 'failed', rollback: false };
/** The operation failed and what it had done was taken back. */
const undone: Operation = { state: 'failed', rollback: true };

/** REVIEW_IN_PROGRESS is not among them: a change set nobody executed, which can stand for ever and changes nothing. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['CREATE_IN_PROGRESS', doing],
  ['UPDATE_IN_PROGRESS', doing],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', doing],
  ['DELETE_IN_PROGRESS', doing],
  ['IMPORT_IN_PROGRESS', doing],
  ['ROLLBACK_IN_PROGRESS', undoing],
  ['UPDATE_ROLLBACK_IN_PROGRESS', undoing],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', undoing],
  ['IMPORT_ROLLBACK_IN_PROGRESS', undoing],
  ['CREATE_COMPLETE', done],
  ['UPDATE_COMPLETE', done],
  ['DELETE_COMPLETE', done],
  ['IMPORT_COMPLETE', done],
  ['CREATE_FAILED', failed],
  ['UPDATE_FAILED', failed],
  ['DELETE_FAILED', failed],
  ['ROLLBACK_COMPLETE', undone],
  ['ROLLBACK_FAILED', undone],
  ['UPDATE_ROLLBACK_COMPLETE', undone],
  ['UPDATE_ROLLBACK_FAILED', undone],
  ['IMPORT_ROLLBACK_COMPLETE', undone],
  ['IMPORT_ROLLBACK_FAILED', undone],
]);

/** Of a change set nobody executed. */
const REVIEW = 'REVIEW_IN_PROGRESS';
export const isKnownStatus = (status: string): boolean => status === REVIEW || OPERATIONS.has(status);

const goesOn = (status: string): boolean => status.endsWith('_IN_PROGRESS');
/** Without a filter AWS also lists stacks that were deleted in the last 90 days. */
export const ACTIVE_STACKS: readonly string[] = [...OPERATIONS.keys()].filter(goesOn);
export const ENDED_STACKS: readonly string[] = [...OPERATIONS.keys()].filter((status) => !goesOn(status));

/**
 * When the operation began: of an update its LastUpdatedTime, never the time the stack was made. A deletion begins with its
 * DeletionTime; of one that is over that is its end, and the beginning is lost.
 */
export function operationStart({ status, createdAt, updatedAt, deletedAt }: Stack): Ms | null {
  if (status.startsWith('DELETE_')) return goesOn(status) ? deletedAt : null;
  if (status.startsWith('CREATE_') || status.startsWith('ROLLBACK_')) return createdAt;
  return updatedAt ?? (status.startsWith('IMPORT_') ? createdAt : null);
}

/** `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UNIQUE`. */
const partsOf = (id: string): readonly [name: string | undefined, unique: string | undefined] => {
  const [, name, unique] = id.split('/');
  return [name, unique];
};

/**
 * Operations on root stacks: what happens in nested stacks belongs to the one that holds them. Where that one is not among
 * the stacks (it fell on another page, or changed meanwhile) its nested ones stand for it.
 */
export function stackRuns(place: OutsidePlace, stacks: readonly Stack[]): readonly OutsideRun[] {
  const groups = new Map<string, Stack[]>();
  for (const stack of stacks) {
    if (!OPERATIONS.has(stack.status)) continue;
    const root = stack.rootId ?? stack.id;
    groups.set(root, [...(groups.get(root) ?? []), stack]);
  }
  return [...groups].flatMap(([rootId, members]) => runOf(place, rootId, members) ?? []);
}

function runOf(place: OutsidePlace, rootId: string, members: readonly Stack[]): OutsideRun | null {
  const root = members.find(({ id }) => id === rootId);
  const worst = members.find(({ status }) => OPERATIONS.get(status)?.state === 'rolling-back');
  const lead = root ?? worst ?? members[0];
  const operation = lead === undefined ? undefined : OPERATIONS.get(lead.status);
  if (lead === undefined || operation === undefined) return null;
  const [idName, unique] = partsOf(rootId);
  const name = root?.name ?? idName ?? lead.name;
  const starts = (root === undefined ? members : [root]).flatMap((stack) => operationStart(stack) ?? []);
  const startedAt = starts.length === 0 ? null : Math.min(...starts);
  const ended = !goesOn(lead.status);
  const nested = members.filter(({ id, status }) => id !== rootId && goesOn(status)).length;
  const run = unique ?? rootId;
  return {
    // The same stack may be updated twice a day: each operation is a run of its own.
    id: outsideId('stack', place, name, startedAt === null ? run : `${run}@${startedAt}`),
    kind: 'stack',
    ...place,
    name,
    runId: rootId,
    state: operation.state,
    said: lead.status,
    startedAt,
    updatedAt: startedAt,
    endedAt: ended && lead.status.startsWith('DELETE_COMPLETE') ? lead.deletedAt : null,
    waitingSince: null,
    stage: null,
    by: null,
    revision: null,
    summary: lead.reason ?? (nested === 0 ? null : `${countText(nested, 'nested stack')} in progress`),
    progress: null,
    rollback: operation.rollback || worst !== undefined,
  };
}
