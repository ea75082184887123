import { readdirSync, readFileSync } from 'node:fs';

/** Memory of one process, in kB. Pages that several processes share are counted in parts, so that a sum counts them once. */
export interface ProcessMemory {
  readonly pid: number;
  /** `main`, or what Chromium calls it: `renderer`, `gpu-process`, `zygote`, `utility`. */
  readonly kind: string;
  readonly pss: number;
  /** Of it: what is its own and backed by no file. */
  readonly anonymous: number;
}

/** A process and everything it started, as /proc has it now. Threads count with their process. */
export function memoryOf(root: number): readonly ProcessMemory[] {
  return treeOf(root, parents()).flatMap((pid) => {
    try {
      const { pss, anonymous } = parseRollup(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
      return [{ pid, kind: kindOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8')), pss, anonymous }];
    } catch {
      // It ended in between.
      return [];
    }
  });
}

export function parseRollup(text: string): { readonly pss: number; readonly anonymous: number } {
  const field = (name: string): number => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`smaps_rollup has no ${name}`);
    return Number(found);
  };
  return { pss: field('Pss'), anonymous: field('Pss_Anon') };
}

/** Words of a command line are separated by NUL; a process of Chromium that renamed itself has them in one. */
export function kindOf(commandLine: string): string {
  return /--type=([a-z-]+)/.exec(commandLine)?.[1] ?? 'main';
}

/** The root, its children, their children. */
export function treeOf(root: number, parentOf: ReadonlyMap<number, number>): readonly number[] {
  const children = [...parentOf].filter(([, parent]) => parent === root).map(([pid]) => pid);
  return [root, ...children.flatMap((pid) => treeOf(pid, parentOf))];
}

function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name of a process stands in brackets and may hold anything, brackets too.
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended in between.
    }
  }
  return found;
}
