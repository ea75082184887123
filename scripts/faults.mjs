// "npm run faults -- SUBJECT [--count N] [--seed S] [--trace-saved FILE]": does harm to the real app, and checks that nothing
// that was called saved is lost (test/faults). Without a subject it says which there are. The last line is "N passed, N failed".
import './lib/require-node.mjs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findElectron } from './lib/electron.mjs';
import { modules, root, scratch } from './lib/paths.mjs';
import { capture, endLike, pinnedNode, runThrough } from './lib/run.mjs';
import { hasDisplay, installCommand, testNeeds, windowNeeds } from './lib/system.mjs';
import { PlainError, script } from './lib/terminal.mjs';

const place = join(scratch, 'faults');

function bundle() {
  const vite = join(modules, 'electron-vite', 'bin', 'electron-vite.js');
  const result = capture(pinnedNode(), [vite, 'build', '--config', join(root, 'faults.config.ts')], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (!result.ok)
    throw new PlainError(`Building the run of faults failed:\n${stripVTControlCharacters(result.output).trim()}`);
  return join(place, 'build', 'main.cjs');
}

await script(async () => {
  await ensureDependencies();
  await ensureBuild();
  const electron = findElectron();
  const needs = [
    ...testNeeds().filter((need) => !need.packages.includes('chromium')),
    ...(electron ? windowNeeds(electron.path) : []),
  ];
  if (!electron) throw new PlainError('There is no Electron here: run "node scripts/setup.mjs --for-tests".');
  if (needs.length > 0) throw new PlainError(`Missing here, to get it:\n  ${installCommand(needs)}`);
  mkdirSync(place, { recursive: true });
  const node = [pinnedNode(), bundle(), ...process.argv.slice(2)];
  const [file = '', ...rest] = hasDisplay()
    ? node
    : ['xvfb-run', '-a', '--server-args=-screen 0 1920x1200x24', ...node];
  endLike(
    await runThrough(file, rest, {
      env: { ...process.env, MERIDIAN_ELECTRON: electron.path, MERIDIAN_ROOT: root, MERIDIAN_SCRATCH: place },
    }),
  );
});
