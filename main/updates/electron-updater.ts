import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppImageUpdater,
  BaseUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  type AppUpdater,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater';
import { parse } from 'yaml';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Clock } from '../../shared/lib/clock';
import { iso } from '../../shared/lib/time';
import type { NewVersion, UpdateProblem } from '../../shared/domain/updates/types';
import { startAppImage, swapAppImage } from './appimage';
import { createFetcher, type Patience } from './fetcher';
import type { Release, ReleaseFile } from './metadata';
import { newestIn } from './newest';
import type { Feed, Installation } from './settings';
import { createSignedFeed, metadataFile } from './signed-feed';
import { problemOf, Trouble } from './trouble';
import type { Updater } from './updater-port';

export interface UpdaterOptions {
  readonly feed: Feed;
  readonly installation: Installation;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** The folder beside the application's archive (process.resourcesPath). */
  readonly resources: string;
  /** Downloads and the memory of what was accepted lie here; it belongs to this process alone. */
  readonly folder: string;
  /** The words this program was started with, for the new version. */
  readonly words: readonly string[];
  readonly clock: Clock;
  readonly patience?: Patience;
  /** Ends the application in its usual way. */
  readonly quit: () => void;
  readonly log: (line: string) => void;
}

/** The only place of electron-updater: it compares, downloads, keeps and installs; where from and whether to believe it is ours. */
export function createUpdater(options: UpdaterOptions): Updater {
  const { feed, installation, clock, log } = options;
  const fetcher = createFetcher(feed.url, clock, options.patience);
  const signedFeed = createSignedFeed({
    fetcher,
    keys: feed.keys,
    file: metadataFile(options.platform, options.arch),
    clock,
    newest: newestIn(join(options.folder, 'newest.json')),
  });
  const release: { current: Release | null } = { current: null };
  const fileForUs = (): ReleaseFile => {
    const file = fileOf(release.current, installation, options.arch);
    if (file === null) throw new Trouble('no-file');
    return file;
  };
  let onShare = (_share: number): void => {};
  const updater = engineOf(installation, adapterOf(options));
  prepare(updater, {
    options,
    // All of electron-updater's HTTP that is left: the provider below asks by itself, and block maps are not used.
    download: async (destination) => {
      const file = fileForUs();
      await fetcher.file(file, destination, (bytes) => onShare(bytes / file.size));
    },
    provider: providerOf({
      latest: async () => (release.current = await signedFeed.latest()),
      file: () => fileForUs(),
      base: feed.url,
    }),
  });
  let downloaded: { readonly path: string; readonly file: ReleaseFile } | null = null;

  const attempt = async <T>(work: () => Promise<T>): Promise<Result<T, UpdateProblem>> => {
    try {
      return ok(await work());
    } catch (error) {
      const problem = problemOf(error);
      log(
        `updates: ${problem.code}${problem.detail === null ? '' : ` (${problem.detail})`}${problem.code === 'internal' ? `: ${String(error).slice(0, 300)}` : ''}`,
      );
      return err(problem);
    }
  };

  return {
    check: () =>
      attempt(async (): Promise<NewVersion | null> => {
        const result = await updater.checkForUpdates();
        if (result === null) throw new Trouble('internal', 'not active');
        if (!result.isUpdateAvailable || release.current === null) return null;
        const { version, releasedAt } = release.current;
        if (installation.kind === 'system-package') return { version, releasedAt, size: null, install: 'elsewhere' };
        return { version, releasedAt, size: fileForUs().size, install: 'here' };
      }),
    download: (heard) =>
      attempt(async () => {
        onShare = heard;
        const file = fileForUs();
        const [path] = await updater.downloadUpdate();
        if (path === undefined) throw new Trouble('internal', 'no file');
        downloaded = { path, file };
        return null;
      }),
    install: () =>
      attempt(async () => {
        if (downloaded === null) throw new Trouble('internal', 'nothing downloaded');
        const { path, file } = downloaded;
        // It may have lain there for days.
        if ((await hashOf(path)) !== file.sha512) {
          downloaded = null;
          await rm(path, { force: true });
          throw new Trouble('altered-file');
        }
        return install(updater, installation, { path, file, words: options.words });
      }),
    stop: () => fetcher.stop(),
  };
}

async function install(
  updater: AppUpdater,
  installation: Installation,
  { path, file, words }: { readonly path: string; readonly file: ReleaseFile; readonly words: readonly string[] },
): Promise<() => void> {
  switch (installation.kind) {
    case 'appimage': {
      const target = await swapAppImage({
        from: path,
        sha512: file.sha512,
        name: file.name,
        current: installation.file,
      });
      await rm(path, { force: true });
      return () => startAppImage(target, words);
    }
    case 'nsis':
      // The installer waits for this process to end, so it is started last.
      return () => updater.quitAndInstall(true, true);
    case 'mac':
      // Squirrel takes the file, checks the system's own signature and ends Meridian itself; only a failure comes back.
      return new Promise((_resolve, reject) => {
        updater.once('error', reject);
        updater.quitAndInstall();
      });
    case 'system-package':
      throw new Trouble('internal', 'not ours to install');
  }
}

/** A package of the system's package manager: it is told of a new version and can neither load nor install one. */
class TellingUpdater extends BaseUpdater {
  constructor(adapter: Adapter) {
    super(null, adapter);
  }
  protected override doDownloadUpdate(): Promise<never> {
    return Promise.reject(new Trouble('internal', 'not ours to load'));
  }
  protected override doInstall(): boolean {
    return false;
  }
}

type Adapter = NonNullable<ConstructorParameters<typeof MacUpdater>[1]>;

function engineOf(installation: Installation, adapter: Adapter): AppUpdater {
  switch (installation.kind) {
    case 'appimage':
      return new AppImageUpdater(null, adapter);
    case 'nsis':
      return new NsisUpdater(null, adapter);
    case 'mac':
      return new MacUpdater(undefined, adapter);
    case 'system-package':
      return new TellingUpdater(adapter);
  }
}

const adapterOf = (options: UpdaterOptions): Adapter => ({
  version: options.version,
  name: 'Meridian',
  isPackaged: true,
  appUpdateConfigPath: join(options.resources, 'app-update.yml'),
  userDataPath: options.folder,
  baseCachePath: options.folder,
  whenReady: () => Promise.resolve(),
  quit: options.quit,
  relaunch: () => undefined,
  onQuit: () => undefined,
});

/** Nobody is counted: electron-updater would mint an id, keep it and send it with every check. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

function prepare(
  updater: AppUpdater,
  parts: {
    readonly options: UpdaterOptions;
    readonly download: (destination: string) => Promise<void>;
    readonly provider: ProviderClass;
  },
): void {
  const { log, resources } = parts.options;
  // Nothing happens by itself: a person downloads, a person restarts.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true;
  updater.isUserWithinRollout = () => true;
  updater.logger = {
    info: () => undefined,
    warn: (message: unknown) => log(`updates: ${firstLine(message)}`),
    // Every error comes back as a rejection as well, and is told there.
    error: () => undefined,
  };
  // Not in the library's types, but its constructor leaves them to whoever brings an own adapter.
  Object.assign(updater, {
    httpExecutor: {
      download: async (_url: URL, destination: string) => (await parts.download(destination), destination),
    },
    stagingUserIdPromise: { value: Promise.resolve(NO_ID) },
    configOnDisk: { value: Promise.resolve({ updaterCacheDirName: '.', ...publisherIn(resources) }) },
  });
  updater.setFeedURL({ provider: 'custom', updateProvider: parts.provider });
}

const firstLine = (message: unknown): string => String(message).split('\n', 1)[0]?.slice(0, 300) ?? '';

/** Windows: whose Authenticode signature the installer must carry; packaging writes it beside the archive. */
function publisherIn(resources: string): { readonly publisherName?: unknown } {
  try {
    const value: unknown = parse(readFileSync(join(resources, 'app-update.yml'), 'utf8'));
    return value !== null && typeof value === 'object' && 'publisherName' in value
      ? { publisherName: value.publisherName }
      : {};
  } catch {
    return {};
  }
}

const EXTENSION: Readonly<Record<Installation['kind'], string | null>> = {
  appimage: '.AppImage',
  nsis: '.exe',
  mac: '.zip',
  'system-package': null,
};

/** Only a file of our kind counts; of several, the one that names our processor. */
function fileOf(release: Release | null, installation: Installation, arch: string): ReleaseFile | null {
  const extension = EXTENSION[installation.kind];
  if (release === null || extension === null) return null;
  const files = release.files.filter(({ name }) => name.endsWith(extension));
  return (
    files.find(({ name }) => name.includes(arch)) ??
    files.find(({ name }) => !/arm64|i386|ia32|armv7l/.test(name)) ??
    null
  );
}

type ProviderClass = new (options: unknown, updater: unknown, runtime: Runtime) => Provider<UpdateInfo>;
type Runtime = {
  readonly isUseMultipleRangeRequest: boolean;
  readonly platform: 'darwin' | 'linux' | 'win32';
  readonly executor: never;
};

/** What electron-updater asks about the feed, answered from the verified metadata only. */
function providerOf(parts: {
  readonly latest: () => Promise<Release>;
  readonly file: () => ReleaseFile;
  readonly base: string;
}): ProviderClass {
  return class extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: Runtime) {
      super(runtime);
    }

    override async getLatestVersion(): Promise<UpdateInfo> {
      const { version, releasedAt, files } = await parts.latest();
      const infos = files.map(({ name, sha512, size }) => ({ url: name, sha512, size }));
      const [first] = infos;
      if (first === undefined) throw new Trouble('no-file');
      const releaseDate = releasedAt === null ? '' : iso(releasedAt);
      return { version, files: infos, path: first.url, sha512: first.sha512, releaseDate };
    }

    override resolveFiles(): ResolvedUpdateFileInfo[] {
      const { name, sha512, size, needsAdministrator } = parts.file();
      const info = { url: name, sha512, size, isAdminRightsRequired: needsAdministrator };
      return [{ url: new URL(encodeURIComponent(name), parts.base), info }];
    }
  };
}

async function hashOf(file: string): Promise<string | null> {
  const hash = createHash('sha512');
  try {
    for await (const part of createReadStream(file) as AsyncIterable<Buffer>) hash.update(part);
  } catch {
    return null;
  }
  return hash.digest('base64');
}
