import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { out } from './paths.mjs';
import { pinnedNode, runThrough } from './run.mjs';
import { say } from './terminal.mjs';

/**
 * Serves the cockpit to the browser of this machine and says the link to open.
 * @param {readonly string[]} args
 */
export function runBrowserMode(args) {
  return runThrough(pinnedNode(), [join(out, 'main', 'cli.cjs'), 'serve', ...args], {
    cwd: process.cwd(),
    stdio: ['inherit', 'pipe', 'inherit'],
    onSpawn: ({ stdout }) => {
      if (!stdout) return;
      let linked = false;
      createInterface({ input: stdout }).on('line', (line) => {
        const link = linked ? undefined : linkFrom(line);
        linked ||= link !== undefined;
        if (link === undefined) process.stdout.write(`${line}\n`);
        else
          say(
            `\nMeridian is ready. Open this link in a browser on this machine (it works once):\n\n  ${link}\n\nCtrl-C stops it.`,
          );
      });
    },
  });
}

/**
 * The first line of `serve` is JSON with its address and one-time token.
 * @param {string} line
 * @returns {string | undefined}
 */
function linkFrom(line) {
  try {
    const { url, token, link } = JSON.parse(line);
    if (typeof link === 'string') return link;
    return typeof url === 'string' && typeof token === 'string' ? `${url}/?token=${token}` : undefined;
  } catch {
    return undefined;
  }
}
