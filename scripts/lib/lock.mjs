import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ABANDONED_MS = 20 * 60_000;
const POLL_MS = 100;

/**
 * Runs `body` while this process alone holds the lock file. The file holds the owner's process id;
 * a lock whose owner is gone, or that is older than 20 minutes, is taken over.
 * @template T
 * @param {string} path
 * @param {{ onWait?: () => void }} options `onWait` is called once if another process holds the lock
 * @param {() => T | Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLock(path, options, body) {
  mkdirSync(dirname(path), { recursive: true });
  let waited = false;
  while (!take(path)) {
    if (isAbandoned(path)) continue;
    if (!waited) options.onWait?.();
    waited = true;
    await sleep(POLL_MS);
  }
  const release = () => {
    rmSync(path, { force: true });
  };
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} path */
function take(path) {
  // Written aside and linked into place, so that nobody ever reads a lock without its owner in it.
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Removes the lock if its owner is gone.
 * @param {string} path
 */
function isAbandoned(path) {
  let owner;
  let age;
  try {
    owner = readFileSync(path, 'utf8');
    age = Date.now() - statSync(path).mtimeMs;
  } catch {
    return true;
  }
  if (isAlive(Number(owner)) && age < ABANDONED_MS) return false;
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    // Between the reading and the renaming another waiter may have taken the lock: then it is put back.
    if (readFileSync(aside, 'utf8') !== owner) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch {
    // Another waiter was quicker; the next round sees what it left.
  }
  return true;
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
