import { HOUR, type Ms } from '../../shared/lib/time';
import { hex } from './world/noise';
import { LOWER_ACCOUNT, PROD_ACCOUNT } from './world/sites';

/** Who a key belongs to. */
export interface Principal {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

export type KeyLookup =
  | { readonly kind: 'known'; readonly principal: Principal }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' };

export interface IssuedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Ms;
  readonly principal: Principal;
}

export interface KnownKey {
  readonly awsAccountId: string;
  readonly expired: boolean;
}

/** Access keys of the demo; the word EXAMPLE keeps secret scanners calm. */
export const DEMO_KEYS: Readonly<Record<string, KnownKey>> = {
  AKIADEMOPROD7EXAMPLE: { awsAccountId: PROD_ACCOUNT, expired: false },
  AKIADEMOLOWR7EXAMPLE: { awsAccountId: LOWER_ACCOUNT, expired: false },
};

/** Credentials file with the two profiles of the demo workspace. */
export const demoCredentials = [
  '[meridian-demo-prod]',
  'aws_access_key_id = AKIADEMOPROD7EXAMPLE',
  'aws_secret_access_key = demo/prod/known/to/the/simulator/EXAMPLE',
  'region = us-east-1',
  '',
  '[meridian-demo-lower]',
  'aws_access_key_id = AKIADEMOLOWR7EXAMPLE',
  'aws_secret_access_key = demo/lower/known/to/the/simulator/EXAMPL',
  'region = us-east-1',
  '',
].join('\n');

/** Which keys the simulator knows; assumed roles add keys while it runs. */
export interface AccountBook {
  readonly lookUp: (accessKeyId: string, now: Ms) => KeyLookup;
  /** Issues the keys of a role; null when the text is no ARN of a role. */
  readonly assume: (roleArn: string, session: string, seconds: number, now: Ms) => IssuedKeys | null;
}

export function createAccountBook(keys: Readonly<Record<string, KnownKey>>, seed: number): AccountBook {
  const issued = new Map<string, IssuedKeys>();

  return {
    lookUp: (accessKeyId, now) => {
      const role = issued.get(accessKeyId);
      if (role !== undefined) {
        return now < role.expiration ? { kind: 'known', principal: role.principal } : { kind: 'expired' };
      }
      const known = Object.hasOwn(keys, accessKeyId) ? keys[accessKeyId] : undefined;
      if (known === undefined) return { kind: 'unknown' };
      if (known.expired) return { kind: 'expired' };
      const accountId = known.awsAccountId;
      const userId = `AIDA${hex(seed, accessKeyId, 17).toUpperCase()}`;
      return { kind: 'known', principal: { accountId, arn: `arn:aws:iam::${accountId}:user/meridian`, userId } };
    },
    assume: (roleArn, session, seconds, now) => {
      const match = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(roleArn);
      const accountId = match?.[1];
      const role = match?.[2];
      if (accountId === undefined || role === undefined) return null;
      const mark = hex(seed, `${roleArn}/${session}/${issued.size}`, 64).toUpperCase();
      const roleId = `AROA${mark.slice(0, 17)}`;
      const keysOfRole: IssuedKeys = {
        accessKeyId: `ASIA${mark.slice(17, 33)}`,
        secretAccessKey: hex(seed, `${roleArn}/secret/${issued.size}`, 40),
        sessionToken: Buffer.from(`session ${accountId} ${role} ${session} ${mark}`).toString('base64'),
        expiration: now + (seconds > 0 ? seconds * 1000 : HOUR),
        principal: {
          accountId,
          arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
          userId: `${roleId}:${session}`,
        },
      };
      issued.set(keysOfRole.accessKeyId, keysOfRole);
      return keysOfRole;
    },
  };
}
