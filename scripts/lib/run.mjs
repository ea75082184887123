import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './paths.mjs';

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

/** @returns {string} the Node version the project is pinned to, from package.json */
export function pinnedNodeVersion() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return devDependencies.node;
}

/** @returns {string} the pinned Node if it is installed, else the Node that runs this script */
export function pinnedNode() {
  const path = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

/**
 * Runs a command to its end and keeps what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ ok: boolean, output: string, stdout: string }}
 */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, maxBuffer: 64 * 2 ** 20, ...options, encoding: 'utf8' });
  // A command that cannot be started has no output, whatever the types say.
  const [stdout, stderr] = /** @type {(string | null)[]} */ ([result.stdout, result.stderr]).map((text) => text ?? '');
  const output = `${stdout}${stderr}${result.error ? `${result.error.message}\n` : ''}`;
  return { ok: result.status === 0, output, stdout: stdout ?? '' };
}

/**
 * Runs npm as the user has it set up: the same npm that runs this script, if one does.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  // `npm run --silent` hands its silence down, and errors would be lost with it.
  const quiet = [...args, '--loglevel=error'];
  if (cli?.endsWith('.js')) return capture(process.env.npm_node_execpath ?? process.execPath, [cli, ...quiet], options);
  return capture('npm', quiet, { ...options, shell: process.platform === 'win32' });
}

/**
 * Runs a child on this terminal to its end, passing on the signals this process gets.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onSpawn?: (child: import('node:child_process').ChildProcess) => void }} [options]
 * @returns {Promise<Ending>}
 */
export async function runThrough(command, args, { onSpawn, ...options } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    // Ctrl-C on a terminal reaches the child by itself; twice would look like "at once".
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  onSpawn?.(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        resolve({ code, signal });
      });
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

/**
 * Ends this process as its child ended.
 * @param {Ending} ending
 */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
}
