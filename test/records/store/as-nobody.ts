import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Runs as somebody who may read the folder and not write it: root may write everywhere. */
export function asNobody(folder: string, work: () => void): void {
  const all = [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))];
  const modes = all.map((path) => statSync(path).mode & 0o777);
  all.forEach((path) => chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444));
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    all.forEach((path, index) => chmodSync(path, modes[index] ?? 0o755));
  }
}
