import { readFile, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The two files profiles are defined in. */
export interface ProfileFiles {
  readonly configFile: string;
  readonly credentialsFile: string;
}

/** A variable of the environment; an empty one is none, as the SDK sees it. */
export const environment = (name: string): string | undefined => {
  const value = process.env[name];
  return value === '' ? undefined : value;
};

// The SDK asks HOME first too, so that both look into the same folder.
const home = (): string => environment('HOME') ?? environment('USERPROFILE') ?? homedir();

export const defaultProfileFiles = (): ProfileFiles => ({
  configFile: environment('AWS_CONFIG_FILE') ?? join(home(), '.aws', 'config'),
  credentialsFile: environment('AWS_SHARED_CREDENTIALS_FILE') ?? join(home(), '.aws', 'credentials'),
});

export const ssoCacheFolder = (): string => join(home(), '.aws', 'sso', 'cache');

/** Folders in which sign-ins leave what they obtained. */
const cacheFolders = (): readonly string[] => [
  ssoCacheFolder(),
  environment('AWS_LOGIN_CACHE_DIRECTORY') ?? join(home(), '.aws', 'login', 'cache'),
  join(home(), '.aws', 'cli', 'cache'),
];

/** How a profile gets its credentials, as far as advice to a person needs it. */
export type ProfileKind = 'sso' | 'login' | 'role' | 'process' | 'keys' | 'other';
export interface Profile {
  readonly kind: ProfileKind;
  readonly settings: ReadonlyMap<string, string>;
  /** Settings of the sso-session it names; null when it names none or one that is not there. */
  readonly ssoSession: ReadonlyMap<string, string> | null;
  /** Settings of the services section it names, as `health.endpoint_url`; null as above. */
  readonly services: ReadonlyMap<string, string> | null;
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads a profile as the SDK does; null when neither file has it. Nothing is kept: files change under us. */
export async function readProfile(files: ProfileFiles, name: string): Promise<Profile | null> {
  const [config, credentials] = await Promise.all([sectionsOf(files.configFile), sectionsOf(files.credentialsFile)]);
  const parts = [
    name === 'default' ? config.get('default') : undefined,
    config.get(`profile ${name}`),
    credentials.get(name),
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  const settings = new Map(parts.flatMap((part) => [...part]));
  return {
    kind: kindOf(settings),
    settings,
    ssoSession: config.get(`sso-session ${settings.get('sso_session') ?? ''}`) ?? null,
    services: config.get(`services ${settings.get('services') ?? ''}`) ?? null,
  };
}

function kindOf(settings: ReadonlyMap<string, string>): ProfileKind {
  if (settings.has('role_arn')) return 'role';
  if (settings.has('aws_access_key_id')) return 'keys';
  if (settings.has('credential_process')) return 'process';
  if (settings.has('sso_session') || settings.has('sso_start_url')) return 'sso';
  return settings.has('login_session') ? 'login' : 'other';
}

async function sectionsOf(file: string): Promise<Sections> {
  const sections = new Map<string, Map<string, string>>();
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return sections;
  }
  let current: Map<string, string> | null = null;
  /** A setting without a value begins a group: what is indented below it belongs to it. */
  let group: string | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const line = (raw.split(/(?:^|\s)[;#]/)[0] ?? '').trim();
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      const name = section.trim().replace(/\s+/g, ' ').replace(/["']/g, '');
      current = sections.get(name) ?? new Map<string, string>();
      sections.set(name, current);
      group = null;
      continue;
    }
    const equals = line.indexOf('=');
    if (current === null || equals <= 0) continue;
    const key = line.slice(0, equals).trim();
    const value = line.slice(equals + 1).trim();
    if (!/^\s/.test(raw)) group = null;
    if (value === '') group = key;
    else current.set(group === null ? key : `${group}.${key}`, value);
  }
  return sections;
}

/** A text that changes when any of the files does: names, times and sizes, no content. */
export async function fingerprint(files: ProfileFiles): Promise<string> {
  const folders = await Promise.all(
    cacheFolders().map(async (folder) =>
      (await readdir(folder).catch(() => [])).sort().map((name) => join(folder, name)),
    ),
  );
  const paths = [files.configFile, files.credentialsFile, ...folders.flat()];
  const marks = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return found === null ? `${path} -` : `${path} ${found.mtimeMs} ${found.size}`;
    }),
  );
  return marks.join('\n');
}
