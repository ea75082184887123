// "npm run screens": pictures of every screen and state into docs/screens, from the built app in a real Electron, and an
// audit of each of them that fails the run on a finding (crops of the places in .cache/screens).
//   --only=NAME,...   some states    --theme dark|light   --no-audit   pictures only
//   --size 1440x900,...   a size that is none of the gallery is audited and has no picture
import './lib/require-node.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findElectron } from './lib/electron.mjs';
import { scratch } from './lib/paths.mjs';
import { hasDisplay, installCommand, testNeeds, windowNeeds } from './lib/system.mjs';
import { elapsed, PlainError, say, script } from './lib/terminal.mjs';
import { runVitest } from './lib/vitest.mjs';

await script(async () => {
  const words = readWords(process.argv.slice(2));
  const since = performance.now();
  await ensureDependencies();
  await ensureBuild();
  const electron = findElectron();
  // The tests also want a Chromium; the pictures come from Electron alone.
  const display = testNeeds().filter((need) => !need.packages.includes('chromium'));
  const needs = [...display, ...(electron ? windowNeeds(electron.path) : [])];
  if (!electron) throw new PlainError('There is no Electron here: run "node scripts/setup.mjs --for-tests".');
  if (needs.length > 0) throw new PlainError(`Missing here, to get it:\n  ${installCommand(needs)}`);
  rmSync(join(scratch, 'screens'), { recursive: true, force: true });
  const { passed, failed } = await runVitest('screens', ['screens'], {
    wrapper: hasDisplay() ? [] : ['xvfb-run', '-a', '--server-args=-screen 0 1920x1200x24'],
    env: { ...process.env, MERIDIAN_ELECTRON: electron.path, MERIDIAN_SCREENS: JSON.stringify(words) },
  });
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  say(`screens: ${passed} states clean, ${failed} with findings, ${elapsed(since)}`);
});

/** @param {string[]} args */
function readWords(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string' },
        theme: { type: 'string' },
        size: { type: 'string' },
        'no-audit': { type: 'boolean', default: false },
      },
    });
    const list = (/** @type {string | undefined} */ text) => text?.split(',').filter((part) => part !== '');
    return {
      only: list(values.only),
      themes: list(values.theme),
      sizes: list(values.size),
      audit: !values['no-audit'],
    };
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error));
  }
}
