import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws, type Aws } from '../../main/aws/aws';
import type { Operation } from '../../main/aws/commands';
import { systemClock } from '../../main/polling/system-clock';
import { createAwsHome, replyWith, startTinyAws, type AwsHome, type TinyAws } from './tiny-aws';

const KEYS = ['own', 'base', 'other', 'default']
  .map((name) => `[${name}]\naws_access_key_id = AKID${name.toUpperCase()}\naws_secret_access_key = s\n`)
  .join('');

let profile: TinyAws;
let stranger: TinyAws;
let home: AwsHome;
let aws: Aws;
let lookups = 0;

const world = replyWith.by({
  AssumeRole: replyWith.assumedRole('ASIAROLE'),
  GetCallerIdentity: replyWith.identity(),
});

beforeEach(async () => {
  profile = await startTinyAws(world);
  stranger = await startTinyAws(world);
  home = await createAwsHome('', KEYS);
  vi.stubEnv('HOME', home.folder);
  vi.stubEnv('AWS_CONFIG_FILE', home.files.configFile);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', home.files.credentialsFile);
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_HEALTH', 'AWS_ENDPOINT_URL_CLOUDWATCH', 'AWS_PROFILE'])
    vi.stubEnv(name, undefined);
  lookups = 0;
  aws = createAws({
    clock: systemClock,
    resolveCname: async () => {
      lookups++;
      return ['health.us-east-2.amazonaws.com'];
    },
  });
});
afterEach(async () => {
  await aws.close();
  await profile.close();
  await stranger.close();
  vi.unstubAllEnvs();
  await home.remove();
});

const target = (name: string, region = 'sa-east-1') => ({ account: 'prod', profile: name, region });
const ask = (name: string, operation: Operation = 'DescribeAlarms') =>
  aws.call(
    target(name, operation === 'DescribeEvents' ? 'global' : 'sa-east-1'),
    operation,
    operation === 'DescribeEvents' ? { filter: {} } : {},
    { deadline: Date.now() + 5_000 },
  );
const seen = (server: TinyAws): readonly string[] =>
  server.seen.map(({ operation, service, region }) => `${operation} ${service ?? ''} ${region ?? ''}`);

describe('endpoint_url of a profile', () => {
  it('is where every service is asked; AWS Health then needs no name server and is signed for us-east-1 (P8)', async () => {
    await home.write('config', `[profile own]\nendpoint_url = ${profile.url}\n`);
    expect((await ask('own')).ok).toBe(true);
    expect((await ask('own', 'DescribeEvents')).ok).toBe(true);
    expect((await aws.whoAmI(target('own'), { deadline: Date.now() + 5_000 })).ok).toBe(true);
    expect(seen(profile)).toEqual([
      'DescribeAlarms monitoring sa-east-1',
      'DescribeEvents health us-east-1',
      'GetCallerIdentity sts us-east-1',
    ]);
    expect(lookups).toBe(0);
  });

  it('is where its role is assumed', async () => {
    const config = `[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\nendpoint_url = ${profile.url}\n`;
    await home.write('config', config);
    expect((await ask('role')).ok).toBe(true);
    expect(profile.seen.map(({ operation, keyId }) => `${operation} ${keyId ?? ''}`)).toEqual([
      'AssumeRole AKIDBASE',
      'DescribeAlarms ASIAROLE',
    ]);
  });

  it('gives way to the services section of the profile, service by service', async () => {
    await home.write(
      'config',
      `[profile own]\nservices = local\nendpoint_url = ${stranger.url}\n\n[services local]\nhealth =\n  endpoint_url = ${profile.url}\ncloudwatch =\n  other = 1\n`,
    );
    await ask('own');
    await ask('own', 'DescribeEvents');
    expect(seen(stranger)).toEqual(['DescribeAlarms monitoring sa-east-1']);
    expect(seen(profile)).toEqual(['DescribeEvents health us-east-1']);
    expect(lookups).toBe(0);
  });

  it('gives way to the environment', async () => {
    await home.write('config', `[profile own]\nendpoint_url = ${stranger.url}\n`);
    vi.stubEnv('AWS_ENDPOINT_URL_HEALTH', profile.url);
    await ask('own', 'DescribeEvents');
    vi.stubEnv('AWS_ENDPOINT_URL', profile.url);
    await ask('own');
    expect(seen(profile)).toEqual(['DescribeEvents health us-east-1', 'DescribeAlarms monitoring sa-east-1']);
    expect(stranger.seen).toEqual([]);
  });

  it('is not that of AWS_PROFILE or of the default profile', async () => {
    await home.write(
      'config',
      `[default]\nendpoint_url = ${stranger.url}\n[profile other]\nendpoint_url = ${stranger.url}\n[profile own]\nendpoint_url = ${profile.url}\n`,
    );
    vi.stubEnv('AWS_PROFILE', 'other');
    await ask('own');
    expect(seen(profile)).toHaveLength(1);
    expect(stranger.seen).toEqual([]);
    await ask('default');
    expect(seen(stranger)).toHaveLength(1);
  });

  it('of something inside the profile (s3) is not its own', async () => {
    await home.write(
      'config',
      `[profile own]\nendpoint_url = ${profile.url}\ns3 =\n  endpoint_url = ${stranger.url}\nregion = sa-east-1\n`,
    );
    await ask('own');
    expect(seen(profile)).toHaveLength(1);
    expect(stranger.seen).toEqual([]);
  });

  it('that was changed is used after the credentials were read again', async () => {
    await home.write('config', `[profile own]\nendpoint_url = ${stranger.url}\n`);
    await ask('own');
    await home.write('config', `[profile own]\nendpoint_url = ${profile.url}\n`);
    // Keys that STS refuses make everything known of the profile be forgotten.
    stranger.reply(replyWith.stsError('ExpiredToken', 'expired'));
    await aws.whoAmI(target('own'), { deadline: Date.now() + 5_000 });
    expect((await ask('own')).ok).toBe(true);
    expect(seen(profile)).toEqual(['DescribeAlarms monitoring sa-east-1']);
  });

  it.each([
    ['services = gone', 'profile own names the services section gone, which is in no AWS configuration file'],
    ['endpoint_url = localhost:4566', 'endpoint_url of profile own is no http or https address'],
  ])('%s is said, and nobody else is asked', async (line, words) => {
    await home.write('config', `[profile own]\n${line}\n`);
    const answer = await ask('own');
    expect(answer).toMatchObject({ ok: false, error: { kind: 'error', reason: `ConfigurationError: ${words}` } });
  });
});
