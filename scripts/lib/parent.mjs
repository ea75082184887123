import { readFileSync } from 'node:fs';

const LOOK_MS = 250;

/**
 * Ends this process (as SIGTERM does) when the npm that started it is gone. A signal to npm reaches the shell between
 * npm and us, and most shells do not pass it on: the command would go on unseen and keep its data folder.
 */
export function endWithNpm() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const started = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === started) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  watch.unref();
}

/** The shell, and npm behind it where the system lets us see that far. */
function ancestors() {
  const parent = process.ppid;
  if (process.platform !== 'linux') return String(parent);
  try {
    return `${parent} ${/^PPid:.*$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[0] ?? ''}`;
  } catch {
    return `${parent} gone`;
  }
}
