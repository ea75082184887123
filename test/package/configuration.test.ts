import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import {
  APP_ID,
  canNotarize,
  LINK_SCHEME,
  packageConfig,
  WORKSPACE_EXTENSION,
  WORKSPACE_TYPE,
} from '../../build/electron-builder.config.mjs';
import { fuseConfig, fuses, fusesOf } from '../../build/fuses.mjs';
import { LINK_SCHEME as LINKS_OF_THE_APP } from '../../main/shell/links';
import { targets } from '../../scripts/lib/package/targets.mjs';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

const making = (shipped: boolean) => ({
  version: '1.2.3',
  runtime: { version: shipped ? '45.4.1' : '25.1.1', folder: shipped ? null : '/somewhere', shipped },
  output: '/results',
  generated: '/generated',
  epoch: 0,
  updates: null,
  quick: false,
});
const config = packageConfig(making(true));

/** electron-builder's own schema, which takes seconds to compile. */
const validate = new Ajv({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(require.resolve('app-builder-lib/scheme.json'), 'utf8')) as object,
);

/** Functions stand where it takes a file name or a function. */
function schemaProblems(value: object): string[] {
  const plain = JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'function' ? 'a function' : part)),
  ) as unknown;
  return validate(plain)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('the configuration of the packages', () => {
  it("passes electron-builder's own schema, for the release and for a test package", () => {
    expect(schemaProblems(config)).toEqual([]);
    expect(schemaProblems(packageConfig(making(false)))).toEqual([]);
    expect(schemaProblems(packageConfig({ ...making(true), updates: { feed: 'https://updates.example/' } }))).toEqual(
      [],
    );
    // The check can fail.
    expect(schemaProblems({ ...config, mac: { hardendRuntime: true } })).not.toEqual([]);
    expect(schemaProblems({ ...config, nsis: { oneClick: 'no' } })).not.toEqual([]);
  });

  it('names files that exist', () => {
    const files = [
      config.linux?.icon,
      config.win?.icon,
      config.mac?.icon,
      ...['icons/workspace.ico', 'icons/workspace.icns'],
    ].map((name) => `build/${String(name)}`);
    const scripts = [
      config.deb?.afterInstall,
      config.deb?.afterRemove,
      config.deb?.appArmorProfile,
      config.nsis?.include,
      config.nsis?.license,
      config.mac?.entitlements,
      config.mac?.entitlementsInherit,
    ];
    for (const file of [...files, ...scripts]) expect(existsSync(join(root, String(file))), String(file)).toBe(true);
  });

  it('covers the kinds of packages that are promised, and the script knows each of them', () => {
    const names = (list: unknown) =>
      [list].flat().map((one) => (typeof one === 'string' ? one : (one as { target: string }).target));
    const all = [...names(config.linux?.target), ...names(config.win?.target), ...names(config.mac?.target)];
    expect(all).toEqual(['dir', 'tar.gz', 'deb', 'AppImage', 'nsis', 'dmg', 'zip']);
    expect(targets.map(({ name }) => name)).toEqual(all);
  });

  it('registers workspace files and links on all systems', () => {
    expect(config.fileAssociations).toMatchObject([
      { ext: WORKSPACE_EXTENSION, mimeType: WORKSPACE_TYPE, rank: 'Owner' },
    ]);
    expect(config.protocols).toMatchObject([{ schemes: [LINK_SCHEME] }]);
    expect(LINK_SCHEME).toBe(LINKS_OF_THE_APP);
    // electron-builder writes it for macOS and Linux; for Windows our part of the installer does.
    const installer = readFileSync(join(root, 'build/win/installer.nsh'), 'utf8');
    expect(installer).toContain(`Software\\Classes\\${LINK_SCHEME}" "URL Protocol"`);
    expect(installer).toMatch(/DeleteRegKey SHELL_CONTEXT "Software\\Classes\\meridian"/);
  });

  it('Windows: for one person, without elevation unless asked; data stays unless asked', () => {
    expect(config.nsis).toMatchObject({
      oneClick: false,
      perMachine: false,
      selectPerMachineByDefault: false,
      createStartMenuShortcut: true,
      createDesktopShortcut: true,
      deleteAppDataOnUninstall: false,
    });
    const installer = readFileSync(join(root, 'build/win/installer.nsh'), 'utf8');
    expect(installer).toMatch(/MB_DEFBUTTON2[^\n]*\/SD IDNO IDNO meridianKeepData\n[^\n]*\n\s*RMDir/);
    expect(installer.match(/RMDir/g)).toHaveLength(1);
  });

  it('macOS: hardened, with the one entitlement that V8 needs, notarized when there are credentials', () => {
    expect(config.mac).toMatchObject({
      hardenedRuntime: true,
      gatekeeperAssess: false,
      category: 'public.app-category.developer-tools',
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
    });
    for (const file of [config.mac?.entitlements, config.mac?.entitlementsInherit]) {
      const keys = [...readFileSync(join(root, String(file)), 'utf8').matchAll(/<key>([^<]+)<\/key>\s*<(\w+)\/>/g)].map(
        ([, key, value]) => `${key ?? ''} ${value ?? ''}`,
      );
      expect(keys).toEqual(['com.apple.security.cs.allow-jit true']);
    }
    expect(canNotarize({})).toBe(false);
    expect(canNotarize({ APPLE_ID: 'a', APPLE_TEAM_ID: 'b' })).toBe(false);
    expect(canNotarize({ APPLE_ID: 'a', APPLE_TEAM_ID: 'b', APPLE_APP_SPECIFIC_PASSWORD: 'c' })).toBe(true);
    expect(canNotarize({ APPLE_KEYCHAIN_PROFILE: 'a' })).toBe(true);
    expect(APP_ID).toMatch(/^[a-z]+(\.[a-z]+)+$/);
  });

  it('a package on another runtime than the released one cannot be taken for a release', () => {
    const test = packageConfig(making(false));
    for (const platform of ['linux', 'win', 'mac'] as const) {
      expect(test[platform]?.artifactName).toMatch(/^TEST-ONLY-/);
      expect(config[platform]?.artifactName).not.toMatch(/TEST/);
    }
    expect(test.deb?.packageName).not.toBe(config.deb?.packageName);
    expect(test.linux?.description).toMatch(/^TEST PACKAGE .* never for real accounts/);
  });

  it('publishes nowhere, and names an update feed only when one is configured', () => {
    expect(config.publish).toBeNull();
    expect(packageConfig({ ...making(true), updates: { feed: 'https://updates.example/' } }).publish).toEqual([
      { provider: 'generic', url: 'https://updates.example/' },
    ]);
  });
});

describe('fuses', () => {
  it('are what the issue asks for', () => {
    expect(Object.fromEntries(fuses.map(({ name, on }) => [name, on]))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('of an older runtime are those it has; of the released one all, and a new one would fail the build', () => {
    expect(fusesOf('25.1.1')).toHaveLength(7);
    expect(fusesOf('45.4.1')).toHaveLength(fuses.length);
    expect(fuseConfig('45.4.1', true)).toMatchObject({ strictlyRequireAllFuses: true, 0: false, 5: true, 8: true });
  });
});

describe('icons', () => {
  const icon = (name: string): Buffer => readFileSync(join(root, 'build/icons', name));
  const sizeOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];
  const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n';

  it.each([16, 22, 24, 32, 48, 64, 96, 128, 256, 512, 1024])('of %i pixels for Linux are of that size', (size) => {
    const png = icon(`linux/${size}x${size}.png`);
    expect(isPng(png)).toBe(true);
    expect(sizeOf(png)).toEqual([size, size]);
  });

  it.each(['meridian.ico', 'workspace.ico'])('%s holds a picture of each size it lists', (name) => {
    const file = icon(name);
    expect(file.readUInt32LE(0)).toBe(0x10000);
    const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index;
      const at = file.readUInt32LE(entry + 12);
      const png = file.subarray(at, at + file.readUInt32LE(entry + 8));
      expect(isPng(png)).toBe(true);
      expect(sizeOf(png)[0]).toBe(file.readUInt8(entry) || 256);
      return sizeOf(png)[0];
    });
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it.each(['meridian.icns', 'workspace.icns'])('%s is whole, up to 1024 pixels', (name) => {
    const file = icon(name);
    expect(file.subarray(0, 4).toString('latin1')).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const sizes = new Set<number>();
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4));
      expect(isPng(png)).toBe(true);
      sizes.add(sizeOf(png)[0]);
    }
    expect([...sizes]).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  });
});
