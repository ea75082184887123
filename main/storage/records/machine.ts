import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';

/**
 * Marks this machine and this folder: another machine, or a copy of the folder beside it, has another mark. One that changes without
 * need (a machine that was renamed) only costs a new replica.
 */
export function machineMark(folder: string): string {
  return createHash('sha256')
    .update(JSON.stringify([machine(), place(folder)]))
    .digest('hex')
    .slice(0, 32);
}

function machine(): string {
  for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      const id = readFileSync(file, 'utf8').trim();
      if (id !== '') return id;
    } catch {
      // Not Linux, or a container without one.
    }
  }
  return `${hostname()} ${homedir()}`;
}

/** A folder that is moved keeps its number on the disk; a copy has another. */
function place(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    const { ino, birthtimeMs } = statSync(folder);
    return `${ino} ${Math.floor(birthtimeMs)}`;
  } catch {
    return folder;
  }
}
