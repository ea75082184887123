import { SECOND } from '../../shared/lib/time';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { sourceId, type SourceKey } from '../../shared/domain/sources/types';
import { signalKey } from '../../shared/domain/status/gathered';
import { Board } from '../engine/board';
import { applyUpdate } from '../engine/engine';
import type { Memory } from '../engine/memory';
import type { Ground } from '../ground';
import { startPoller } from '../polling/poller';
import { systemClock } from '../polling/system-clock';
import { openReach } from '../reach';

/** A call never takes longer than this, retries included (P1). */
const CALL_LIMIT_SECONDS = 15;

/**
 * One sweep of every source, then the picture. It starts without memory of earlier answers: what it calls live, it heard itself. It ends
 * with the timeout; sources that did not answer by then are said so.
 */
export async function sweepOnce(
  { scope }: Ground,
  memory: Memory,
  {
    timeoutSeconds,
    began,
    beside = false,
    watched = [],
  }: {
    readonly timeoutSeconds: number;
    readonly began: number;
    /** Also what no status stands on: which alarms are muted, and what pipelines, deployments and stacks do. */
    readonly beside?: boolean;
    /** If-thens of the handover by which somebody has duty. */
    readonly watched?: readonly WatchedIfThen[];
  },
): Promise<Snapshot> {
  const ends = began + timeoutSeconds * SECOND;
  const reach = await openReach(scope);
  const board = new Board(scope);
  board.watched = watched;
  memory.recall(board, systemClock.now());
  const poller = startPoller({
    workspace: scope.workspace,
    aws: reach.aws,
    clock: systemClock,
    random: Math.random,
    memory: (site, signal) => board.signals.get(signalKey(site, signal)) ?? null,
    decoder: reach.decoder,
    onUpdate: (update) => {
      applyUpdate(board, update);
      memory.keep(board, update, systemClock.now());
    },
    onSignIn: (signIn) => board.signIns.set(signIn.account, signIn),
    callTimeoutMs: Math.min(timeoutSeconds, CALL_LIMIT_SECONDS) * SECOND,
    once: true,
    ...(beside && { mutes: () => [], outside: () => [] }),
  });
  await Promise.race([poller.firstSweepDone, until(ends)]);
  sayUnanswered(board, poller.sources(), timeoutSeconds);
  const picture = board.picture(1, systemClock.now());
  memory.close();
  void poller.stop();
  void reach.stop();
  return picture;
}

/** A source whose sweep has not ended says so, instead of looking as if nobody had asked. */
function sayUnanswered(board: Board, asked: readonly SourceKey[], timeoutSeconds: number): void {
  for (const key of asked) {
    if (board.heard.has(sourceId(key))) continue;
    const before = board.sources.get(sourceId(key));
    board.setSource({
      ...key,
      intervalSeconds: before?.intervalSeconds ?? 60,
      lastGoodAt: null,
      lastGoodAwsAt: null,
      failure: { kind: 'offline', reason: `no answer within ${timeoutSeconds} s`, at: systemClock.now() },
      nextTryAt: null,
      notUnderstood: [],
    });
  }
}

const until = (at: number): Promise<void> =>
  new Promise((done) => {
    systemClock.after(Math.max(0, at - systemClock.now()), done);
  });
