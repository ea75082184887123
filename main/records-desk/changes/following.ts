import { maintenanceOf } from '../../../shared/domain/status/declared';
import type { DeclaredMaintenance } from '../../../shared/domain/status/types';
import type { WatchedIfThen } from '../../../shared/domain/handover/watching';
import type { Records } from '../../records/records-port';
import { startWatching, type WatchingTools } from './watching';

/** What changes have to do with the picture of the moment. */
export interface LivePicture extends Pick<WatchingTools, 'onPicture' | 'after'> {
  /** What approved and running changes declare (S8), each time the list of changes is another. */
  declare(all: readonly DeclaredMaintenance[]): void;
  /** What accepted handovers say to do when something happens, each time the list of handovers is another. */
  watch(all: readonly WatchedIfThen[]): void;
}

/** Tells the picture what is declared, and the log of a change that runs what happens. Returns the stop. */
export function followChanges(
  tools: WatchingTools & Pick<LivePicture, 'declare'> & { readonly records: Pick<Records, 'onListed'> },
): () => void {
  const { changes, records, declare } = tools;
  const watching = startWatching(tools);
  const tell = (): void => {
    const all = changes.list();
    if (all.ok) declare(all.value.flatMap((change) => maintenanceOf(change) ?? []));
  };
  tell();
  const stop = records.onListed(() => {
    tell();
    watching.changed();
  });
  return () => {
    stop();
    watching.stop();
  };
}
