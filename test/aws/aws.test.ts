import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import type { AwsPort } from '../../main/polling/ports';
import { systemClock } from '../../main/polling/system-clock';
import { createAwsHome, replyWith, startTinyAws, type AwsHome, type TinyAws } from './tiny-aws';

const TARGET = { account: 'prod', profile: 'prod', region: 'sa-east-1' };
const KEYS = '[prod]\naws_access_key_id = AKIDPROD\naws_secret_access_key = secret\n';

let server: TinyAws;
let home: AwsHome;
let aws: AwsPort;

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

const ask = (region = 'sa-east-1', ms = 5_000) => aws.call({ ...TARGET, region }, 'DescribeAlarms', { MaxRecords: 100 }, { deadline: Date.now() + ms });

describe('a good answer', () => {
  it('comes back as the bytes of the wire, with the clock of AWS', async () => {
    server.reply(replyWith.json({ MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: '2026-01-01T00:00:00Z' }] }, 200, { date: 'Thu, 01 Jan 2026 00:00:10 GMT' }));
    const answer = await ask();
    expect(answer.ok).toBe(true);
    if (!answer.ok) return;
    expect(new TextDecoder().decode(answer.value.body)).toBe('{"MetricAlarms":[{"AlarmName":"a","StateUpdatedTimestamp":"2026-01-01T00:00:00Z"}]}');
    expect(answer.value.awsAt).toBe(Date.parse('2026-01-01T00:00:10Z'));
    expect(server.seen).toMatchObject([{ operation: 'DescribeAlarms', region: 'sa-east-1', service: 'monitoring', keyId: 'AKIDPROD', body: '{"MaxRecords":100}' }]);
  });
});
