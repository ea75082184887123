import { SECOND, type Ms } from '../../shared/lib/time';
import { clockDiffers, isClockTrouble } from './clock-trouble';
import { ConfigurationError } from './endpoint';
import type { Failure } from './types';
import { networkCause, tlsCause } from './network';
import type { Profile } from './profile-files';
import { cleaned, thrown } from './words';

/** What went wrong while the credentials of a profile were obtained; kept apart from what a service answered. */
export class CredentialsTrouble extends Error {
  override readonly name = 'CredentialsTrouble';
  readonly profile: string;
  // Not `cause`: the SDK would look into it, take it for a passing trouble and ask three times.
  readonly origin: unknown;

  constructor(profile: string, origin: unknown) {
    super(`credentials of profile ${profile}`);
    this.profile = profile;
    this.origin = origin;
  }
}

/** Credentials that were waited for in vain. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
  readonly waited: Ms;

  constructor(waited: Ms) {
    super(`they were not there after ${waited / SECOND} s`);
    this.waited = waited;
  }
}

/** What waiting for the credentials of a profile in vain means: a process that hangs is no network that is gone (P6). */
export function slowCredentials(name: string, profile: Profile | null, waited: Ms): Failure {
  const seconds = Math.round(waited / 100) / 10;
  return profile?.kind === 'process'
    ? signedOut(null, `the credential_process of profile ${name} did not answer within ${seconds} s`)
    : { kind: 'offline', code: null, reason: `the credentials of profile ${name} were not there within ${seconds} s` };
}

const signedOut = (code: string | null, reason: string): Failure => ({
  kind: 'signed-out',
  code,
  reason: cleaned(reason),
});

/** What a person can do so that a profile works again. */
export function remedy(name: string, profile: Profile | null): string {
  switch (profile?.kind) {
    case 'sso':
      return `run "aws sso login --profile ${name}"`;
    case 'login':
      return `run "aws login --profile ${name}"`;
    case 'role': {
      const source = profile.settings.get('source_profile');
      return source === undefined ? 'check the role it assumes' : `renew its source profile ${source}`;
    }
    case 'process':
      return 'check its credential_process';
    case 'keys':
    case 'other':
    case undefined:
      return 'renew its keys';
  }
}

/** P6: trouble with the credentials of a profile. `reachable` says whether its sign-in service can be reached, where the SDK does not tell. */
export async function credentialFailure(
  name: string,
  origin: unknown,
  profile: Profile | null,
  reachable: (profile: Profile) => Promise<string | null>,
): Promise<Failure> {
  const { name: errorName, code, message, status } = thrown(origin);
  if (origin instanceof TooSlow) return slowCredentials(name, profile, origin.waited);
  if (origin instanceof ConfigurationError) return { kind: 'error', code: null, reason: cleaned(message) };
  // The message is the command and what it wrote: both may hold secrets, and neither is looked into.
  if (message.startsWith('Command failed')) return signedOut(null, `the credential_process of profile ${name} failed`);
  const network = networkCause(origin);
  if (network !== null) return { kind: 'offline', code, reason: cleaned(`credentials of profile ${name}: ${network}`) };
  const tls = tlsCause(origin);
  if (tls !== null) return { kind: 'error', code, reason: cleaned(`credentials of profile ${name}: ${tls}`) };
  if (profile === null) return signedOut(null, `profile ${name} is in no AWS configuration file`);

  const words = `${errorName} ${code ?? ''} ${message}`;
  if (/TooManyRequests|Throttl|SlowDown|RequestLimitExceeded/.test(words)) {
    return {
      kind: 'throttled',
      code: code ?? errorName,
      reason: cleaned(`the sign-in service asks profile ${name} to slow down`),
    };
  }
  if (/multi-factor|MultiFactorAuthentication/i.test(message)) {
    return signedOut(
      null,
      `profile ${name} needs an MFA code, which Meridian does not ask for: use a profile that is already signed in (aws sso login, or a credential_process)`,
    );
  }
  if (
    /Cannot read properties of undefined \(reading 'sso_region'\)|Sso session '.*' could not be found/.test(message) ||
    (profile.settings.has('sso_session') && profile.ssoSession === null)
  ) {
    return signedOut(
      null,
      `profile ${name} names the sso_session ${profile.settings.get('sso_session') ?? ''}, which is in no AWS configuration file`,
    );
  }
  if (message.startsWith('Token is expired')) {
    // The SDK says the same when its renewal failed for want of a network (P6: offline is told from expired).
    const trouble = await reachable(profile);
    if (trouble !== null)
      return {
        kind: 'offline',
        code: null,
        reason: cleaned(`the sign-in of profile ${name} could not be renewed: ${trouble}`),
      };
  }
  if (/ForbiddenException|No access/.test(words)) {
    return signedOut('ForbiddenException', `the sign-in of profile ${name} gives no access to its account or role`);
  }
  if (
    /SSO session|SSO Token|^Token is expired|UnauthorizedException|Session token not found|has expired\. /.test(
      words,
    ) &&
    profile.kind === 'sso'
  ) {
    const how = /not found|is invalid|no such/i.test(message) ? 'there is no sign-in' : 'the sign-in has ended';
    return signedOut(null, `${how} for profile ${name}: ${remedy(name, profile)}`);
  }
  if (message.startsWith('Failed to load token from') || profile.kind === 'login') {
    return signedOut(null, `there is no sign-in for profile ${name}: ${remedy(name, profile)}`);
  }
  if (message.includes('credential_process returned expired'))
    return signedOut(null, `the credential_process of profile ${name} returned expired credentials`);
  if (/did not return Version 1|credential_process returned invalid/i.test(message))
    return signedOut(null, `the credential_process of profile ${name} did not return what AWS expects (Version 1)`);
  if (message.includes('Detected a cycle')) return signedOut(null, `the roles of profile ${name} lead in a circle`);
  if (message.includes('Could not resolve credentials using profile')) {
    const other = /profile: \[([^\]]+)\]/.exec(message)?.[1] ?? name;
    return signedOut(
      null,
      other === name
        ? `profile ${name} names no keys, role, sign-in or credential_process`
        : `profile ${name} builds on profile ${other}, which is in no AWS configuration file`,
    );
  }
  return roleFailure(name, profile, { errorName, code, message, status });
}

/** What STS said while the role of a profile was assumed, and everything else. */
function roleFailure(
  name: string,
  profile: Profile,
  {
    errorName,
    code,
    message,
    status,
  }: {
    readonly errorName: string;
    readonly code: string | null;
    readonly message: string;
    readonly status: number | null;
  },
): Failure {
  const said = code ?? errorName;
  if (isClockTrouble(said, message)) return signedOut(said, clockDiffers(said));
  if (said.startsWith('AccessDenied'))
    return signedOut(said, `the role of profile ${name} may not be assumed: ${message}`);
  if (
    /Expired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature/.test(
      said,
    )
  ) {
    return signedOut(
      said,
      `AWS does not accept the keys profile ${name} stands on (${said}): ${remedy(name, profile)}`,
    );
  }
  if (status !== null && status >= 500)
    return {
      kind: 'error',
      code: said,
      reason: cleaned(`the sign-in service failed for profile ${name} (HTTP ${status})`),
    };
  // What a process of somebody's wrote may be in the message.
  if (profile.kind === 'process') return signedOut(code, `the credential_process of profile ${name} failed`);
  return signedOut(
    code,
    `the credentials of profile ${name} cannot be obtained: ${message === '' ? errorName : message}`,
  );
}
