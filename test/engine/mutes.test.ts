import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { pictureOfKept } from '../../main/engine/kept-board';
import { exitCodeOf, statusJson } from '../../shared/domain/snapshot/status-json';
import { isStatusApi } from '../../shared/domain/sources/types';
import { HOUR, MINUTE, SECOND, floorTo, iso, type Ms } from '../../shared/lib/time';
import { failure } from '../fakes/aws';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, scopeOf, startRig, stopRig, withoutAges, type Rig } from './rig';

const alarms = { include: ['*'], ignore: [], critical: [] };
const br = aSite('br', { signals: [aSignal('p95')], alarms });
const dev = aSite('dev', { tier: 'development', alarms });
const india = aSite('in', {
  region: 'ap-south-1',
  account: 'lower',
  tier: 'development',
  alarms: { ...alarms, include: [] },
});
const workspace = aWorkspace([br, dev, india]);
const SOURCE = 'prod/sa-east-1/ListAlarmMuteRules';

/** Windows begin at whole minutes. */
const FROM = floorTo(NOW, MINUTE);
const seconds = (at: Ms): number => at / SECOND;
const arn = (name: string): string => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm-mute-rule:${name}`;
const listed = (name: string, Status = 'SCHEDULED', changed = NOW - HOUR) => ({
  AlarmMuteRuleArn: arn(name),
  Status,
  LastUpdatedTimestamp: seconds(changed),
});
const once = (at: Ms, Duration: string, ...AlarmNames: readonly string[]) => ({
  Rule: { Schedule: { Expression: `at(${iso(at).slice(0, 16)})`, Duration } },
  MuteTargets: { AlarmNames },
});

/** `cpu` is in ALARM, and muted from half an hour ago until in half an hour. */
function begin(options: { readonly mutes?: boolean; readonly prepare?: (rig: Rig['aws']) => void } = {}): Rig {
  const { mutes = true, prepare } = options;
  return startRig(workspace, {
    mutes,
    prepare: (aws) => {
      aws.hasMetric('p95', 5);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM'], ['disk', 'OK']), 'sa-east-1');
      aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: [listed('patch', 'ACTIVE')] }, 'sa-east-1');
      aws.answers('GetAlarmMuteRule', once(FROM - 30 * MINUTE, 'PT1H', 'cpu'));
      prepare?.(aws);
    },
  });
}
const alarm = (rig: Rig, name = 'cpu') => rig.window().sites[0]?.alarms.find((one) => one.name === name);
const reason = (rig: Rig) => rig.window().sites[0]?.reasons.find(({ kind }) => kind === 'alarm')?.text;

describe('S6: muted alarms on the picture', () => {
  it('carry the badge, with its end and its rule, from the answer until the window ends, and keep their state', async () => {
    const rig = begin();
    await rig.clock.advance(SECOND);
    expect(rig.engine.snapshot().restoring).toBe(false);
    expect(alarm(rig)).toMatchObject({ badge: null, mute: null });
    expect(reason(rig)).toBe('Alarm cpu is in ALARM');
    await rig.clock.advance(6 * SECOND);
    const mute = { until: FROM + 30 * MINUTE, by: ['patch'] };
    expect(alarm(rig)).toMatchObject({ state: 'ALARM', severity: 'warning', badge: 'muted', mute });
    expect(alarm(rig, 'disk')).toMatchObject({ badge: null, mute: null });
    expect(reason(rig)).toBe('Alarm cpu is in ALARM (muted until 10:30 UTC)');
    expect(rig.window().sites[0]?.status).toBe('warning');
    expect(rig.window().mutes).toMatchObject([
      { name: 'patch', account: 'prod', region: 'sa-east-1', alarms: ['cpu'] },
    ]);
    expect(withoutAges(rig.window())).toEqual(withoutAges(rig.engine.snapshot()));
    const json = statusJson(rig.engine.snapshot(), rig.clock.now());
    expect(
      json.alarms.filter(({ site }) => site === 'br').map(({ name, badge, muted }) => [name, badge, muted]),
    ).toEqual([
      ['cpu', 'muted', { until: iso(FROM + 30 * MINUTE), by: ['patch'] }],
      ['disk', null, undefined],
    ]);
    rig.aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: [] }, 'ap-south-1');
    await rig.clock.advance(30 * MINUTE);
    expect(alarm(rig)).toMatchObject({ state: 'ALARM', badge: null, mute: null });
    expect(reason(rig)).toBe('Alarm cpu is in ALARM');
  });

  it('a window begins by the clock alone, and between two answers nothing else is told', async () => {
    const rig = begin({
      prepare: (aws) => {
        aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: [listed('soon')] }, 'sa-east-1');
        aws.answers('GetAlarmMuteRule', once(FROM + 2 * MINUTE, 'PT2M', 'cpu', 'disk'));
      },
    });
    await rig.clock.advance(MINUTE);
    expect(alarm(rig)?.badge).toBeNull();
    await rig.clock.advance(MINUTE + SECOND);
    expect([alarm(rig)?.badge, alarm(rig, 'disk')?.badge]).toEqual(['muted', 'muted']);
    await rig.clock.advance(2 * MINUTE);
    expect([alarm(rig)?.badge, alarm(rig, 'disk')?.badge]).toEqual([null, null]);
    expect(rig.aws.callsOf('ListAlarmMuteRules')).toHaveLength(1);
  });

  it('times are those of AWS, where the clock here is wrong', async () => {
    const rig = begin({
      prepare: (aws) => {
        aws.ahead = 40 * MINUTE;
        aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: [listed('patch')] }, 'sa-east-1');
      },
    });
    await rig.clock.advance(7 * SECOND);
    expect(alarm(rig)).toMatchObject({ badge: null, mute: null });
  });

  it('P2, P4: asked once in five minutes where a site looks at alarms, and nowhere else', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    expect(rig.source(SOURCE)).toMatchObject({ condition: 'live', intervalSeconds: 300 });
    await rig.clock.advance(20 * MINUTE);
    expect(rig.aws.callsOf('ListAlarmMuteRules').map(({ target }) => target.region)).toEqual(
      Array.from({ length: 5 }, () => 'sa-east-1'),
    );
    expect(rig.aws.callsOf('GetAlarmMuteRule')).toHaveLength(1);
    expect(rig.engine.snapshot().spend.byApi.find(({ api }) => api === 'ListAlarmMuteRules')).toMatchObject({
      requests: 5,
      cost: 0,
    });
  });

  it.each(['denied', 'throttled', 'error', 'offline', 'signed-out'] as const)(
    'S2: mute rules %s make nothing else look otherwise: no status, no attention, no exit code',
    async (kind) => {
      const refuse = (aws: Rig['aws']): void =>
        aws.fails('ListAlarmMuteRules', failure(kind, 'cloudwatch:ListAlarmMuteRules was refused'), 'sa-east-1');
      const [with_, without] = [begin({ prepare: refuse }), begin({ mutes: false })];
      for (const rig of [with_, without]) await rig.clock.advance(20 * MINUTE);
      const rest = (rig: Rig) => {
        const { sources, seq: _seq, spend: _spend, generatedAt: _at, ...snapshot } = withoutAges(rig.engine.snapshot());
        return { ...snapshot, sources: sources.filter(({ api }) => isStatusApi(api)) };
      };
      expect(rest(with_)).toEqual(rest(without));
      const code = ({ engine, clock }: Rig): number =>
        exitCodeOf(statusJson(engine.snapshot(), clock.now()).sites.map(({ status }) => status));
      expect(code(with_)).toBe(code(without));
      expect(with_.source(SOURCE)).toMatchObject({
        condition: kind,
        reason: 'cloudwatch:ListAlarmMuteRules was refused',
      });
    },
  );

  it('S2: what was known of rules stands while they are not seen', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    rig.aws.fails('ListAlarmMuteRules', failure('denied', 'not any more'), 'sa-east-1');
    await rig.clock.advance(20 * MINUTE);
    expect(rig.source(SOURCE).condition).toBe('denied');
    expect(alarm(rig)).toMatchObject({ badge: 'muted', mute: { until: FROM + 30 * MINUTE } });
  });
});

describe('the last known mute rules (P9)', () => {
  it('are on the first picture of the next start, from the store and from what was kept alike, and are not asked about again', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    const kept = deserialize(serialize(rig.engine.keep())) as ReturnType<Rig['engine']['keep']>;
    const { store } = rig;
    await stopRig(rig);
    const at = NOW + 20 * MINUTE;
    const next = startRig(workspace, {
      at,
      store,
      mutes: true,
      prepare: (aws) => {
        aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM'], ['disk', 'OK']), 'sa-east-1');
        aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: [listed('patch', 'ACTIVE')] }, 'sa-east-1');
      },
    });
    const muted = next.first.sites[0]?.alarms.find(({ name }) => name === 'cpu');
    expect(muted).toMatchObject({ badge: 'muted', mute: { until: FROM + 30 * MINUTE, by: ['patch'] } });
    expect(pictureOfKept(kept, at).sites).toEqual(next.first.sites);
    expect(pictureOfKept(kept, at).mutes).toEqual(next.first.mutes);
    await next.clock.advance(7 * SECOND);
    expect(alarm(next)?.badge).toBe('muted');
    expect(next.aws.callsOf('GetAlarmMuteRule')).toEqual([]);
  });

  it('of an account and region in which no site looks at alarms any more are gone', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    await rig.engine.rescope(scopeOf(aWorkspace([india])));
    await rig.clock.advance(SECOND);
    expect(rig.window().mutes).toEqual([]);
    expect(rig.window().sources.some(({ api }) => api === 'ListAlarmMuteRules')).toBe(false);
  });
});
