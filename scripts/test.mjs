// "npm test": checks, build, unit and ui tests, then the end-to-end tests on a real Electron and a real Chromium, and
// those of the packages, which it makes.
// The last line is "N passed, N failed". Each check step and the build count as one;
// what could not be checked here is skipped, and said.
//   --only=check,unit,e2e,package   a part of it
// The end-to-end tests get MERIDIAN_ELECTRON (executable of the Electron to test) and MERIDIAN_CHROMIUM (of a Chromium
// or Chrome; set it to choose another than the one found).
import './lib/require-node.mjs';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { advisories, checks, lint } from './lib/checks.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findElectron } from './lib/electron.mjs';
import { scratch } from './lib/paths.mjs';
import { runSteps } from './lib/steps.mjs';
import { findChromium, hasDisplay, installCommand, packageNeeds, testNeeds, windowNeeds } from './lib/system.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

/** Of tests that start programs: a machine that is busy elsewhere may be too slow once. Which one needed it is said. */
const SECOND_TRY = ['--retry=1'];

/** Also kept in a file, for a caller whose own output comes after ours. */
const summaryFile = join(scratch, 'test-summary.txt');
const only = process.argv
  .find((arg) => arg.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const wants = (/** @type {string} */ part) => !only || only.includes(part);

/** @type {import('./lib/vitest.mjs').Count} */
const total = { passed: 0, failed: 0, skipped: 0 };

/** @param {Partial<import('./lib/vitest.mjs').Count>} count */
function add({ passed = 0, failed = 0, skipped = 0 }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/** @returns {Promise<boolean>} whether there is a build to test */
async function buildStep() {
  try {
    await ensureBuild();
    add({ passed: 1 });
    return true;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    say(error.message);
    add({ failed: 1 });
    return false;
  }
}

/** @returns {Promise<import('./lib/vitest.mjs').Count>} */
async function endToEnd() {
  const electron = findElectron();
  const chromium = findChromium();
  const needs = [...testNeeds(), ...(electron ? windowNeeds(electron.path) : [])];
  if (!electron || !chromium || needs.length > 0) {
    say('FAILED end-to-end tests: they did not run, because something is missing here.');
    if (!electron) say('  Electron: run "node scripts/setup.mjs --for-tests" and see what it says.');
    if (needs.length > 0) say(`  ${needs.map((need) => need.what).join(', ')}:\n  ${installCommand(needs)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return runVitest('e2e', ['e2e'], {
    wrapper: hasDisplay() ? [] : ['xvfb-run', '-a', '--server-args=-screen 0 1920x1200x24'],
    env: { ...process.env, MERIDIAN_ELECTRON: electron.path, MERIDIAN_CHROMIUM: chromium },
    args: SECOND_TRY,
  });
}

/** @returns {Promise<import('./lib/vitest.mjs').Count>} */
async function packaged() {
  if (process.platform !== 'linux') {
    say('The tests of the packages run on Linux only; nothing was packaged.');
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const electron = findElectron();
  const needs = [...packageNeeds(), ...(electron ? windowNeeds(electron.path) : [])];
  if (!electron || needs.length > 0) {
    say('FAILED tests of the packages: they did not run, because something is missing here.');
    if (!electron) say('  Electron: run "node scripts/setup.mjs --for-tests" and see what it says.');
    if (needs.length > 0) say(`  ${needs.map((need) => need.what).join(', ')}:\n  ${installCommand(needs)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return runVitest('package', ['package'], { args: SECOND_TRY });
}

await script(async () => {
  rmSync(summaryFile, { force: true });
  await ensureDependencies();
  const linting = wants('check') ? runSteps([lint]) : null;
  if (wants('check')) add(await runSteps([...checks, advisories]));
  const built = wants('check') || wants('e2e') || wants('package') ? await buildStep() : false;
  if (wants('unit')) add(await runVitest('unit', ['unit', 'ui'], { args: ['--maxWorkers=100%'] }));
  if (wants('e2e')) add(built ? await endToEnd() : { failed: 1 });
  if (wants('package')) add(built ? await packaged() : { failed: 1 });
  if (linting) add(await linting);

  const { passed, failed, skipped } = total;
  const summary = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  mkdirSync(scratch, { recursive: true });
  writeFileSync(summaryFile, `${summary}\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(summary);
});
