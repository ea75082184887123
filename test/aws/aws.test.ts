import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '../../main/aws/aws';
import type { Operation as KnownOperation } from '../../main/aws/commands';
import type { AwsFailure, AwsPort, Operation } from '../../main/polling/ports';
import { systemClock } from '../../main/polling/system-clock';
import { noPausesBetweenTries } from './no-pauses';
import { createAwsHome, replyWith, startTinyAws, type AwsHome, type Reply, type TinyAws } from './tiny-aws';

const TARGET = { account: 'prod', profile: 'prod', region: 'sa-east-1' };
const KEYS = '[prod]\naws_access_key_id = AKIDPROD\naws_secret_access_key = secret\n';

let server: TinyAws;
let home: AwsHome;
/** What composition roots pass to polling. */
let aws: AwsPort;

noPausesBetweenTries();

beforeEach(async () => {
  server = await startTinyAws();
  home = await createAwsHome('', KEYS);
  aws = createAws({ clock: systemClock, endpoint: server.url, files: home.files });
});
afterEach(async () => {
  await aws.close();
  await server.close();
  await home.remove();
});

const ask = (region = 'sa-east-1', ms = 10_000, operation: Operation = 'DescribeAlarms') =>
  aws.call({ ...TARGET, region }, operation, {}, { deadline: Date.now() + ms });

const failureOf = async (reply: Reply, region?: string, operation?: Operation): Promise<AwsFailure> => {
  server.reply(reply);
  const answer = await ask(region, undefined, operation);
  if (answer.ok) throw new Error('expected a failure');
  return answer.error;
};

it('knows every operation of the port', () => {
  const same: [Operation] extends [KnownOperation] ? ([KnownOperation] extends [Operation] ? true : false) : false =
    true;
  expect(same).toBe(true);
});

describe('a good answer', () => {
  it('comes back as the bytes of the wire, with the clock of AWS', async () => {
    const body = { MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: '2026-01-01T00:00:00Z' }] };
    server.reply(replyWith.json(body, 200, { date: 'Thu, 01 Jan 2026 00:00:10 GMT' }));
    const answer = await aws.call(TARGET, 'DescribeAlarms', { MaxRecords: 100 }, { deadline: Date.now() + 5_000 });
    expect(answer.ok).toBe(true);
    if (!answer.ok) return;
    expect(JSON.parse(new TextDecoder().decode(answer.value.body))).toEqual(body);
    expect(answer.value.awsAt).toBe(Date.parse('2026-01-01T00:00:10Z'));
    expect(server.seen).toMatchObject([
      {
        operation: 'DescribeAlarms',
        region: 'sa-east-1',
        service: 'monitoring',
        keyId: 'AKIDPROD',
        body: '{"MaxRecords":100}',
      },
    ]);
  });

  it.each([
    ['HTML with status 200', '<html>sign in</html>'],
    ['nothing', ''],
    ['half a JSON', '{"MetricAlarms":[{"Alar'],
  ])('is taken as it is, also when it is %s: polling says what is wrong with it', async (_what, text) => {
    server.reply(replyWith.text(text));
    const answer = await ask();
    expect(answer.ok && new TextDecoder().decode(answer.value.body)).toBe(text);
  });

  it('writes instants as epoch seconds, and asks Health in us-east-1 where an endpoint is configured', async () => {
    const at = new Date('2026-01-01T00:00:00Z');
    await aws.call(
      TARGET,
      'GetMetricData',
      { MetricDataQueries: [], StartTime: at, EndTime: at },
      { deadline: Date.now() + 5_000 },
    );
    await aws.call(
      { ...TARGET, region: 'global' },
      'DescribeEvents',
      { filter: { eventStatusCodes: ['open'] } },
      { deadline: Date.now() + 5_000 },
    );
    expect(JSON.parse(server.seen[0]?.body ?? '')).toMatchObject({ StartTime: 1_767_225_600, EndTime: 1_767_225_600 });
    expect(server.seen[1]).toMatchObject({ operation: 'DescribeEvents', region: 'us-east-1', service: 'health' });
  });

  it('comes after a retry when the connection broke within the body', async () => {
    let tries = 0;
    server.reply((seen, response, request) => {
      tries++;
      (tries === 1 ? replyWith.cut('{"Metric') : replyWith.json({ MetricAlarms: [] }))(seen, response, request);
    });
    expect((await ask()).ok).toBe(true);
    expect(tries).toBe(2);
  });
});

describe('failures of the way (offline)', () => {
  it('connection reset', async () => {
    expect(await failureOf(replyWith.reset)).toMatchObject({
      kind: 'offline',
      code: 'ECONNRESET',
      reason: 'connection reset',
    });
    expect(server.seen).toHaveLength(3);
  });

  it('connection refused', async () => {
    const url = await freePort();
    const other = createAws({ clock: systemClock, endpoint: url, files: home.files });
    const answer = await other.call(TARGET, 'DescribeAlarms', {}, { deadline: Date.now() + 5_000 });
    await other.close();
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'offline', code: 'ECONNREFUSED', reason: `connection refused by ${url.slice(7)}` },
    });
  });

  it('a host nobody knows', async () => {
    const other = createAws({ clock: systemClock, endpoint: 'http://nobody.invalid', files: home.files });
    const answer = await other.call(TARGET, 'DescribeAlarms', {}, { deadline: Date.now() + 8_000 });
    await other.close();
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(answer.ok || answer.error.reason).toMatch(/^cannot resolve host nobody\.invalid/);
  });

  it('no answer within the deadline, retries included', async () => {
    server.reply(replyWith.silence);
    // Told by order, not by a clock: an answer that waited for a second try would come after the later deadline.
    const order: string[] = [];
    const later = ask('sa-east-1', 550).then(() => order.push('later deadline'));
    expect(await ask('sa-east-1', 300)).toEqual({
      ok: false,
      error: { kind: 'offline', code: null, reason: 'no answer within 0.3 s' },
    });
    order.push('its own deadline');
    await later;
    expect(order).toEqual(['its own deadline', 'later deadline']);
  });

  it('a body that never ends', async () => {
    server.reply((_seen, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.write('{"MetricAlarms":[');
    });
    expect(await ask('sa-east-1', 300)).toMatchObject({
      ok: false,
      error: { kind: 'offline', reason: 'no answer within 0.3 s' },
    });
  });

  it('what was stopped', async () => {
    server.reply(replyWith.silence);
    const stop = new AbortController();
    const answer = aws.call(TARGET, 'DescribeAlarms', {}, { deadline: Date.now() + 5_000, signal: stop.signal });
    stop.abort();
    expect(await answer).toMatchObject({
      ok: false,
      error: { kind: 'offline', reason: 'stopped before it was answered' },
    });
  });
});

describe('failures of the service', () => {
  it.each([
    ['ThrottlingException', undefined],
    ['com.amazonaws#Whatever', 'Throttling'],
  ])('%s with query code %s is throttled', async (type, queryCode) => {
    const reply = replyWith.error(type, 'Rate exceeded', queryCode === undefined ? {} : { queryCode });
    expect(await failureOf(reply)).toMatchObject({ kind: 'throttled' });
  });

  it.each([
    ['AccessDeniedException', undefined],
    ['com.amazon.coral.service#AccessDeniedException', 'AccessDenied'],
  ])('%s with query code %s names the missing permission', async (type, queryCode) => {
    const text =
      'User: arn:aws:iam::111122223333:user/x is not authorized to perform: cloudwatch:DescribeAlarms on resource: *';
    const failure = await failureOf(
      replyWith.error(type, text, queryCode === undefined ? {} : { queryCode, status: 403 }),
    );
    expect(failure).toMatchObject({
      kind: 'denied',
      reason: `cloudwatch:DescribeAlarms is not allowed for profile prod: ${text}`,
    });
  });

  it('a denied call without a text names the permission all the same', async () => {
    const failure = await failureOf(replyWith.error('AccessDeniedException', null), 'sa-east-1', 'GetMetricData');
    expect(failure.reason).toBe('cloudwatch:GetMetricData is not allowed for profile prod');
  });

  it('without a support plan it says so (P8)', async () => {
    const failure = await failureOf(replyWith.error('SubscriptionRequiredException', null), 'global', 'DescribeEvents');
    expect(failure).toMatchObject({ kind: 'denied', code: 'SubscriptionRequiredException' });
    expect(failure.reason).toBe(
      'AWS Health needs a paid support plan (Business Support+, Enterprise or Unified Operations)',
    );
  });

  it('a refused question is validation, with its message', async () => {
    const reply = replyWith.error('com.amazon.coral.validate#ValidationException', "Error in expression 'q5'", {
      queryCode: 'ValidationError',
    });
    expect(await failureOf(reply, 'sa-east-1', 'GetMetricData')).toMatchObject({
      kind: 'validation',
      reason: "Error in expression 'q5'",
    });
  });

  it.each([
    ['HTML with status 503', replyWith.text('<html>down</html>', 503), /HTTP 503 with HTML/, 3],
    ['HTML with status 403', replyWith.text('<html>blocked</html>', 403), /HTTP 403 with HTML/, 1],
    [
      'InternalFailure',
      replyWith.error('InternalFailure', 'oops', { status: 500 }),
      /AWS failed with HTTP 500 \(InternalFailure\): oops/,
      3,
    ],
    [
      'ServiceUnavailable',
      replyWith.error('ServiceUnavailableException', null, { status: 503 }),
      /AWS failed with HTTP 503/,
      3,
    ],
    ['something new', replyWith.error('com.amazonaws#BrandNewException', 'new'), /BrandNewException: new/, 1],
  ])('%s is an error in words', async (_what, reply, words, tries) => {
    const failure = await failureOf(reply);
    expect(failure.kind).toBe('error');
    expect(failure.reason).toMatch(words);
    expect(server.seen).toHaveLength(tries);
  });

  it('never carries keys, tokens, control characters or a novel', async () => {
    const text = `AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12 eyJhbGciOi.eyJzdWIiOiIx.sig\n\u0007 ${'long '.repeat(200)}`;
    const { reason } = await failureOf(replyWith.error('OddException', text));
    expect(reason).toMatch(/^OddException: \(key\) \(secret\) \(token\) long /);
    expect(reason).toHaveLength(300);
  });
});

describe('keys that are refused (P6)', () => {
  const refused = replyWith.error(
    'com.amazon.coral.service#ExpiredTokenException',
    'The security token included in the request is expired',
  );

  it.each([
    'ExpiredTokenException',
    'UnrecognizedClientException',
    'InvalidSignatureException',
    'InvalidClientTokenId',
  ])('%s with STS fine is a region that is not enabled: denied', async (code) => {
    const failure = await failureOf(
      replyWith.by({ GetCallerIdentity: replyWith.identity() }, replyWith.error(code, 'no')),
    );
    expect(failure).toEqual({
      kind: 'denied',
      code,
      reason: `region sa-east-1 is not enabled for this account, or its keys are refused there (${code})`,
    });
    expect(server.seen.filter((one) => one.service === 'sts')).toMatchObject([
      { region: 'us-east-1', operation: 'GetCallerIdentity' },
    ]);
  });

  it('with STS refusing too it is signed-out', async () => {
    const failure = await failureOf(
      replyWith.by({ GetCallerIdentity: replyWith.stsError('ExpiredToken', 'expired') }, refused),
    );
    expect(failure).toEqual({
      kind: 'signed-out',
      code: 'ExpiredToken',
      reason: 'AWS does not accept the credentials of profile prod (ExpiredToken): renew its keys',
    });
  });

  it.each([
    'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z',
    'Signature not yet current: 20260101T001000Z is still later than 20260101T000000Z',
  ])('%s is said of the clock, and of no region', async (text) => {
    const other = replyWith.error('InvalidSignatureException', text);
    const reason =
      "the clock of this machine differs from AWS's, so AWS does not accept what it signs (InvalidSignatureException)";
    expect(await failureOf(replyWith.by({ GetCallerIdentity: replyWith.identity() }, other))).toEqual({
      kind: 'error',
      code: 'InvalidSignatureException',
      reason,
    });
  });

  it('with STS refusing for the time as well it is signed-out, and says so of the clock', async () => {
    const text = 'Signature expired: 1 is now earlier than 2';
    const failure = await failureOf(
      replyWith.by(
        { GetCallerIdentity: replyWith.stsError('SignatureDoesNotMatch', text) },
        replyWith.error('InvalidSignatureException', text),
      ),
    );
    expect(failure.kind).toBe('signed-out');
    expect(failure.reason).toMatch(/^the clock of this machine differs from AWS's, .*\(SignatureDoesNotMatch\)$/);
  });

  it('asks STS once for many regions', async () => {
    server.reply(replyWith.by({ GetCallerIdentity: replyWith.stsError('ExpiredToken', 'expired') }, refused));
    await Promise.all(['sa-east-1', 'us-east-1', 'ap-south-1'].map((region) => ask(region)));
    expect(server.seen.filter((one) => one.operation === 'GetCallerIdentity')).toHaveLength(1);
  });

  it('with STS out of reach it is offline', async () => {
    const failure = await failureOf(replyWith.by({ GetCallerIdentity: replyWith.reset }, refused));
    expect(failure).toMatchObject({ kind: 'offline' });
    expect(failure.reason).toContain('STS could not be asked: connection reset');
  });

  it('says who it is', async () => {
    server.reply(replyWith.identity('444455556666'));
    expect(await aws.whoAmI(TARGET, { deadline: Date.now() + 5_000 })).toEqual({
      ok: true,
      value: { awsAccountId: '444455556666', arn: 'arn:aws:iam::444455556666:user/x' },
    });
  });
});

describe('isolation (P1)', () => {
  it('a region that hangs delays no other: its neighbour answers while all its calls still wait', async () => {
    server.reply((seen, response, request) => {
      (seen.region === 'us-east-1' ? replyWith.silence : replyWith.json({ MetricAlarms: [] }))(seen, response, request);
    });
    await ask('sa-east-1');
    let gaveUp = 0;
    const hanging = Array.from({ length: 20 }, async () => {
      const answer = await ask('us-east-1', 700);
      gaveUp += 1;
      return answer;
    });
    expect((await ask('sa-east-1')).ok).toBe(true);
    expect(gaveUp).toBe(0);
    for (const answer of await Promise.all(hanging)) expect(answer.ok).toBe(false);
  });

  it('another profile in the same region has connections of its own', async () => {
    await home.write('credentials', `${KEYS}[lower]\naws_access_key_id = AKIDLOWER\naws_secret_access_key = secret\n`);
    await ask();
    await aws.call(
      { account: 'lower', profile: 'lower', region: 'sa-east-1' },
      'DescribeAlarms',
      {},
      { deadline: Date.now() + 5_000 },
    );
    expect(server.seen.map((one) => one.keyId)).toEqual(['AKIDPROD', 'AKIDLOWER']);
  });

  it('what is closed leaves no connection open', async () => {
    server.reply(replyWith.json({ MetricAlarms: [] }));
    await Promise.all(['sa-east-1', 'us-east-1'].map((region) => ask(region)));
    expect(server.connections()).toBe(2);
    await aws.close();
    await vi.waitFor(() => {
      expect(server.connections()).toBe(0);
    });
  });

  it('what is closed ends what runs', async () => {
    server.reply(replyWith.silence);
    const answer = ask();
    await aws.close();
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });
});

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) =>
    probe.close(() => {
      resolve();
    }),
  );
  return `http://127.0.0.1:${port}`;
}
