import { realpathSync } from 'node:fs';
import { app, BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { wordsToOpen, type Opening } from './opening';
import type { Log } from './security';

export interface OtherWorkspaceOptions {
  readonly opening: Opening;
  /** It came with the start itself, as macOS hands over the file that was clicked: nobody has seen anything else yet. */
  readonly atStart: boolean;
  /** The file that is shown, absolute; null for the demo. */
  readonly current: string | null;
  /** Why a file cannot be used, one line a problem; empty when it can. */
  readonly problems: (file: string) => readonly string[];
  /** Words this process was started with. */
  readonly words: readonly string[];
  readonly log: Log;
}

/** One question at a time: clicks on a file must not stack dialogs. */
let asking = false;

/**
 * Somebody opened a workspace file while this process shows something else. One data folder has one owner and one workspace at a
 * time, so it is not opened beside; it is never ignored either: the person decides whether Meridian starts anew with it.
 */
export function offerOtherWorkspace(options: OtherWorkspaceOptions): void {
  const { opening, atStart, current, problems } = options;
  const { workspace } = opening;
  if (workspace === null || asking || (current !== null && isSameFile(workspace, current))) return;
  const wrong = problems(workspace);
  const shown = current ?? 'the demo';
  if (wrong.length > 0) {
    void ask({
      type: 'warning',
      message: `${workspace} cannot be used`,
      detail: `${wrong.join('\n')}\n\n${app.name} goes on showing ${shown}.`,
      buttons: ['Close'],
    });
    return;
  }
  if (atStart && current === null) {
    beginAnew(options);
    return;
  }
  void ask({
    type: 'question',
    message: `Open ${workspace} instead?`,
    detail:
      `${app.name} shows ${shown} now, and one window shows one workspace. It starts again with the other file; nothing is lost. ` +
      'To see both at once, start the second with a data folder of its own (--data DIR).',
    buttons: ['Open it instead', 'Keep what is open'],
    defaultId: 1,
    cancelId: 1,
  }).then((answer) => {
    if (answer === 0) beginAnew(options);
  });
}

/** Shows the question in front of the window; answers with the number of the button. */
async function ask(question: MessageBoxOptions): Promise<number> {
  asking = true;
  const whole = { title: app.name, noLink: true, ...question };
  const window = BrowserWindow.getAllWindows()[0];
  try {
    const shown = window === undefined ? dialog.showMessageBox(whole) : dialog.showMessageBox(window, whole);
    return (await shown).response;
  } finally {
    asking = false;
  }
}

function beginAnew({ words, opening, log }: OtherWorkspaceOptions): void {
  log('begins anew with another workspace file, as asked');
  // An AppImage runs from a mount that goes away with this process.
  const image = process.env.APPIMAGE;
  app.relaunch({ args: [...wordsToOpen(words, opening)], ...(image !== undefined && { execPath: image }) });
  app.quit();
}

function isSameFile(a: string, b: string): boolean {
  if (a === b) return true;
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
