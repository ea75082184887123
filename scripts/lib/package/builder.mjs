// Runs in a child of make.mjs, on the pinned Node: electron-builder wants a newer one than the machine may have.
import { Arch, build, Platform } from 'electron-builder';
import { packageConfig } from '../../../build/electron-builder.config.mjs';
import { root } from '../paths.mjs';

/** @type {{ making: import('../../../build/electron-builder.config.mjs').Making, targets: string[] }} */
const { making, targets } = JSON.parse(process.argv[2] ?? '{}');
const config = packageConfig(making);
/** @type {Partial<Record<NodeJS.Platform, Platform>>} */
const platforms = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };
const platform = platforms[process.platform];
if (platform === undefined) throw new Error(`no package is made for ${process.platform}`);
const archs =
  process.platform === 'linux' ? [process.arch === 'arm64' ? Arch.arm64 : Arch.x64] : [Arch.x64, Arch.arm64];
await build({
  projectDir: root,
  targets: platform.createTarget(targets, ...archs),
  config,
  publish: 'never',
});
