import { createHash } from 'node:crypto';
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws, type Aws } from '../../main/aws/aws';
import { systemClock } from '../../main/polling/system-clock';
import type { Clock } from '../../shared/lib/clock';
import { createAwsHome, replyWith, startTinyAws, type AwsHome, type TinyAws } from './tiny-aws';

const CONFIG = `
[profile keys]
region = sa-east-1

[profile role]
role_arn = arn:aws:iam::111122223333:role/reader
source_profile = base

[profile mfa]
role_arn = arn:aws:iam::111122223333:role/reader
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/x

[profile loop-a]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = loop-b
[profile loop-b]
role_arn = arn:aws:iam::111122223333:role/b
source_profile = loop-a

[profile orphan]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = nobody

[profile process-bad]
credential_process = sh -c 'echo "ETIMEDOUT password=hunter2" >&2; exit 1'

[profile process-odd]
credential_process = sh -c 'echo password=hunter2'

[profile process-hangs]
credential_process = sh -c 'sleep 2'

[profile process-good]
credential_process = sh -c 'echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"AKIDPROCESS\\",\\"SecretAccessKey\\":\\"s\\"}"'

[profile process-old]
credential_process = sh -c 'echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"A\\",\\"SecretAccessKey\\":\\"s\\",\\"Expiration\\":\\"2020-01-01T00:00:00Z\\"}"'

[profile empty]
region = sa-east-1

[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Reader

[profile sso-lost]
sso_session = gone
sso_account_id = 111122223333
sso_role_name = Reader

[profile legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
sso_account_id = 111122223333
sso_role_name = Reader

[profile login]
login_session = arn:aws:iam::111122223333:user/x

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
`;
const CREDENTIALS =
  '[keys]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = s\n[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n';

let server: TinyAws;
let home: AwsHome;
let aws: Aws;
/** What is believed for some seconds is forgotten by letting them pass. */
let passed = 0;
const clock: Clock = { now: () => Date.now() + passed, after: systemClock.after };

beforeEach(async () => {
  server = await startTinyAws(
    replyWith.by({ AssumeRole: replyWith.assumedRole('ASIAROLE') }, replyWith.json({ MetricAlarms: [] })),
  );
  home = await createAwsHome(CONFIG, CREDENTIALS);
  // As a person has them: the usual files in the home folder, and the address from the environment.
  vi.stubEnv('HOME', home.folder);
  vi.stubEnv('AWS_CONFIG_FILE', home.files.configFile);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', home.files.credentialsFile);
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_PROFILE', undefined);
  passed = 0;
  aws = createAws({ clock });
});
afterEach(async () => {
  await aws.close();
  await server.close();
  vi.unstubAllEnvs();
  await home.remove();
});

const ask = (profile: string) => {
  passed += 10_000;
  return aws.call(
    { account: 'prod', profile, region: 'sa-east-1' },
    'DescribeAlarms',
    {},
    { deadline: clock.now() + 10_000 },
  );
};
const ssoCache = (name: string, token: Readonly<Record<string, string>>): Promise<void> =>
  home.write(
    join('sso', 'cache', `${createHash('sha1').update(name).digest('hex')}.json`),
    JSON.stringify({ startUrl: 'https://corp.awsapps.com/start', region: 'us-east-1', ...token }),
  );

describe('profiles that work', () => {
  it('keys, by AWS_ENDPOINT_URL', async () => {
    expect((await ask('keys')).ok).toBe(true);
    expect(server.seen).toMatchObject([{ operation: 'DescribeAlarms', keyId: 'AKIDKEYS', region: 'sa-east-1' }]);
  });

  it('an assumed role: STS goes to the configured address too, once for all regions', async () => {
    const target = { account: 'prod', profile: 'role' };
    await Promise.all(
      ['sa-east-1', 'us-east-1'].map((region) =>
        aws.call({ ...target, region }, 'DescribeAlarms', {}, { deadline: Date.now() + 10_000 }),
      ),
    );
    expect(server.seen.map((one) => `${one.operation} ${one.keyId ?? ''}`).sort()).toEqual([
      'AssumeRole AKIDBASE',
      'DescribeAlarms ASIAROLE',
      'DescribeAlarms ASIAROLE',
    ]);
  });

  it('a credential_process', async () => {
    expect((await ask('process-good')).ok).toBe(true);
    expect(server.seen[0]?.keyId).toBe('AKIDPROCESS');
  });

  it('a cached SSO session', async () => {
    await ssoCache('corp', { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' });
    const credentials = {
      roleCredentials: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.parse('2099-01-01'),
      },
    };
    server.reply(replyWith.by({ DescribeAlarms: replyWith.json({ MetricAlarms: [] }) }, replyWith.json(credentials)));
    expect((await ask('sso')).ok).toBe(true);
    expect(server.seen.at(-1)?.keyId).toBe('ASIASSO');
  });

  it('an SSO session from files of our own (the demo, a test)', async () => {
    await ssoCache('corp', { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' });
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    const credentials = {
      roleCredentials: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.parse('2099-01-01'),
      },
    };
    server.reply(replyWith.by({ DescribeAlarms: replyWith.json({ MetricAlarms: [] }) }, replyWith.json(credentials)));
    const other = createAws({ clock: systemClock, files: home.files, endpoint: server.url });
    const answer = await other.call(
      { account: 'prod', profile: 'sso', region: 'sa-east-1' },
      'DescribeAlarms',
      {},
      { deadline: Date.now() + 5_000 },
    );
    await other.close();
    expect(answer.ok).toBe(true);
    expect(server.seen.at(-1)?.keyId).toBe('ASIASSO');
  });
});

describe('profiles that are signed out say what to do (P6)', () => {
  it.each([
    ['nobody', 'profile nobody is in no AWS configuration file'],
    ['empty', 'profile empty names no keys, role, sign-in or credential_process'],
    ['orphan', 'profile orphan builds on profile nobody, which is in no AWS configuration file'],
    ['loop-a', 'the roles of profile loop-a lead in a circle'],
    [
      'mfa',
      'profile mfa needs an MFA code, which Meridian does not ask for: use a profile that is already signed in (aws sso login, or a credential_process)',
    ],
    ['process-bad', 'the credential_process of profile process-bad failed'],
    ['process-odd', 'the credential_process of profile process-odd did not return what AWS expects (Version 1)'],
    ['process-old', 'the credential_process of profile process-old returned expired credentials'],
    ['sso', 'there is no sign-in for profile sso: run "aws sso login --profile sso"'],
    ['legacy', 'there is no sign-in for profile legacy: run "aws sso login --profile legacy"'],
    ['sso-lost', 'profile sso-lost names the sso_session gone, which is in no AWS configuration file'],
    ['login', 'there is no sign-in for profile login: run "aws login --profile login"'],
  ])('%s', async (profile, reason) => {
    expect(await ask(profile)).toEqual({ ok: false, error: { kind: 'signed-out', code: null, reason } });
  });

  it('a credential_process that hangs: the network is fine', async () => {
    const target = { account: 'prod', profile: 'process-hangs', region: 'sa-east-1' };
    const reason = 'the credential_process of profile process-hangs did not answer within 0.3 s';
    const failed = { ok: false, error: { kind: 'signed-out', code: null, reason } };
    expect(await aws.call(target, 'DescribeAlarms', {}, { deadline: clock.now() + 300 })).toEqual(failed);
    expect(await aws.whoAmI(target, { deadline: clock.now() + 300 })).toEqual(failed);
  });

  it('a credential_process that still hangs when nobody waits for it any longer', async () => {
    const impatient: Clock = {
      now: () => Date.now(),
      after: (ms, callback) => systemClock.after(ms === 60_000 ? 100 : ms, callback),
    };
    const other = createAws({ clock: impatient });
    const target = { account: 'prod', profile: 'process-hangs', region: 'sa-east-1' };
    const answer = await other.call(target, 'DescribeAlarms', {}, { deadline: Date.now() + 5_000 });
    await other.close();
    expect(answer).toMatchObject({
      ok: false,
      error: {
        kind: 'signed-out',
        reason: 'the credential_process of profile process-hangs did not answer within 60 s',
      },
    });
  });

  it('a credential_process runs once for all who ask at about the same time', async () => {
    const log = join(home.folder, 'runs');
    await home.write('config', `[profile process]\ncredential_process = sh -c 'echo run >> ${log}; exit 1'\n`);
    const target = { account: 'prod', profile: 'process' };
    const regions = ['sa-east-1', 'us-east-1', 'ap-south-1'];
    for (const region of [...regions, ...regions]) {
      const answer = await aws.call({ ...target, region }, 'DescribeAlarms', {}, { deadline: clock.now() + 10_000 });
      expect(answer).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    }
    expect(await readFile(log, 'utf8')).toBe('run\n');
    passed += 5_000;
    await aws.call({ ...target, region: 'sa-east-1' }, 'DescribeAlarms', {}, { deadline: clock.now() + 10_000 });
    expect(await readFile(log, 'utf8')).toBe('run\nrun\n');
  });

  it('an SSO session that has ended', async () => {
    await ssoCache('corp', { accessToken: 'token', expiresAt: '2020-01-01T00:00:00Z' });
    expect(await ask('sso')).toMatchObject({
      ok: false,
      error: { kind: 'signed-out', reason: 'the sign-in has ended for profile sso: run "aws sso login --profile sso"' },
    });
    await ssoCache('https://corp.awsapps.com/start', { accessToken: 'token', expiresAt: '2020-01-01T00:00:00Z' });
    expect(await ask('legacy')).toMatchObject({
      ok: false,
      error: {
        kind: 'signed-out',
        reason: 'the sign-in has ended for profile legacy: run "aws sso login --profile legacy"',
      },
    });
  });

  it('an SSO session the portal no longer accepts', async () => {
    await ssoCache('corp', { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' });
    server.reply((_seen, response) => {
      response
        .writeHead(401, { 'content-type': 'application/json', 'x-amzn-errortype': 'UnauthorizedException' })
        .end('{"message":"Session token not found or invalid"}');
    });
    expect(await ask('sso')).toMatchObject({
      ok: false,
      error: { kind: 'signed-out', reason: 'there is no sign-in for profile sso: run "aws sso login --profile sso"' },
    });
  });

  it('a role that may not be assumed, and keys that may not assume it', async () => {
    server.reply(replyWith.stsError('AccessDenied', 'not authorized to perform: sts:AssumeRole'));
    expect(await ask('role')).toMatchObject({
      ok: false,
      error: {
        kind: 'signed-out',
        reason: 'the role of profile role may not be assumed: not authorized to perform: sts:AssumeRole',
      },
    });
    server.reply(replyWith.stsError('ExpiredToken', 'The security token included in the request is expired'));
    expect(await ask('role')).toMatchObject({
      ok: false,
      error: {
        kind: 'signed-out',
        reason: 'AWS does not accept the keys profile role stands on (ExpiredToken): renew its source profile base',
      },
    });
  });
});

it('a clock that differs is said where a role is assumed, too', async () => {
  server.reply(replyWith.stsError('SignatureDoesNotMatch', 'Signature expired: 1 is now earlier than 2'));
  expect(await ask('role')).toMatchObject({
    ok: false,
    error: {
      kind: 'signed-out',
      reason:
        "the clock of this machine differs from AWS's, so AWS does not accept what it signs (SignatureDoesNotMatch)",
    },
  });
});

describe('offline is told from expired (P6)', () => {
  it('where STS does not answer while the role is assumed', async () => {
    server.reply(replyWith.silence);
    const target = { account: 'prod', profile: 'role', region: 'sa-east-1' };
    expect(await aws.call(target, 'DescribeAlarms', {}, { deadline: clock.now() + 300 })).toMatchObject({
      ok: false,
      error: { kind: 'offline', reason: 'the credentials of profile role were not there within 0.3 s' },
    });
  });

  it('where the role cannot be assumed for want of a network', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    expect(await ask('role')).toMatchObject({
      ok: false,
      error: { kind: 'offline', reason: 'credentials of profile role: connection refused by 127.0.0.1:9' },
    });
  });

  it('where an ended SSO session could not be renewed for want of a network', async () => {
    await ssoCache('corp', {
      accessToken: 'token',
      expiresAt: '2020-01-01T00:00:00Z',
      clientId: 'c',
      clientSecret: 's',
      refreshToken: 'r',
    });
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    expect(await ask('sso')).toMatchObject({
      ok: false,
      error: {
        kind: 'offline',
        reason: 'the sign-in of profile sso could not be renewed: connection refused by 127.0.0.1:9',
      },
    });
    vi.stubEnv('AWS_ENDPOINT_URL', server.url);
    expect(await ask('sso')).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
  });
});

describe('changed credentials', () => {
  it('are told within a look every 3 s while somebody listens, and the next call uses them', async () => {
    const looks: (() => void)[] = [];
    const watchClock: Clock = {
      now: () => Date.now(),
      after: (ms, callback) => {
        if (ms !== 3_000) return systemClock.after(ms, callback);
        looks.push(callback);
        return () => looks.splice(looks.indexOf(callback), 1);
      },
    };
    const watched = createAws({ clock: watchClock });
    const target = { account: 'prod', profile: 'keys', region: 'sa-east-1' };
    await watched.call(target, 'DescribeAlarms', {}, { deadline: Date.now() + 5_000 });
    let told = 0;
    const stop = watched.onCredentialsChanged('keys', () => told++);
    await vi.waitFor(() => {
      expect(looks).toHaveLength(1);
    });
    await home.write('credentials', CREDENTIALS.replace('AKIDKEYS', 'AKIDNEW'));
    await utimes(home.files.credentialsFile, new Date(), new Date(Date.now() + 5_000));
    looks.shift()?.();
    await vi.waitFor(() => {
      expect(told).toBe(1);
    });
    await watched.call(target, 'DescribeAlarms', {}, { deadline: Date.now() + 5_000 });
    expect(server.seen.map((one) => one.keyId)).toEqual(['AKIDKEYS', 'AKIDNEW']);
    await vi.waitFor(() => {
      expect(looks).toHaveLength(1);
    });
    stop();
    expect(looks).toHaveLength(0);
    await watched.close();
  });
});
