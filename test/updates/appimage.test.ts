import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startAppImage } from '../../main/updates/appimage';

it('the new version starts with the words of the old one, in its folder, and without what belonged to its runtime', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-start-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const [program, told] = [join(folder, 'Meridian 0.2.0.AppImage'), join(folder, 'told')];
  writeFileSync(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$@" "$PWD" "<$APPIMAGE$APPDIR$ARGV0$OWD>" "$MERIDIAN_WORKSPACE" > '${told}.part'\nmv '${told}.part' '${told}'\n`,
  );
  chmodSync(program, 0o755);
  const env = { APPIMAGE: 'a', APPDIR: 'b', ARGV0: 'c', OWD: 'd', MERIDIAN_WORKSPACE: 'retail.yaml' };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  startAppImage(program, ['--data', 'a folder; $(touch x)']);
  await expect.poll(() => existsSync(told)).toBe(true);
  const words = readFileSync(told, 'utf8').split('\n');
  expect(words).toEqual(['--data', 'a folder; $(touch x)', process.cwd(), '<>', 'retail.yaml', '']);
});
