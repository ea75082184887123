// "npm start -- [--browser] [arguments of the cockpit]": builds if needed, then shows the cockpit in a window,
// or serves it to the browser where a window cannot be had.
import './lib/require-node.mjs';
import { runBrowserMode } from './lib/browser-mode.mjs';
import { ensureBuild } from './lib/build.mjs';
import { endWithNpm } from './lib/parent.mjs';
import { root } from './lib/paths.mjs';
import { endLike, runThrough } from './lib/run.mjs';
import { say, script, warn } from './lib/terminal.mjs';
import { chooseWindow } from './lib/window.mjs';

const asked = process.argv.includes('--browser');
const args = process.argv.slice(2).filter((arg) => arg !== '--browser');

await script(async () => {
  endWithNpm();
  await ensureBuild();
  const choice = asked
    ? { kind: /** @type {const} */ ('browser'), why: 'Browser mode, as asked.' }
    : chooseWindow(args);
  if (choice.kind === 'browser') {
    say(choice.why);
    endLike(await runBrowserMode(args));
    return;
  }
  choice.warnings.forEach(warn);
  endLike(await runThrough(choice.path, [...choice.flags, root, ...args], { cwd: process.cwd() }));
});
