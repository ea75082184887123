import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import { startPoller } from '../../main/polling/poller';
import { systemClock } from '../../main/polling/system-clock';
import { demoCredentials, startSimulator, type LogEntry } from '../../main/simulator';
import { demoWorkspace } from '../../main/simulator/demo-workspace';
import { mutedAt } from '../../shared/domain/alarms/mutes/muted';
import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import { sourceId, type SourceState } from '../../shared/domain/sources/types';
import { muteSources } from '../../shared/domain/status/required';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { noPausesBetweenTries } from './no-pauses';
import { createAwsHome } from './tiny-aws';

// Which alarms are muted, over the whole way: simulator, HTTP, AWS SDK, parser, poller.

const demo = demoWorkspace();
const SOURCES = muteSources(demo).map(sourceId);
const PROD_ACCOUNT = '111122223333';
const BRAZIL = 'prod/sa-east-1/ListAlarmMuteRules';

noPausesBetweenTries();

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Seen {
  readonly rules: ReadonlyMap<string, readonly MuteRule[]>;
  readonly alarms: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, SourceState>;
  readonly log: readonly LogEntry[];
  readonly now: number;
}

/** One sweep of the demo: alarms, and which of them are muted. */
async function sweep(scenario: unknown = {}): Promise<Seen> {
  const simulator = await startSimulator({ port: 0, clock: () => Date.now(), scenario, seed: 7 });
  cleanups.push(simulator.stop);
  const home = await createAwsHome('', demoCredentials);
  cleanups.push(home.remove);
  const aws = createAws({ clock: systemClock, endpoint: simulator.url, files: home.files });
  cleanups.push(() => aws.close());
  const rules = new Map<string, readonly MuteRule[]>();
  const alarms: Alarm[] = [];
  const states = new Map<string, SourceState>();
  const poller = startPoller({
    workspace: { ...demo, sites: demo.sites.map((site) => ({ ...site, signals: [] })) },
    aws,
    clock: systemClock,
    random: () => 0.5,
    memory: () => null,
    mutes: () => [],
    once: true,
    onUpdate: (update) => {
      const id = sourceId(update.source);
      if (update.kind === 'pace' || update.kind === 'usage') return;
      states.set(id, update.source);
      if (update.kind === 'mutes') rules.set(id, update.rules);
      if (update.kind === 'alarms') alarms.push(...update.alarms);
    },
  });
  cleanups.push(() => poller.stop());
  await poller.firstSweepDone;
  return { rules, alarms: new Set(alarms.map(({ name }) => name)), states, log: simulator.log(), now: simulator.now };
}

describe('alarm mute rules, over the wire', () => {
  it('the demo: a rule once and one for every night, of alarms that there are, as AWS says of them', async () => {
    const { rules, alarms, states, log, now } = await sweep();
    expect(SOURCES.map((id) => states.get(id)?.failure)).toEqual(SOURCES.map(() => null));
    expect([...states.values()].flatMap(({ notUnderstood }) => notUnderstood)).toEqual([]);
    const all = [...rules.values()].flat();
    expect(all.map(({ name }) => name).sort()).toEqual(['br-az1-capacity', 'nightly-batch']);
    for (const rule of all) {
      expect(rule.alarms.length).toBeGreaterThan(0);
      expect(rule.alarms.filter((name) => !alarms.has(name))).toEqual([]);
      // What the world says of it, and what follows from its words.
      expect(mutedAt([rule], now).size > 0).toBe(rule.active);
    }
    const muted = mutedAt(rules.get(BRAZIL) ?? [], now).get('retail-br-prod-asg-checkout-launch');
    expect(muted?.by).toEqual(['br-az1-capacity']);
    expect((muted?.until ?? 0) - now).toBeGreaterThan(3 * HOUR);
    // P2: one question for each account and region, and one for each rule.
    const asked = (operation: string): number => log.filter((entry) => entry.operation === operation).length;
    expect([asked('ListAlarmMuteRules'), asked('GetAlarmMuteRule')]).toEqual([SOURCES.length, 2]);
    expect(SOURCES.length).toBe(9);
  }, 30_000);

  it('P2: pages are followed to the end, and all are looked into by whoever sweeps once', async () => {
    const rules = Array.from({ length: 7 }, (_, index) => ({
      Name: `planted-${index}`,
      AlarmMuteRuleArn: `arn:aws:cloudwatch:sa-east-1:${PROD_ACCOUNT}:alarm-mute-rule:planted-${index}`,
      Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT1M' } },
      MuteTargets: { AlarmNames: ['x'] },
      Status: index === 6 ? 'EXPIRED' : 'SCHEDULED',
      LastUpdatedTimestamp: { $secondsAgo: 60 },
      ExpireDate: { $secondsAgo: index === 6 ? 60 : -3600 },
    }));
    const { rules: found, log } = await sweep({
      mutes: [{ region: 'sa-east-1', account: PROD_ACCOUNT, rules, pageSize: 2 }],
    });
    const names = found
      .get(BRAZIL)
      ?.map(({ name }) => name)
      .sort();
    expect(names).toEqual(['br-az1-capacity', ...Array.from({ length: 6 }, (_, index) => `planted-${index}`)]);
    expect(found.get(BRAZIL)?.find(({ name }) => name === 'planted-1')?.until).toBeGreaterThan(
      Date.now() + 58 * MINUTE,
    );
    const pages = log.filter(
      ({ operation, region, account }) =>
        operation === 'ListAlarmMuteRules' && region === 'sa-east-1' && account === PROD_ACCOUNT,
    );
    expect(pages).toHaveLength(4);
  }, 30_000);

  it.each([
    ['deny', 'denied: cloudwatch:ListAlarmMuteRules is not allowed for profile meridian-demo-prod'],
    ['throttle', 'throttled: AWS asks to slow down'],
    ['html', 'error: ListAlarmMuteRules was answered with HTML instead of JSON (a proxy or a sign-in page?)'],
    ['empty', 'error: ListAlarmMuteRules was answered with an empty answer'],
    ['truncated', 'error: ListAlarmMuteRules was answered with JSON cut off'],
    ['wrong-shape', 'error: ListAlarmMuteRules was answered with AlarmMuteRuleSummaries is not a list'],
    ['reset', 'offline: connection reset'],
    ['500', 'error: AWS failed with HTTP 500'],
  ])(
    'P1, P6, P10: a fault of kind %s is said of that source, and of no other',
    async (kind, words) => {
      const fault = {
        kind,
        service: 'cloudwatch',
        operation: 'ListAlarmMuteRules',
        region: 'sa-east-1',
        account: PROD_ACCOUNT,
      };
      const { states } = await sweep({ faults: [fault] });
      const { failure } = states.get(BRAZIL) ?? { failure: null };
      expect(`${failure?.kind}: ${failure?.reason}`).toContain(words);
      expect([...states].filter(([id, state]) => id !== BRAZIL && state.failure !== null)).toEqual([]);
    },
    30_000,
  );

  it('P6: rules that may be listed and not read name the permission that is missing', async () => {
    const fault = { kind: 'deny', service: 'cloudwatch', operation: 'GetAlarmMuteRule', region: 'sa-east-1' };
    const { states } = await sweep({ faults: [fault] });
    expect(states.get(BRAZIL)?.failure).toMatchObject({
      kind: 'denied',
      reason: expect.stringContaining('cloudwatch:GetAlarmMuteRule is not allowed') as string,
    });
  }, 30_000);

  it('P10: odd rules among good ones cost only themselves, and are named', async () => {
    const odd = (Name: string, over: object = {}) => ({
      Name,
      AlarmMuteRuleArn: `arn:aws:cloudwatch:sa-east-1:${PROD_ACCOUNT}:alarm-mute-rule:${Name}`,
      Status: 'SCHEDULED',
      LastUpdatedTimestamp: { $secondsAgo: 60 },
      Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT1M' } },
      MuteTargets: { AlarmNames: ['x'] },
      ...over,
    });
    const rules = [
      odd('bad-cron', { Status: 'ACTIVE', Rule: { Schedule: { Expression: 'cron(0 25 * * *)', Duration: 'PT1M' } } }),
      odd('no-rule', { Rule: null }),
      { Name: 'no-arn', Status: 'ACTIVE' },
      odd('good'),
    ];
    const { rules: found, states } = await sweep({ mutes: [{ region: 'sa-east-1', account: PROD_ACCOUNT, rules }] });
    expect(found.get(BRAZIL)?.map(({ name, schedule }) => [name, schedule === null])).toEqual([
      ['bad-cron', true],
      ['good', false],
      ['br-az1-capacity', false],
    ]);
    expect(states.get(BRAZIL)).toMatchObject({
      failure: null,
      notUnderstood: [
        'AlarmMuteRuleSummaries[2]',
        'no-rule (GetAlarmMuteRule was answered with no Schedule in it)',
        'mute rule bad-cron (hours "25" of its cron)',
      ],
    });
  }, 30_000);
});
