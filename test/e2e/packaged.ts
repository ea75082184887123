import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { temporaryFolder } from './windows';

/** An Electron that holds itself for packaged and runs this tree's build, as an ordinary user with Chromium's sandbox on. */
export interface PackagedProgram {
  readonly folder: string;
  /** What to execute. */
  readonly start: string;
  readonly environment: Record<string, string>;
  /** Lets the program write to a folder. */
  give(folder: string): void;
  remove(): void;
}

const ROOT = resolve(import.meta.dirname, '../..');
/** nobody */
const ORDINARY = 65_534;

export function packagedProgram(): PackagedProgram {
  const electron = process.env['MERIDIAN_ELECTRON'] ?? '';
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  copyTree(dirname(electron), folder, ['default_app.asar', 'app', basename(electron)]);
  // Under this name it says that it is packaged.
  link(electron, join(folder, 'meridian'));
  const app = join(folder, 'resources', 'app');
  for (const part of ['out', 'node_modules/@photostructure/sqlite', 'node_modules/node-gyp-build'])
    copyTree(join(ROOT, part), join(app, part), []);
  link(join(ROOT, 'package.json'), join(app, 'package.json'));
  const home = join(folder, 'home');
  mkdirSync(home);
  const environment: Record<string, string> = { ...(process.env as Record<string, string>), HOME: home };
  // A packaged app never runs without its sandbox, and the superuser cannot run with it.
  const root = process.getuid?.() === 0;
  if (root) {
    const { XAUTHORITY: secret } = process.env;
    if (secret !== undefined) {
      environment['XAUTHORITY'] = join(home, 'xauthority');
      copyFileSync(secret, environment['XAUTHORITY']);
    }
    delete environment['XDG_RUNTIME_DIR'];
    const lines = [
      '#!/bin/sh',
      `exec setpriv --reuid=${ORDINARY} --regid=${ORDINARY} --clear-groups '${folder}/meridian' "$@"`,
    ];
    writeFileSync(join(folder, 'start'), `${lines.join('\n')}\n`, { mode: 0o755 });
    own(home);
  }
  return {
    folder,
    start: join(folder, root ? 'start' : 'meridian'),
    environment,
    give: (given) => {
      if (root) own(given);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function own(path: string): void {
  chownSync(path, ORDINARY, ORDINARY);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name));
}

function copyTree(from: string, to: string, without: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (without.includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target, without);
    else link(source, target);
  }
}

function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // On another file system.
    copyFileSync(from, to);
  }
}
