import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { root } from './paths.mjs';
import { elapsed } from './terminal.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command
 * @property {boolean} [beside] at the lowest priority, because other work runs meanwhile
 */

/** Exit code of a step that could not do its work here and says why; it is counted, never taken for a success. */
export const SKIPPED = 77;

/**
 * Runs the steps, two at a time and in the given order of starting. Prints one line per step as it ends, and what it
 * said only if it failed or was skipped.
 * @param {readonly Step[]} steps
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runSteps(steps) {
  const waiting = [...steps];
  const count = { passed: 0, failed: 0, skipped: 0 };
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const since = performance.now();
      const { code, output } = await run(step);
      const outcome = code === 0 ? 'passed' : code === SKIPPED ? 'skipped' : 'failed';
      count[outcome] += 1;
      console.log(`${WORD[outcome]} ${step.name} (${elapsed(since)})`);
      if (outcome !== 'passed') console.log(output.trimEnd());
    }
  };
  await Promise.all([worker(), worker()]);
  return count;
}

const WORD = { passed: 'ok    ', skipped: 'SKIPPED', failed: 'FAILED' };

/**
 * @param {Step} step
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run({ command: [file = '', ...args], beside = false }) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    if (beside && child.pid !== undefined) giveWay(child.pid);
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      resolve({ code: null, output: error.message });
    });
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** @param {number} pid */
function giveWay(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It ended already, or the system does not let us: then it is only less polite.
  }
}
