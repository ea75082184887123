import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEventsCommand } from '@aws-sdk/client-health';
import { describe, expect, test } from 'vitest';
import { demoCredentials } from '../../main/simulator';
import { iso } from '../../shared/lib/time';
import { LOWER, LOWER_ACCOUNT, NOW, PROD, PROD_ACCOUNT, refusal, started } from './harness';

const who = new GetCallerIdentityCommand({});

describe('keys', () => {
  test('tell the account', async () => {
    const sim = await started();
    expect((await sim.sts(PROD).send(who)).Account).toBe(PROD_ACCOUNT);
    expect(await sim.sts(LOWER).send(who)).toMatchObject({
      Account: LOWER_ACCOUNT,
      Arn: `arn:aws:iam::${LOWER_ACCOUNT}:user/meridian`,
    });
  });

  test('an unknown one is refused by every service in its own words', async () => {
    const sim = await started();
    const key = 'AKIANOBODYKNOWS00000';
    expect(await refusal(sim.sts(key).send(who))).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
    expect(await refusal(sim.health(key).send(new DescribeEventsCommand({})))).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
    expect((await refusal(sim.cloudWatch('sa-east-1', key).send(new DescribeAlarmsCommand({})))).name).toMatch(
      /InvalidClientTokenId|UnrecognizedClientException/,
    );
    expect(sim.log().map((entry) => [entry.account, entry.accessKeyId])).toEqual(Array(3).fill([null, key]));
  });

  test('an expired one is refused', async () => {
    const sim = await started({ accounts: { AKIAOLD: { awsAccountId: PROD_ACCOUNT, expired: true } } });
    expect((await refusal(sim.sts('AKIAOLD').send(who))).name).toContain('ExpiredToken');
    expect((await refusal(sim.health('AKIAOLD').send(new DescribeEventsCommand({})))).name).toBe(
      'ExpiredTokenException',
    );
  });

  test('none at all is refused', async () => {
    const sim = await started();
    const response = await fetch(sim.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSHealth_20160804.DescribeEvents' },
      body: '{}',
    });
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  test('a scenario with an empty world and accounts of its own knows no others', async () => {
    const sim = await started({ world: 'empty', accounts: { AKIAMINE: { awsAccountId: '123456789012' } } });
    expect((await sim.sts('AKIAMINE').send(who)).Account).toBe('123456789012');
    expect((await refusal(sim.sts(PROD).send(who))).name).toBe('InvalidClientTokenId');
  });

  test('those of the demo stand in its credentials file', () => {
    expect(demoCredentials).toContain('[meridian-demo-prod]');
    expect(demoCredentials).toContain(PROD);
    expect(demoCredentials).toContain('[meridian-demo-lower]');
    expect(demoCredentials).toContain(LOWER);
  });
});

describe('AssumeRole', () => {
  const RoleArn = 'arn:aws:iam::123456789012:role/ops/ReadOnly';

  test('issues keys that act for the account of the role, until they expire', async () => {
    const sim = await started({ now: iso(NOW) });
    const { Credentials, AssumedRoleUser } = await sim
      .sts()
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'rafael', DurationSeconds: 900 }));
    expect(AssumedRoleUser!.Arn).toBe('arn:aws:sts::123456789012:assumed-role/ReadOnly/rafael');
    expect(Credentials!.Expiration).toEqual(new Date(NOW + 900_000));
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    const settings = { endpoint: sim.url, region: 'us-east-1', credentials, maxAttempts: 1 };
    const sts = new STSClient(settings);
    const cloudWatch = new CloudWatchClient(settings);
    expect(await sts.send(who)).toMatchObject({ Account: '123456789012', Arn: AssumedRoleUser!.Arn });
    await cloudWatch.send(new DescribeAlarmsCommand({}));
    expect(sim.log().at(-1)).toMatchObject({ account: '123456789012', accessKeyId: credentials.accessKeyId });

    await sim.control('POST', '/_sim/clock', { advanceSeconds: 901 });
    expect((await refusal(sts.send(who))).name).toContain('ExpiredToken');
    sts.destroy();
    cloudWatch.destroy();
  });

  test('refuses what is no role', async () => {
    const sim = await started();
    const call = sim.sts().send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::1:user/x', RoleSessionName: 'a' }));
    expect(await refusal(call)).toMatchObject({ status: 400 });
  });
});
