import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignInEnd } from '../../shared/domain/sources/sign-in';
import type { Ms } from '../../shared/lib/time';
import { remedy } from './credential-failures';
import { readProfile, ssoCacheFolder, type Profile, type ProfileFiles } from './profile-files';

/** What sign-in tools write beside session keys: the end of the session. AWS itself writes none. */
const END_SETTINGS = ['aws_expiration', 'aws_session_expiration', 'x_security_token_expires', 'expiration'] as const;

/** Until when a profile serves without a person. Files are read; no secret of them leaves here. */
export const signInEnd = (files: ProfileFiles, name: string): Promise<SignInEnd> => endOf(files, name, new Set());

async function endOf(files: ProfileFiles, name: string, visited: ReadonlySet<string>): Promise<SignInEnd> {
  const profile = await readProfile(files, name);
  const known = { endsAt: null, unsure: null, remedy: remedy(name, profile) };
  switch (profile?.kind) {
    case 'sso':
      return { ...known, ...(await ssoEnd(profile)) };
    case 'keys':
      return { ...known, ...keysEnd(profile) };
    case 'role': {
      // A role is assumed anew for as long as what it stands on serves; one may stand on the keys of its own profile.
      const source = profile.settings.get('source_profile');
      if (source === undefined) return known;
      if (source === name) return { ...known, ...keysEnd(profile) };
      return visited.has(name) ? known : endOf(files, source, new Set([...visited, name]));
    }
    case 'login':
      return { ...known, unsure: 'the file of an "aws login" does not say when its session ends' };
    case 'process':
      return { ...known, unsure: 'a credential_process does not say when the session behind it ends' };
    case 'other':
    case undefined:
      return known;
  }
}

function keysEnd({ settings }: Profile): Partial<SignInEnd> {
  if (!settings.has('aws_session_token')) return {};
  const written = END_SETTINGS.map((name) => settings.get(name)).find((value) => value !== undefined);
  const endsAt = written === undefined ? null : instantOf(written);
  return endsAt === null ? { unsure: 'no file says when its session keys end' } : { endsAt };
}

/** A token that renews itself does so while its client is registered, and at most for as long as a session that AWS does not tell of. */
async function ssoEnd({ settings }: Profile): Promise<Partial<SignInEnd>> {
  const token = await ssoToken(settings.get('sso_session') ?? settings.get('sso_start_url') ?? '');
  const expiresAt = instantOf(token?.['expiresAt']);
  // Nobody is signed in: that is the failure of the sources, which say so.
  if (token === null || expiresAt === null) return {};
  const isRenewed =
    settings.has('sso_session') && ['clientId', 'clientSecret', 'refreshToken'].every((field) => isText(token[field]));
  if (!isRenewed) return { endsAt: expiresAt };
  const registered = instantOf(token['registrationExpiresAt']);
  return {
    endsAt: registered === null ? null : Math.max(registered, expiresAt),
    unsure: 'it renews itself until its session ends, and AWS does not say when that is',
  };
}

/** The file is named by the session, or by the start address of a profile without one. */
async function ssoToken(id: string): Promise<Readonly<Record<string, unknown>> | null> {
  const file = join(ssoCacheFolder(), `${createHash('sha1').update(id).digest('hex')}.json`);
  try {
    const token: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof token === 'object' && token !== null ? (token as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Tools write `2026-11-18T04:10:00Z`, with an offset, or `2026-11-18 04:10:00` and mean UTC; older sign-ins `...10:00UTC`. */
function instantOf(value: unknown): Ms | null {
  if (!isText(value)) return null;
  const text = value
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
    .replace(/UTC$/, 'Z');
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? null : at;
}
