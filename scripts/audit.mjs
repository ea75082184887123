// The dependencies, judged. "lockfile" needs no network. "advisories" asks npm for known vulnerabilities of what is shipped;
// where npm cannot be asked it says so and ends with the code for "skipped", which "npm test" counts.
import './lib/require-node.mjs';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importedPackages, judge, lockfileProblems, shippedPaths } from './lib/audit.mjs';
import { root } from './lib/paths.mjs';
import { npm } from './lib/run.mjs';
import { SKIPPED } from './lib/steps.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';

const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const lock = read('package-lock.json');
const manifest = read('package.json');

/** The sources of the product say what is bundled; Electron and the declared dependencies are shipped beside it. */
function roots() {
  const imported = ['shared', 'main', 'preload', 'renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
      .flatMap((entry) => importedPackages(readFileSync(join(entry.parentPath, entry.name), 'utf8'))),
  );
  return [...new Set([...imported, ...Object.keys(manifest.dependencies), 'electron'])].sort();
}

await script(async () => {
  const shipped = shippedPaths(lock, roots());
  if (shipped.size < 20)
    throw new PlainError(`only ${shipped.size} packages seem to be shipped: the sources were not read`);
  if (process.argv[2] === 'lockfile') {
    const problems = lockfileProblems(lock, manifest, shipped);
    if (problems.length > 0) throw new PlainError(problems.join('\n'));
    say(`${Object.keys(lock.packages).length - 1} packages, ${shipped.size} of them shipped`);
    return;
  }
  const { stdout } = npm(['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000']);
  const today = new Date().toISOString().slice(0, 10);
  const verdict = judge(stdout, shipped, read('scripts/audit-exceptions.json'), today);
  if (verdict.kind === 'unreachable') {
    say(`known vulnerabilities were not looked up: ${verdict.why}`);
    process.exitCode = SKIPPED;
    return;
  }
  for (const note of verdict.notes) say(note);
  if (verdict.problems.length > 0) throw new PlainError(verdict.problems.join('\n'));
});
