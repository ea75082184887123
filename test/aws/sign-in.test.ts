import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signInEnd } from '../../main/aws/sign-in';
import { createAwsHome, type AwsHome } from './tiny-aws';

const END = '2026-11-18T04:10:00Z';
const LATER = '2027-02-01T00:00:00Z';
const ROLE = 'role_arn = arn:aws:iam::111122223333:role/reader';

const CONFIG = `
[profile sso]
sso_session = corp
[profile sso-other]
sso_session = other
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
[profile legacy]
sso_start_url = https://corp.awsapps.com/start
[profile login]
login_session = arn:aws:iam::111122223333:user/x
[profile process]
credential_process = get-keys
[profile role-of-legacy]
${ROLE}
source_profile = legacy
[profile role-of-role]
${ROLE}
source_profile = role-of-legacy
[profile role-of-itself]
${ROLE}
source_profile = role-of-itself
aws_access_key_id = A
aws_session_token = t
aws_expiration = ${END}
[profile role-of-machine]
${ROLE}
credential_source = Ec2InstanceMetadata
[profile loop-a]
${ROLE}
source_profile = loop-b
[profile loop-b]
${ROLE}
source_profile = loop-a
`;
const keys = (name: string, ...more: readonly string[]): string =>
  [`[${name}]`, 'aws_access_key_id = A', 'aws_secret_access_key = s', ...more, ''].join('\n');
const session = (name: string, ...more: readonly string[]): string => keys(name, 'aws_session_token = t', ...more);
const CREDENTIALS = [
  keys('keys'),
  session('session'),
  session('session-iso', `aws_expiration = ${END}`),
  session('session-offset', 'x_security_token_expires = 2026-11-18T01:10:00-03:00'),
  session('session-space', 'expiration = 2026-11-18 04:10:00'),
  session('session-odd', 'expiration = tomorrow'),
].join('\n');

describe('until when a profile serves without a person', () => {
  let home: AwsHome;
  beforeEach(async () => {
    home = await createAwsHome(CONFIG, CREDENTIALS);
    vi.stubEnv('HOME', home.folder);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await home.remove();
  });

  const of = async (profile: string): Promise<readonly [string | null, string | null, string]> => {
    const { endsAt, unsure, remedy } = await signInEnd(home.files, profile);
    return [endsAt === null ? null : new Date(endsAt).toISOString().replace('.000', ''), unsure, remedy];
  };
  const signedIn = (id: string, token: object | string): Promise<void> =>
    home.write(
      join('sso', 'cache', `${createHash('sha1').update(id).digest('hex')}.json`),
      typeof token === 'string' ? token : JSON.stringify(token),
    );
  const START = 'https://corp.awsapps.com/start';
  const client = { clientId: 'c', clientSecret: 's' };
  const ssoLogin = 'run "aws sso login --profile sso"';
  const ownSession = expect.stringContaining('AWS does not say when') as string;

  it.each<readonly [string, object | string | null, readonly [string | null, string | null, string]]>([
    ['that cannot be renewed ends with its token', { expiresAt: END, accessToken: 't' }, [END, null, ssoLogin]],
    [
      'that can be renewed ends with its client, or before',
      { expiresAt: END, ...client, refreshToken: 'r', registrationExpiresAt: LATER },
      [LATER, ownSession, ssoLogin],
    ],
    [
      'that can be renewed, of which no end is written',
      { expiresAt: END, ...client, refreshToken: 'r' },
      [null, ownSession, ssoLogin],
    ],
    ['without the client it was made with', { expiresAt: END, refreshToken: 'r' }, [END, null, ssoLogin]],
    ['as older tools write its end', { expiresAt: '2026-11-18T04:10:00UTC' }, [END, null, ssoLogin]],
    ['whose end is no time', { expiresAt: 'soon' }, [null, null, ssoLogin]],
    ['whose file is torn', '{"expiresAt": "2026', [null, null, ssoLogin]],
    ['whose file holds something else', '"t"', [null, null, ssoLogin]],
    ['that there is none of: the sources are signed out, and say so', null, [null, null, ssoLogin]],
  ])('P6 an SSO session %s', async (_, token, told) => {
    if (token !== null) await signedIn('corp', token);
    expect(await of('sso')).toEqual(told);
    expect(await of('sso-other')).toEqual([null, null, 'run "aws sso login --profile sso-other"']);
  });

  it('P6 a sign-in without a session is never renewed; roles end with what they stand on', async () => {
    await signedIn(START, { expiresAt: END, ...client, refreshToken: 'r', registrationExpiresAt: LATER });
    const told = [END, null, 'run "aws sso login --profile legacy"'];
    expect(await of('legacy')).toEqual(told);
    expect(await of('role-of-legacy')).toEqual(told);
    expect(await of('role-of-role')).toEqual(told);
  });

  it.each<readonly [string, string | null, string | null]>([
    ['keys', null, null],
    ['session', null, 'no file says when its session keys end'],
    ['session-iso', END, null],
    ['session-offset', END, null],
    ['session-space', END, null],
    ['session-odd', null, 'no file says when its session keys end'],
    ['role-of-itself', END, null],
    ['role-of-machine', null, null],
    ['loop-a', null, null],
    ['process', null, 'a credential_process does not say when the session behind it ends'],
    ['login', null, 'the file of an "aws login" does not say when its session ends'],
    ['nobody', null, null],
  ])('P6 profile %s', async (profile, endsAt, unsure) => {
    expect((await of(profile)).slice(0, 2)).toEqual([endsAt, unsure]);
  });

  it('no secret of the files is in what is told', async () => {
    await signedIn('corp', { expiresAt: END, accessToken: 'hunter2', clientId: 'hunter2', clientSecret: 'hunter2' });
    expect(JSON.stringify(await signInEnd(home.files, 'sso'))).not.toContain('hunter2');
  });
});
