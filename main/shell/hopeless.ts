import { app, clipboard, dialog } from 'electron';
import type { Diagnostics } from '../../shared/ipc/types';

/**
 * The window failed again and again: without it only a dialog of the system can still say so. It stays until the person decides;
 * nothing is tried by itself any more.
 */
export async function sayHopeless(options: {
  readonly again: () => void;
  readonly diagnostics: () => Promise<Diagnostics>;
}): Promise<void> {
  let copied = '';
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: app.name,
      message: `${app.name} cannot show its window`,
      detail: `The window failed several times within a few minutes. Nothing is lost: what was read from AWS is kept, and polling goes on. Try again; if it fails again, copy the diagnostics for whoever helps you, and start ${app.name} anew.${copied}`,
      buttons: ['Try again', 'Copy diagnostics', `Quit ${app.name}`],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (response === 0) {
      options.again();
      return;
    }
    if (response === 2) {
      app.quit();
      return;
    }
    const { text, lines } = await options.diagnostics();
    // A promise in newer Electron only.
    await clipboard.writeText(text);
    copied = `\n\n${lines} lines were copied.`;
  }
}
