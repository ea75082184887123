import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result';
import type { OffReason } from '../../shared/domain/updates/types';

/** Where updates come from, and whose signature counts. Both come together: a key from the feed itself would prove nothing. */
export interface Feed {
  /** Ends with a slash; https, or http on this machine. */
  readonly url: string;
  /** Public Ed25519 keys, 32 bytes in base64. More than one while a key is being replaced. */
  readonly keys: readonly string[];
}

/** How this Meridian was installed, and with it who may replace it. */
export type Installation =
  | { readonly kind: 'appimage'; /** The file a person starts. */ readonly file: string }
  | { readonly kind: 'nsis' }
  | { readonly kind: 'mac' }
  /** deb, rpm: the files belong to the system's package manager. */
  | { readonly kind: 'system-package' };

export type UpdateSettings =
  | { readonly kind: 'off'; readonly reason: OffReason }
  | { readonly kind: 'on'; readonly feed: Feed; readonly installation: Installation };

export interface Circumstances {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder beside the application's archive (process.resourcesPath). */
  readonly resources: string;
  /** process.execPath. */
  readonly executable: string;
  readonly log: (line: string) => void;
}

/** Made by packaging when a feed is set there; part of what is signed and installed. */
const SETTINGS_FILE = 'update.json';
const MOST_BYTES = 8_192;
const MOST_KEYS = 4;

/**
 * Updates are off unless a feed and a key are configured: in the package (update.json), else in the environment
 * (MERIDIAN_UPDATE_FEED and MERIDIAN_UPDATE_KEY). Never in the data folder, which people copy, share and get from others.
 */
export function readUpdateSettings(where: Circumstances): UpdateSettings {
  const off = (reason: OffReason): UpdateSettings => ({ kind: 'off', reason });
  const { environment, log } = where;
  if (!where.packaged) return off('development');
  if (environment.MERIDIAN_UPDATES === 'off') return off('switched-off');
  const text = readSettingsFile(join(where.resources, SETTINGS_FILE));
  const given = fromEnvironment(environment);
  if (text === null && given === null) return off('no-feed');
  if (text !== null && given !== null)
    log('updates: the package names its own update address; the environment is ignored');
  const feed = parseFeed(text === null ? given : parseJson(text));
  if (!feed.ok) {
    log(`updates: ${feed.error}`);
    return off('bad-settings');
  }
  const installation = installationOf(where);
  return installation === null ? off('folder') : { kind: 'on', feed: feed.value, installation };
}

function readSettingsFile(file: string): string | null {
  try {
    // One that is too large to be true is read in part, and refused as no JSON.
    return readFileSync(file, 'utf8').slice(0, MOST_BYTES);
  } catch {
    return null;
  }
}

function fromEnvironment(environment: Circumstances['environment']): { feed: string; keys: string[] } | null {
  const feed = environment.MERIDIAN_UPDATE_FEED ?? '';
  const keys = (environment.MERIDIAN_UPDATE_KEY ?? '').split(/[\s,]+/).filter((key) => key !== '');
  return feed === '' && keys.length === 0 ? null : { feed, keys };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The error is one sentence for the log. */
export function parseFeed(value: unknown): Result<Feed, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return err('the settings are no JSON object');
  const { feed, keys } = value as Readonly<Record<string, unknown>>;
  if (typeof feed !== 'string' || feed === '') return err('there is a key but no update address');
  if (!Array.isArray(keys) || keys.length === 0)
    return err('there is an update address but no public key, so nothing could be trusted');
  if (keys.length > MOST_KEYS) return err(`there are more than ${MOST_KEYS} public keys`);
  if (!keys.every(isPublicKey)) return err('a public key is not the base64 of 32 bytes');
  const url = parseAddress(feed);
  return url.ok ? ok({ url: url.value, keys: keys as string[] }) : url;
}

const isPublicKey = (key: unknown): boolean =>
  typeof key === 'string' && /^[A-Za-z0-9+/]{43}=$/.test(key) && Buffer.from(key, 'base64').length === 32;

function parseAddress(text: string): Result<string, string> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return err('the update address is no URL');
  }
  const here = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && here))
    return err('the update address must begin with https:// (http:// only on this machine)');
  if (url.username !== '' || url.password !== '') return err('the update address must not carry a name or a password');
  if (url.search !== '' || url.hash !== '') return err('the update address must not carry ? or #');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return ok(url.href);
}

function installationOf({ platform, environment, executable, resources }: Circumstances): Installation | null {
  if (platform === 'darwin') return { kind: 'mac' };
  if (platform === 'win32') {
    // The installer leaves it beside the program; an unpacked archive has none.
    return existsSync(join(dirname(executable), 'Uninstall Meridian.exe')) ? { kind: 'nsis' } : null;
  }
  const { APPIMAGE: file, APPDIR: mount } = environment;
  // A program started from another AppImage inherits its variables: replacing that one's file would destroy it.
  if (file !== undefined && mount !== undefined && isAbsolute(file) && isInside(executable, mount) && isFile(file))
    return { kind: 'appimage', file };
  return ['deb', 'rpm', 'pacman'].includes(packageType(resources)) ? { kind: 'system-package' } : null;
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return isAbsolute(folder) && way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** electron-builder leaves the kind of a Linux package there. */
function packageType(resources: string): string {
  try {
    return readFileSync(join(resources, 'package-type'), 'utf8').trim();
  } catch {
    return '';
  }
}
