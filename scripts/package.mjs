// "npm run package": makes what a person installs, into dist/release/. By default everything that can be made on this machine;
// what cannot is named with the reason.
//   --targets=dir,tar.gz,deb,AppImage (Linux), nsis (Windows), dmg,zip (macOS)   these and no others
import './lib/require-node.mjs';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensureElectron } from './lib/electron-fetch.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';

const asked = process.argv
  .find((arg) => arg.startsWith('--targets='))
  ?.slice('--targets='.length)
  .split(',')
  .filter(Boolean);

await script(async () => {
  await ensureDependencies();
  await ensureElectron('');
  await ensureBuild();
  // Only now: they use packages that may just have been installed.
  const { ensurePackages, writeContentsPage } = await import('./lib/package/make.mjs');
  const { targets } = await import('./lib/package/targets.mjs');
  const unknown = asked?.filter((name) => !targets.some((target) => target.name === name)) ?? [];
  if (unknown.length > 0) {
    throw new PlainError(
      `There is no target "${unknown.join('", "')}".`,
      `There are: ${targets.map(({ name }) => name).join(', ')}.`,
    );
  }
  /** @type {string[]} */
  const wanted = [];
  for (const { name, lacks } of targets.filter((target) => asked?.includes(target.name) ?? true)) {
    const why = await lacks();
    if (why === undefined) wanted.push(name);
    else if (asked) throw new PlainError(`${name} cannot be made here: ${why}.`);
    else say(`package: ${name} is left out: ${why}`);
  }
  if (wanted.length === 0) throw new PlainError('No kind of package can be made on this machine.');
  const packages = await ensurePackages({ targets: wanted });
  if (process.platform === 'linux') writeContentsPage(packages, `${process.platform}-${process.arch}`);
});
