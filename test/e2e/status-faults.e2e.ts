import { afterEach, describe, expect, it } from 'vitest';
import { constant, run, signalText, siteOf, stage, workspaceText, type Stage } from './cli';

/** Faults of one region: that region is unknown with its reason, and nothing else changes. */
const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.simulator.stop()));
});

const metrics = ['sa-east-1', 'us-east-1'].map((region) => constant('load', 5, { region }));
const alarms = ['sa-east-1', 'us-east-1'].map((region) => ({
  region,
  MetricAlarms: [
    {
      AlarmName: 'retail-a',
      AlarmArn: `arn:aws:cloudwatch:${region}:111122223333:alarm:retail-a`,
      StateValue: 'OK',
      StateUpdatedTimestamp: { $secondsAgo: 600 },
    },
  ],
}));
const workspace = workspaceText(
  { id: 'br', alarms: '{ include: ["retail-*"] }', signals: [signalText('load')] },
  { id: 'us', country: 'US', region: 'us-east-1', alarms: '{ include: ["retail-*"] }', signals: [signalText('load')] },
);

async function on(scenario: object): Promise<Stage> {
  const made = await stage({ metrics, alarms, health: { plan: true, events: [] }, ...scenario });
  stages.push(made);
  return made;
}

const withoutAges = (text: string): string =>
  text.replace(/"(since|ageSeconds|at|generatedAt|lastGoodAt|nextTryAt)":("[^"]*"|[\d.]+|null)/g, '"$1":0');

describe('P6, P10, S2: a fault in one region only', () => {
  it.each([
    ['throttle', 'throttled', /throttl|rate/i],
    ['deny', 'denied', /cloudwatch:/],
    // STS still takes the keys: one region that refuses them is denied, not signed-out (P6).
    ['expired', 'denied', /sa-east-1/],
    ['invalid-token', 'denied', /region|not enabled/i],
    ['hang', 'offline', /no answer/i],
    ['reset', 'offline', /reset/i],
    ['html', 'error', /HTML/],
    ['html-503', 'error', /./],
    ['empty', 'error', /empty/i],
    ['truncated', 'error', /cut/i],
    ['wrong-shape', 'error', /./],
    ['500', 'error', /./],
  ] as const)('%s: unknown, never ok, condition %s, everything else as without it', async (kind, condition, reason) => {
    const calm = await on({});
    const before = await calm.status(workspace);
    expect(before.code).toBe(0);
    const one = await on({ faults: [{ kind, region: 'sa-east-1' }] });
    const result = await one.status(workspace, ['--timeout', '4']);
    expect(siteOf(result, 'br')).toMatchObject({ status: 'unknown', blind: true });
    for (const source of result.json.sources.filter(({ region }) => region === 'sa-east-1')) {
      expect(source.condition).toBe(condition);
      expect(source.reason).toMatch(reason);
      expect(source.lastGoodAt).toBeNull();
    }
    expect(withoutAges(JSON.stringify(siteOf(result, 'us')))).toBe(withoutAges(JSON.stringify(siteOf(before, 'us'))));
    expect(result.code).toBe(3);
    expect(result.milliseconds).toBeLessThan(6_000);
  });

  it('S2: a blind AWS Health alone changes no status', async () => {
    const one = await on({ faults: [{ kind: 'hang', region: 'us-east-1', service: 'health' }] });
    const result = await one.status(workspace, ['--timeout', '3']);
    expect(result.json.sites.map((site) => site.status)).toEqual(['ok', 'ok']);
    expect(result.code).toBe(0);
    expect(result.json.sources.find((source) => source.region === 'global')).toMatchObject({ condition: 'offline' });
  });

  it('P6: keys that STS refuses too are signed-out, and every site of the account is unknown', async () => {
    const one = await on({ accounts: { AKIATESTPROD00000001: { awsAccountId: '111122223333', expired: true } } });
    const result = await one.status(workspace);
    expect(result.json.sources.map((source) => source.condition)).toEqual(result.json.sources.map(() => 'signed-out'));
    expect(result.json.sites.map((site) => site.status)).toEqual(['unknown', 'unknown']);
    expect(result.code).toBe(3);
  });

  it('P6: a missing profile is signed-out and says which', async () => {
    const one = await on({});
    const result = await one.status(workspace.replace('profile: prod', 'profile: nobody'));
    expect(result.json.sources.every((source) => source.condition === 'signed-out')).toBe(true);
    expect(result.json.sources[0]?.reason).toContain('nobody');
    expect(result.code).toBe(3);
  });

  it('P6: nothing listens: offline, not signed-out', async () => {
    const one = await on({});
    const result = await one.status(workspace, ['--timeout', '5'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(result.json.sources.map((source) => source.condition)).toEqual(result.json.sources.map(() => 'offline'));
    expect(result.code).toBe(3);
  });
});

describe('command line', () => {
  it('refuses wrong usage with 64 and a broken workspace with 78, naming the place, with nothing on stdout', async () => {
    expect(await run(['status', '--tier', 'prod'])).toMatchObject({ code: 64, stdout: '' });
    expect(await run(['nonsense'])).toMatchObject({ code: 64, stdout: '' });
    const one = await on({});
    const broken = await one
      .status(workspace.replace('worse: higher', 'worse: sideways'))
      .catch((error: unknown) => String(error));
    expect(broken).toMatch(/exit 78/);
    expect(broken).toMatch(/workspace-1\.yaml:\d+:\d+ sites\[0\]\.signals\[0\]\.worse: expected lower or higher/);
  });

  it('limits the sites to a tier', async () => {
    const one = await on({});
    const text = workspaceText(
      { id: 'a', signals: [signalText('load')] },
      { id: 'b', tier: 'development', signals: [signalText('missing')] },
    );
    const all = await one.status(text);
    expect(all.code).toBe(3);
    const production = await one.status(text, ['--tier', 'production']);
    expect(production.json.sites.map((site) => site.id)).toEqual(['a']);
    expect(production.code).toBe(0);
  });
});
