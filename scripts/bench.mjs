// "npm run bench": measures the figures of test/bench beside their limits and writes docs/benchmarks.md.
//   a b, --only=a,b    some of them; the others keep what they had, with their date
//   --no-write    only prints
//   --seed=N      of everything random (1)
import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { release, type as system } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findElectron } from './lib/electron.mjs';
import { modules, out, root, scratch } from './lib/paths.mjs';
import { capture, endLike, pinnedNode, runThrough } from './lib/run.mjs';
import { findChromium, hasDisplay, installCommand, testNeeds, windowNeeds } from './lib/system.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';

const args = process.argv.slice(2);
const valueOf = (/** @type {string} */ name) =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(`--${name}=`.length);

/** The bench code with the product's modules it measures in process. */
function bundle() {
  const result = capture(
    pinnedNode(),
    [join(modules, 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--config', join(root, 'bench.config.ts')],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
  if (!result.ok) throw new PlainError(`Building the bench failed:\n${stripVTControlCharacters(result.output).trim()}`);
  return join(scratch, 'bench', 'main.cjs');
}

/** What is measured, with a word when the tree is not what the commit says. */
function commit() {
  const head = capture('git', ['rev-parse', '--short=10', 'HEAD']);
  if (!head.ok) return 'unknown';
  const changed = capture('git', ['status', '--porcelain', '--', '.', ':!docs']).stdout.trim() !== '';
  return `${head.stdout.trim()}${changed ? ' with changes' : ''}`;
}

/** Name and version of the system, as people know it. */
function os() {
  const pretty = existsSync('/etc/os-release') ? capture('sh', ['-c', '. /etc/os-release; echo "$PRETTY_NAME"']) : null;
  const name = pretty?.ok ? `${pretty.stdout.trim()}, ` : '';
  return `${name}${system()} ${release()}`;
}

await script(async () => {
  const unknown = args.filter((arg) => !/^([a-z]+|--(only=[a-z,]+|seed=\d+|no-write))$/.test(arg));
  if (unknown.length > 0)
    throw new PlainError(`${unknown.join(' ')}? It takes a b (or --only=a,b) --seed=N --no-write.`);
  const named = [...args.filter((arg) => !arg.startsWith('--')), ...(valueOf('only')?.split(',') ?? [])];
  await ensureDependencies();
  await ensureBuild();
  const electron = findElectron();
  const chromium = findChromium();
  const needs = [...testNeeds(), ...(electron ? windowNeeds(electron.path) : [])];
  if (!electron) say('No Electron here: "node scripts/setup.mjs --for-tests" says why.');
  if (needs.length > 0)
    throw new PlainError(`Missing: ${needs.map(({ what }) => what).join(', ')}`, installCommand(needs));
  const argument = {
    seed: Number(valueOf('seed') ?? 1),
    electron: electron && { path: electron.path, version: electron.version },
    chromium: chromium && {
      path: chromium,
      version: capture(chromium, ['--version']).stdout.replace(/^\D+/, '').trim().split(' ')[0] ?? 'unknown',
    },
    out,
    temp: join(scratch, 'bench-temp'),
    docs: join(root, 'docs'),
    write: !args.includes('--no-write'),
    only: named.length > 0 ? named : null,
    commit: commit(),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    os: os(),
  };
  const node = [pinnedNode(), bundle(), JSON.stringify(argument, (_, value) => value ?? null)];
  const [file = '', ...rest] = hasDisplay()
    ? node
    : ['xvfb-run', '-a', '--server-args=-screen 0 1920x1200x24', ...node];
  endLike(await runThrough(file, rest));
});
