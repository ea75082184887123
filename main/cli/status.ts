import { exitCodeOf, statusJson } from '../../shared/domain/snapshot/status-json';
import { currentOwner } from '../data-folder/owner';
import { thisMachine } from '../data-folder/processes';
import { openGround, type Ground } from '../ground';
import { folderOf, own } from '../place';
import { places } from '../data-folder/locations';
import { createMemory, NO_MEMORY, type Memory } from '../engine/memory';
import { systemClock } from '../polling/system-clock';
import { openStore } from '../storage/open-store';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import type { Command } from './arguments';
import { watchedIn } from './watched';
import { EXIT } from './arguments';
import { inert, statusText } from './status-text';
import { sweepOnce } from './sweep-once';

/** What a command gives back: the lines for stdout and stderr, and the exit code. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * `meridian status`: one sweep of every source, then the picture. It ends within the timeout plus 2 s.
 */
export async function status(command: Extract<Command, { kind: 'status' }>): Promise<Outcome> {
  const began = systemClock.now();
  const ground = await openGround(command.place.workspace);
  if (!ground.ok)
    return { code: EXIT.badWorkspace, stdout: '', stderr: ground.error.map((line) => `${inert(line)}\n`).join('') };
  const opened = openFolder(command, ground.value);
  if (typeof opened === 'string') return { code: EXIT.inUse, stdout: '', stderr: `${opened}\n` };

  const { memory, watched } = opened;
  const picture = await sweepOnce(ground.value, memory, { timeoutSeconds: command.timeoutSeconds, began, watched });
  const json = statusJson(picture, picture.generatedAt, command.tier);
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
function openFolder(
  command: Extract<Command, { kind: 'status' }>,
  ground: Ground,
): { readonly memory: Memory; readonly watched: readonly WatchedIfThen[] } | string {
  const folder = folderOf(command.place.data, ground.scope.demo);
  const owned = own(folder, 'status');
  if (!owned.ok) {
    const holder = currentOwner(places(folder).owner, thisMachine);
    return command.place.data !== null && holder !== null && holder.kind !== 'status'
      ? owned.error.message
      : { memory: NO_MEMORY, watched: [] };
  }
  const { store } = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store, key: ground.key, recallSources: false, onProblem: () => undefined });
  const close = (): void => {
    memory.close();
    owned.value.release();
  };
  return { memory: { ...memory, close }, watched: watchedIn(folder, ground.scope.workspace) };
}
