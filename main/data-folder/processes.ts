import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import type { Ms } from '../../shared/lib/time';

/** What the owner file needs to know of the processes of this machine. */
export interface Processes {
  /** This process. */
  readonly pid: number;
  /** Start of this process: a claim with its number that is older was made by another. */
  startedAt(): Ms;
  /** Start of the machine: a process that began before it is gone. */
  bootedAt(): Ms;
  isRunning(pid: number): boolean;
  /** Tells two processes that had the same number apart; null where the system does not say. */
  birth(pid: number): string | null;
  /** Calls back, synchronously, when this process exits. Returns its stop. */
  onExit(listener: () => void): () => void;
}

/** A clock that was set meanwhile must not make a running owner look older than the machine. */
const CLOCK_SLACK: Ms = 120_000;
/** Two clocks of one process differ by less. */
const ROUNDING: Ms = 1_000;

export const thisMachine: Processes = {
  pid: process.pid,
  startedAt: () => performance.timeOrigin - ROUNDING,
  bootedAt: () => performance.timeOrigin + performance.now() - uptime() * 1_000 - CLOCK_SLACK,
  isRunning: (pid) => {
    try {
      // Signal 0 asks only whether the process is there; also on Windows.
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // It runs and belongs to somebody else.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
  birth: (pid) => {
    if (process.platform !== 'linux') return null;
    try {
      // The 22nd field, clock ticks since boot; the second is a name in parentheses that may hold anything.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    } catch {
      return null;
    }
  },
  onExit: (listener) => {
    process.once('exit', listener);
    return () => {
      process.removeListener('exit', listener);
    };
  },
};
