import type { MenuItemConstructorOptions } from 'electron';
import { actionsOf } from '../../shared/domain/updates/fold';
import { actionLabel, stateLine } from '../../shared/domain/updates/words';
import type { Updates } from '../updates/updates-port';

/** Where updating stands, as a line, and what can be done about it. */
export function updateItems(updates: Updates): MenuItemConstructorOptions[] {
  const state = updates.state();
  return [
    { label: stateLine(state), enabled: false },
    ...actionsOf(state).map((action) => ({
      label: actionLabel(action, state),
      click: () => {
        updates.act(action);
      },
    })),
    { type: 'separator' },
  ];
}

/** A menu cannot change its words: it is made anew when one of its lines would read differently. Returns its stop. */
export function whenLineChanges(updates: Updates, show: () => void): () => void {
  const words = (): string => JSON.stringify(updateItems(updates));
  let shown = words();
  return updates.onState(() => {
    if (words() === shown) return;
    shown = words();
    show();
  });
}
