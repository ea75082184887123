// Runs before "npm start" and "npm test", on the machine's own Node and before anything is installed.
// Makes this checkout runnable: dependencies, the pinned Node, an Electron, and with --for-tests what the tests need.
// Every step looks first and does nothing when nothing is missing.
import './lib/require-node.mjs';
import { checkPinnedNode, ensureDependencies } from './lib/dependencies.mjs';
import { ensureElectron } from './lib/electron-fetch.mjs';
import { findElectron } from './lib/electron.mjs';
import { hasDisplay, installSystemPackages, packageNeeds, testNeeds, windowNeeds } from './lib/system.mjs';
import { say, script, warn } from './lib/terminal.mjs';

const forTests = process.argv.includes('--for-tests');

await script(async () => {
  await ensureDependencies('1/4 ');
  say('1/4 dependencies: as in the lockfile');
  checkPinnedNode();
  say('2/4 Node: checked');

  if (!forTests && !hasDisplay()) {
    say('3/4 Electron: not needed, there is no display here');
    say('4/4 system: nothing needed for browser mode');
    return;
  }
  await electron();
  const runtime = findElectron();
  const needs = [
    ...(runtime ? windowNeeds(runtime.path) : []),
    ...(forTests ? [...testNeeds(), ...packageNeeds()] : []),
  ];
  installSystemPackages(needs, '4/4 ');
  if (needs.length === 0) say('4/4 system: nothing missing');
});

/** Without an Electron there is still browser mode, so a failure is said and not fatal. */
async function electron() {
  try {
    await ensureElectron('3/4 ');
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
  }
  const runtime = findElectron();
  if (!runtime) warn('there is no Electron for this machine; Meridian runs in the browser instead.');
  else
    say(
      `3/4 Electron: ${runtime.version}${runtime.kind === 'old' ? ', the old test runtime (demo and tests only)' : ''}`,
    );
}
