import { fromIni, fromSSO } from '@aws-sdk/credential-providers';
import type { Clock } from '../../shared/lib/clock';
import { MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { CredentialsTrouble, TooSlow } from './credential-failures';
import { signInAddress } from './endpoint';
import { readProfile, type ProfileFiles } from './profile-files';

export type Credentials = Awaited<ReturnType<ReturnType<typeof fromIni>>>;
/** What the SDK takes as `credentials`. `memoized` tells it to keep nothing on its own. */
export type CredentialProvider = (() => Promise<Credentials>) & { readonly memoized: true };

/** Credentials are renewed this long before they end, as the SDK does it. */
const RENEW_BEFORE: Ms = 5 * MINUTE;
/** A credential_process may wait for a person, but not for ever. */
const LONGEST: Ms = MINUTE;
/** A failure is believed this long: many regions ask at about the same time, and a process may open a window each time. */
const FAILURE_AGE: Ms = 5 * SECOND;

export interface ProfileCredentials {
  readonly provide: CredentialProvider;
  /** Whether somebody waits for the credentials just now. */
  readonly isAsking: () => boolean;
  /** P6: what was obtained no longer counts, the next call reads the files again. */
  readonly forget: () => void;
}

export interface CredentialOptions {
  readonly files: ProfileFiles;
  /** Where STS and the sign-in services are, for the demo; otherwise the SDK finds them (AWS_ENDPOINT_URL too). */
  readonly endpoint: string | undefined;
  readonly clock: Clock;
}

/** One provider for a profile, shared by all its clients: one assumed role, one credential_process run, one prompt. */
export function createCredentials(profile: string, options: CredentialOptions): ProfileCredentials {
  const { files, endpoint, clock } = options;
  let held: Credentials | null = null;
  let asking: Promise<Credentials> | null = null;
  let failed: { readonly at: Ms; readonly trouble: CredentialsTrouble } | null = null;

  const obtain = async (): Promise<Credentials> => {
    const read = await readProfile(files, profile);
    const kind = read?.kind;
    const address = signInAddress(profile, read, endpoint);
    // The SDK keeps files it has read for ever, unless told otherwise.
    const common = {
      profile,
      filepath: files.credentialsFile,
      configFilepath: files.configFile,
      ignoreCache: true,
      clientConfig: {
        ...address,
        requestHandler: { connectionTimeout: 3 * SECOND, requestTimeout: 10 * SECOND, throwOnRequestTimeout: true },
      },
      parentClientConfig: { region: 'us-east-1', profile },
    };
    // fromIni looks for sign-ins in the default files only; asked directly, the provider takes ours.
    return kind === 'sso' ? fromSSO(common)() : fromIni(common)();
  };

  const limited = (): Promise<Credentials> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(LONGEST, () => {
        reject(new TooSlow(LONGEST));
      });
      obtain().then(resolve, reject).finally(cancel);
    });

  const until = (credentials: Credentials): Ms => credentials.expiration?.getTime() ?? Infinity;

  const provide = async (): Promise<Credentials> => {
    if (held !== null && until(held) - clock.now() > RENEW_BEFORE) return held;
    const since = failed === null ? Infinity : clock.now() - failed.at;
    if (failed !== null && since >= 0 && since < FAILURE_AGE) throw failed.trouble;
    asking ??= limited().finally(() => {
      asking = null;
    });
    const mine = asking;
    try {
      const obtained = await mine;
      held = obtained;
      failed = null;
      return obtained;
    } catch (error) {
      // They could not be renewed early; while they last, they serve.
      if (held !== null && until(held) > clock.now()) return held;
      failed = { at: clock.now(), trouble: new CredentialsTrouble(profile, error) };
      throw failed.trouble;
    }
  };

  return {
    provide: Object.assign(provide, { memoized: true as const }),
    isAsking: () => asking !== null,
    forget: () => {
      held = null;
      asking = null;
      failed = null;
    },
  };
}
