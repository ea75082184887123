import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { app, BrowserWindow, dialog, shell } from 'electron';
import { dirname, join } from 'node:path';
import { err, ok } from '../../shared/lib/result';
import type { Outlet } from '../records-desk/outlet-port';
import { printToPdf } from './print';
import type { Log } from './security';

/**
 * Files of the window by way of the system: its dialog says where, its file manager shows them.
 * @param built folder of the built window, whose fonts are printed with
 */
export function createOutlet(log: Log, built: string): Outlet {
  return {
    save: async ({ name, extension, kind, bytes }) => {
      const parent = BrowserWindow.getFocusedWindow();
      const asked = {
        defaultPath: join(app.getPath('documents'), name),
        filters: [{ name: kind, extensions: [extension] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'] as (
          'createDirectory' | 'showOverwriteConfirmation'
        )[],
      };
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(asked)
        : dialog.showSaveDialog(parent, asked));
      if (canceled || filePath === '') return ok(null);
      const made = await bytes();
      return made.ok ? write(filePath, made.value) : made;
    },
    print: async (page, paper) => {
      const printed = await printToPdf(page, log, built, paper);
      return printed.ok ? printed : err(printed.error.message);
    },
    reveal: (path) => {
      if (!existsSync(path)) return false;
      shell.showItemInFolder(path);
      return true;
    },
  };
}

/** Whole, or not at all: what stood there before stays where the disk refuses. For its owner alone. */
async function write(path: string, bytes: Uint8Array) {
  const part = join(dirname(path), `.meridian-${randomUUID()}.part`);
  try {
    await writeFile(part, bytes, { mode: 0o600, flag: 'wx' });
    await rename(part, path);
    return ok(path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    return err(`${path} cannot be written: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}
