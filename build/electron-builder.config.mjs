// What a package of Meridian is, on every system. Used by "npm run package" (scripts/package.mjs), which also says how
// each part is proven; the words are electron-builder's.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { flipFuses } from '@electron/fuses';
import { fuseConfig } from './fuses.mjs';
import { settle } from './settle.mjs';

/**
 * @typedef {object} Making
 * @property {string} version of the package
 * @property {{ version: string, folder: string | null, shipped: boolean }} runtime the Electron inside: `folder` holds one
 *   that is there already (null: electron-builder fetches it); `shipped` is the one we release with
 * @property {string} output folder of the results
 * @property {string} generated folder of the files that scripts/package.mjs made for this package
 * @property {number} epoch seconds since 1970: the time of every file inside
 * @property {{ feed: string } | null} updates where the package looks for updates
 * @property {boolean} quick for a test: larger files, made sooner
 */

export const APP_ID = 'com.meridian.cockpit';
export const WORKSPACE_EXTENSION = 'meridian';
export const WORKSPACE_TYPE = 'application/x-meridian-workspace';
export const LINK_SCHEME = 'meridian';

/** Languages of Chromium's own few words (menus of text fields, error pages): those of the countries we ship to. */
const languages = ['en-US', 'en-GB', 'pt-BR', 'hi', 'uk', 'fr'];

/** Set both before the first public release; the reserved names say that nobody reads them yet. */
const homepage = process.env.MERIDIAN_HOMEPAGE || 'https://meridian.invalid';
const maintainer = process.env.MERIDIAN_MAINTAINER || 'Meridian <packages@meridian.invalid>';

/**
 * @param {Making} making
 * @returns {import('electron-builder').Configuration}
 */
export function packageConfig({ version, runtime, output, generated, epoch, updates, quick }) {
  const file = runtime.shipped ? 'meridian' : 'TEST-ONLY-meridian';
  return {
    appId: APP_ID,
    productName: 'Meridian',
    copyright: 'Copyright (c) 2026 The Meridian authors',
    directories: { output, buildResources: 'build' },
    extraMetadata: {
      version,
      main: 'out/main/packaged.cjs',
      desktopName: 'meridian.desktop',
      homepage,
      devDependencies: {},
      scripts: {},
      allowScripts: {},
    },
    electronVersion: runtime.version,
    ...(runtime.folder === null ? {} : { electronDist: runtime.folder }),
    electronLanguages: languages,
    npmRebuild: false,
    publish: updates === null ? null : [{ provider: 'generic', url: updates.feed }],

    files: [
      'package.json',
      'out/main/*.cjs',
      'out/preload/*.cjs',
      'out/renderer/**',
      '!**/*.map',
      // Of the one native module: its code, and the binary of this system.
      '!node_modules/**',
      'node_modules/@photostructure/sqlite/{package.json,LICENSE,dist/index.cjs}',
      'node_modules/@photostructure/sqlite/prebuilds/${platform}-${arch}/*.glibc.node',
      'node_modules/node-gyp-build/{package.json,LICENSE,index.js,node-gyp-build.js}',
    ],
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    extraResources: [
      { from: generated, to: '.', filter: ['LICENSE.txt', 'THIRD-PARTY-LICENCES.txt', 'sbom.cdx.json', 'update.json'] },
    ],

    afterExtract: ({ appOutDir, electronPlatformName }) => {
      if (electronPlatformName === 'darwin') return;
      // Whatever a runtime starts when it has no app of its own, and its note of its version.
      for (const name of ['resources/app', 'resources/app.asar', 'resources/default_app.asar', 'version'])
        rmSync(join(appOutDir, name), { recursive: true, force: true });
    },
    afterPack: async (context) => {
      const { appOutDir, electronPlatformName, packager } = context;
      const executable = {
        darwin: `${packager.appInfo.productFilename}.app`,
        win32: `${packager.appInfo.productFilename}.exe`,
        linux: 'meridian',
      }[electronPlatformName];
      if (executable === undefined) throw new Error(`no package is made for ${electronPlatformName}`);
      await flipFuses(join(appOutDir, executable), fuseConfig(runtime.version, runtime.shipped));
      settle(appOutDir, epoch);
    },

    fileAssociations: [
      {
        ext: WORKSPACE_EXTENSION,
        name: 'Meridian workspace',
        description: 'Meridian workspace',
        mimeType: WORKSPACE_TYPE,
        icon: 'icons/workspace',
        role: 'Viewer',
        rank: 'Owner',
      },
    ],
    protocols: [{ name: 'Meridian', schemes: [LINK_SCHEME], role: 'Viewer' }],

    linux: {
      target: ['dir', 'tar.gz', 'deb', 'AppImage'],
      executableName: 'meridian',
      artifactName: `${file}-\${version}-linux-\${arch}.\${ext}`,
      icon: 'icons/linux',
      category: 'System',
      synopsis: runtime.shipped
        ? 'Operations cockpit for retail platforms on AWS'
        : 'TEST PACKAGE of Meridian, not for use',
      description: runtime.shipped
        ? 'A live world map of service health, what needs attention now, and how old every number is. It observes and changes nothing in AWS.'
        : `TEST PACKAGE on the outdated Electron ${runtime.version}, which gets no security fixes. For demo data and tests, never for real accounts.`,
      maintainer,
      vendor: 'Meridian',
      syncDesktopName: true,
      desktop: {
        entry: {
          Categories: 'System;Monitor;Network;',
          Keywords: 'AWS;monitoring;operations;',
          SingleMainWindow: 'true',
        },
      },
      extraFiles: [
        { from: 'build/linux/meridian.sh', to: 'bin/meridian' },
        { from: 'build/icons/linux/256x256.png', to: 'resources/icon.png' },
        { from: 'build/linux/apparmor-profile', to: 'resources/apparmor-profile' },
      ],
    },
    deb: {
      packageName: runtime.shipped ? 'meridian' : 'meridian-test-runtime',
      packageCategory: 'admin',
      priority: 'optional',
      depends: [
        'libgtk-3-0 | libgtk-3-0t64',
        'libnss3',
        'libasound2 | libasound2t64',
        'libgbm1',
        'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
        'libcups2 | libcups2t64',
        'libdrm2',
        'libxkbcommon0',
        'libxcomposite1',
        'libxdamage1',
        'libxrandr2',
        'libnotify4',
        'libsecret-1-0',
        'xdg-utils',
      ],
      recommends: ['gnome-keyring | kwalletmanager'],
      afterInstall: 'build/linux/after-install.sh',
      afterRemove: 'build/linux/after-remove.sh',
      appArmorProfile: 'build/linux/apparmor-profile',
      compression: quick ? 'gz' : 'xz',
      fpm: [
        ...(runtime.shipped ? [] : ['--conflicts', 'meridian']),
        `${join(generated, 'copyright')}=/usr/share/doc/${runtime.shipped ? 'meridian' : 'meridian-test-runtime'}/copyright`,
      ],
    },
    appImage: { license: 'LICENSE' },
    toolsets: { appimage: '1.0.3' },

    win: {
      target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
      icon: 'icons/meridian.ico',
      artifactName: `${file}-\${version}-windows-\${arch}.\${ext}`,
      // A release must be signed; without a certificate electron-builder makes an unsigned one for trying out.
      forceCodeSigning: process.env.MERIDIAN_RELEASE === '1',
    },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowElevation: true,
      selectPerMachineByDefault: false,
      allowToChangeInstallationDirectory: true,
      createDesktopShortcut: true,
      createStartMenuShortcut: true,
      shortcutName: 'Meridian',
      uninstallDisplayName: 'Meridian ${version}',
      // The data of a person stays; build/win/installer.nsh asks, and the answer nobody gives is "keep".
      deleteAppDataOnUninstall: false,
      license: 'LICENSE',
      include: 'build/win/installer.nsh',
      runAfterFinish: true,
    },

    mac: {
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        // What electron-updater takes.
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
      icon: 'icons/meridian.icns',
      artifactName: `${file}-\${version}-mac-\${arch}.\${ext}`,
      category: 'public.app-category.developer-tools',
      minimumSystemVersion: '12.0',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      strictVerify: true,
      entitlements: 'build/mac/entitlements.plist',
      entitlementsInherit: 'build/mac/entitlements.inherit.plist',
      forceCodeSigning: process.env.MERIDIAN_RELEASE === '1',
      notarize: canNotarize(process.env),
      darkModeSupport: true,
      extendInfo: {
        NSHumanReadableCopyright: 'Copyright (c) 2026 The Meridian authors',
        ITSAppUsesNonExemptEncryption: false,
      },
    },
    dmg: { sign: false, writeUpdateInfo: true },
  };
}

/**
 * Apple's notary service needs one of three sets of credentials, as electron-builder reads them from the environment.
 * @param {NodeJS.ProcessEnv} environment
 */
export function canNotarize(environment) {
  const sets = [
    ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
    ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
    ['APPLE_KEYCHAIN_PROFILE'],
  ];
  return sets.some((names) => names.every((name) => environment[name]));
}
