import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** `nobody` of every Linux: it owns nothing and may do nothing. */
const NOBODY = 65_534;
const ROOT = resolve(import.meta.dirname, '../..');

export interface OrdinaryUser {
  readonly id: number;
  /** Starts the Electron under test as this user. */
  readonly starter: string;
  /** The built app where this user may read it. */
  readonly app: string;
  readonly data: string;
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** For a test run by root, whose Chromium has no sandbox: the same Electron and the same build, as a user who is not root. */
export function ordinaryUser(electron: string): OrdinaryUser {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-user-'));
  chmodSync(folder, 0o755);
  const home = join(folder, 'home');
  mkdirSync(home);
  chownSync(home, NOBODY, NOBODY);
  // Both may lie where only root can read.
  const runtime = join(folder, 'electron');
  cpSync(dirname(electron), runtime, { recursive: true });
  const app = join(folder, 'app');
  for (const part of ['package.json', 'out', 'node_modules/@photostructure/sqlite', 'node_modules/node-gyp-build'])
    cpSync(join(ROOT, part), join(app, part), { recursive: true, dereference: true });
  const starter = join(folder, 'start');
  // Playwright asks every Electron for no sandbox; here that is the question.
  const lines = [
    '#!/bin/sh',
    `cd '${home}'`,
    'for word in "$@"; do shift; [ "$word" = --no-sandbox ] || set -- "$@" "$word"; done',
    `exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups -- '${join(runtime, 'electron')}' "$@"`,
  ];
  writeFileSync(starter, `${lines.join('\n')}\n`);
  chmodSync(starter, 0o755);
  const environment: Record<string, string> = { HOME: home, XDG_CONFIG_HOME: home, XDG_RUNTIME_DIR: home };
  const authority = process.env['XAUTHORITY'];
  if (authority !== undefined) {
    const copy = join(home, 'xauthority');
    cpSync(authority, copy);
    chownSync(copy, NOBODY, NOBODY);
    environment['XAUTHORITY'] = copy;
  }
  return {
    id: NOBODY,
    starter,
    app,
    data: join(home, 'data'),
    environment,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
