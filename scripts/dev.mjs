// "npm run dev -- [arguments of the cockpit]": the window with hot reload, in the same Electron that "npm start" chooses.
import './lib/require-node.mjs';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { endWithNpm } from './lib/parent.mjs';
import { modules, root, scratch } from './lib/paths.mjs';
import { endLike, pinnedNode, runThrough } from './lib/run.mjs';
import { PlainError, script, warn } from './lib/terminal.mjs';
import { chooseWindow } from './lib/window.mjs';

const args = process.argv.slice(2);
/** Built aside: out/ belongs to "npm start" and the tests, which must never meet a development build. */
const devFolder = join(scratch, 'dev');

await script(async () => {
  endWithNpm();
  await ensureDependencies();
  const choice = chooseWindow(args);
  if (choice.kind === 'browser') {
    throw new PlainError(choice.why, 'Hot reload needs a window. "npm start" serves the browser instead.');
  }
  choice.warnings.forEach(warn);
  const vite = join(modules, 'electron-vite', 'bin', 'electron-vite.js');
  const noSandbox = choice.flags.includes('--no-sandbox') ? ['--noSandbox'] : [];
  endLike(
    await runThrough(pinnedNode(), [vite, 'dev', '--watch', ...noSandbox, '--', ...args], {
      env: { ...process.env, ELECTRON_EXEC_PATH: choice.path, ELECTRON_ENTRY: devApp(), MERIDIAN_OUT: devFolder },
    }),
  );
});

/** The app folder that Electron starts: ours, with the code taken from the development build. */
function devApp() {
  const { name, productName, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(devFolder, { recursive: true });
  writeFileSync(
    join(devFolder, 'package.json'),
    JSON.stringify({ name, productName, version, main: 'main/index.cjs' }),
  );
  return devFolder;
}
