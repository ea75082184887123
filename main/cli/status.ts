import { SECOND } from '../../shared/lib/time';
import { exitCodeOf, statusJson } from '../../shared/domain/snapshot/status-json';
import { sourceId } from '../../shared/domain/sources/types';
import { allSources } from '../../shared/domain/status/required';
import { signalKey } from '../../shared/domain/status/gathered';
import { currentOwner } from '../data-folder/owner';
import { thisMachine } from '../data-folder/processes';
import { openGround, type Ground } from '../ground';
import { folderOf, own } from '../place';
import { openReach } from '../reach';
import { places } from '../data-folder/locations';
import { Board } from '../engine/board';
import { applyUpdate } from '../engine/engine';
import { createMemory, NO_MEMORY, type Memory } from '../engine/memory';
import { startPoller } from '../polling/poller';
import { systemClock } from '../polling/system-clock';
import { openStore } from '../storage/open-store';
import type { Command } from './arguments';
import { EXIT } from './arguments';
import { inert, statusText } from './status-text';

/** A call never takes longer than this, retries included (P1). */
const CALL_LIMIT_SECONDS = 15;

/** What a command gives back: the lines for stdout and stderr, and the exit code. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * `meridian status`: one sweep of every source, then the picture. It starts without memory of earlier answers: what it calls
 * live, it heard itself. It ends within the timeout plus 2 s; sources that did not answer by then are said so.
 */
export async function status(command: Extract<Command, { kind: 'status' }>): Promise<Outcome> {
  const ends = systemClock.now() + command.timeoutSeconds * SECOND;
  const ground = await openGround(command.place.workspace);
  if (!ground.ok)
    return { code: EXIT.badWorkspace, stdout: '', stderr: ground.error.map((line) => `${inert(line)}\n`).join('') };
  const { scope } = ground.value;
  const memory = openMemory(command, ground.value);
  if (typeof memory === 'string') return { code: EXIT.inUse, stdout: '', stderr: `${memory}\n` };

  const reach = await openReach(scope);
  const board = new Board(scope);
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
    callTimeoutMs: Math.min(command.timeoutSeconds, CALL_LIMIT_SECONDS) * SECOND,
    once: true,
  });
  await Promise.race([poller.firstSweepDone, until(ends)]);
  sayUnanswered(board, command.timeoutSeconds);
  const now = systemClock.now();
  const json = statusJson(board.picture(1, now), now, command.tier);
  memory.close();
  void poller.stop();
  void reach.stop();
  return {
    code: exitCodeOf(json.sites.map((site) => site.status)),
    stdout: command.json ? `${JSON.stringify(json, null, 2)}\n` : statusText(json),
    stderr: '',
  };
}

/**
 * What earlier runs learned of the same hours spares a fetch of two weeks. A folder that was named and is somebody's is refused
 * by name; one that nobody named, or that another short command holds, is left alone.
 */
function openMemory(command: Extract<Command, { kind: 'status' }>, ground: Ground): Memory | string {
  const folder = folderOf(command.place.data, ground.scope.demo);
  const owned = own(folder, 'status');
  if (!owned.ok) {
    const holder = currentOwner(places(folder).owner, thisMachine);
    return command.place.data !== null && holder !== null && holder.kind !== 'status' ? owned.error.message : NO_MEMORY;
  }
  const { store } = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store, key: ground.key, recallSources: false, onProblem: () => undefined });
  return {
    ...memory,
    close: () => {
      memory.close();
      owned.value.release();
    },
  };
}

/** A source whose sweep has not ended says so, instead of looking as if nobody had asked. */
function sayUnanswered(board: Board, timeoutSeconds: number): void {
  for (const key of allSources(board.workspace)) {
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
