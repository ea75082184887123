import { afterEach, describe, expect, it } from 'vitest';
import { startPoller, type Poller, type PollerOptions } from '../../main/polling/poller';
import type { PollUpdate } from '../../main/polling/updates';
import type { SignalData } from '../../shared/domain/signals/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { FakeAws, failure, queriesOf, rangeOf } from '../fakes/aws';
import { ManualClock } from '../fakes/clock';
import { NOW, aSignal, aSite, aWorkspace } from './builders';

interface Rig {
  readonly aws: FakeAws;
  readonly clock: ManualClock;
  readonly updates: PollUpdate[];
  readonly poller: Poller;
}

const rigs: Rig[] = [];
afterEach(async () => {
  for (const { poller, clock, aws } of rigs.splice(0)) {
    await poller.stop();
    expect(clock.waiting, 'timers left').toBe(0);
    expect(aws.listening, 'listeners left').toBe(0);
  }
});

function start(
  workspace: Workspace,
  part: Partial<PollerOptions> = {},
  prepare: (aws: FakeAws) => void = () => undefined,
): Rig {
  const clock = new ManualClock(NOW);
  const aws = new FakeAws(() => clock.now());
  const updates: PollUpdate[] = [];
  prepare(aws);
  const poller = startPoller({
    workspace,
    aws,
    clock,
    random: () => 0.5,
    memory: () => null,
    onUpdate: (update) => updates.push(update),
    ...part,
  });
  const rig = { aws, clock, updates, poller };
  rigs.push(rig);
  return rig;
}

const kinds = (updates: readonly PollUpdate[]): readonly string[] =>
  updates.filter((update) => update.kind !== 'usage').map((update) => `${update.source.region}/${update.kind}`);

describe('first sweeps (P4)', () => {
  it('start at once for every source something needs, and for no other', async () => {
    const sites = [
      aSite('br', { signals: [aSignal('orders')] }),
      aSite('us', {
        region: 'us-east-1',
        alarms: { include: [], ignore: [], critical: [] },
        signals: [aSignal('p95', { region: 'eu-west-1' })],
      }),
    ];
    const { aws, clock } = start(aWorkspace(sites));
    await clock.advance(0);
    expect(aws.calls.map((call) => `${call.target.account}/${call.target.region}/${call.operation}`).sort()).toEqual([
      'prod/eu-west-1/GetMetricData',
      'prod/global/DescribeEvents',
      'prod/sa-east-1/DescribeAlarms',
      'prod/sa-east-1/GetMetricData',
    ]);
  });

  it('tell what came, with the state of the source', async () => {
    const { updates, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('orders')] })]), {}, (aws) =>
      aws.hasMetric('orders', 7),
    );
    await clock.advance(0);
    expect([...kinds(updates)].sort()).toEqual(['global/events', 'sa-east-1/alarms', 'sa-east-1/signals']);
    const signals = updates.find((update) => update.kind === 'signals');
    expect(signals?.source).toMatchObject({
      api: 'GetMetricData',
      intervalSeconds: 60,
      lastGoodAt: NOW,
      lastGoodAwsAt: NOW,
      failure: null,
      nextTryAt: NOW + MINUTE,
    });
    const data = signals?.kind === 'signals' ? signals.signals.get('br/orders') : undefined;
    expect(data?.points.at(-1)).toEqual([NOW - 30 * SECOND, 7]);
    expect(data?.covered).toEqual([NOW + 30 * SECOND - 3 * HOUR, NOW + 30 * SECOND]);
  });
});

describe('the pace (P4)', () => {
  it('asks alarms of production every 30 s and signals every 60 s, lower environments every 60 s and 5 min', async () => {
    const sites = [
      aSite('br', { signals: [aSignal('a')] }),
      aSite('dev', { tier: 'development', region: 'us-east-1', signals: [aSignal('b', { region: 'us-east-1' })] }),
    ];
    const { aws, clock } = start(aWorkspace(sites));
    await clock.advance(10 * MINUTE + SECOND);
    expect(aws.callsOf('DescribeAlarms', 'sa-east-1')).toHaveLength(21);
    expect(aws.callsOf('GetMetricData', 'sa-east-1')).toHaveLength(11);
    expect(aws.callsOf('DescribeAlarms', 'us-east-1')).toHaveLength(11);
    expect(aws.callsOf('GetMetricData', 'us-east-1')).toHaveLength(3);
    expect(aws.callsOf('DescribeEvents')).toHaveLength(11);
  });

  it('asks 30 buckets normally, 3 hours hourly, 24 hours daily (P3)', async () => {
    const { aws, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]), {}, (fake) =>
      fake.hasMetric('a', 1),
    );
    await clock.advance(25 * HOUR);
    const reaches = aws.callsOf('GetMetricData').map((call) => rangeOf(call).end - rangeOf(call).start);
    expect(reaches[0]).toBe(3 * HOUR);
    expect(reaches[1]).toBe(30 * MINUTE);
    expect(reaches.filter((reach) => reach === 3 * HOUR).length).toBeGreaterThanOrEqual(24);
    expect(reaches.filter((reach) => reach === DAY)).toHaveLength(1);
    expect(new Set(reaches)).toEqual(new Set([30 * MINUTE, 3 * HOUR, DAY]));
  });

  it('slows production down after an hour of calm, and comes back at once', async () => {
    const { aws, clock, poller, updates } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]));
    poller.setCalm('prod', 'sa-east-1', NOW);
    await clock.advance(HOUR + 2 * MINUTE);
    aws.forgetCalls();
    await clock.advance(10 * MINUTE);
    expect(aws.callsOf('GetMetricData')).toHaveLength(5);
    poller.setCalm('prod', 'sa-east-1', null);
    expect(updates.at(-1)).toMatchObject({ kind: 'pace', source: { intervalSeconds: 60 } });
    aws.forgetCalls();
    await clock.advance(MINUTE);
    expect(aws.callsOf('GetMetricData').length).toBeGreaterThanOrEqual(1);
  });

  it('lets a changed alarm trigger the signals of its region at once, and an ignored one not', async () => {
    const alarm = (name: string, state: string): unknown => ({
      AlarmName: name,
      AlarmArn: `arn:${name}`,
      StateValue: state,
      StateTransitionedTimestamp: 1,
    });
    const { aws, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]), {}, (fake) => {
      fake.answers('DescribeAlarms', { MetricAlarms: [alarm('x', 'OK'), alarm('TargetTracking-1', 'OK')] });
    });
    await clock.advance(0);
    aws.forgetCalls();
    aws.answers('DescribeAlarms', { MetricAlarms: [alarm('x', 'OK'), alarm('TargetTracking-1', 'ALARM')] });
    await clock.advance(30 * SECOND);
    expect(aws.callsOf('GetMetricData')).toHaveLength(0);
    aws.answers('DescribeAlarms', { MetricAlarms: [alarm('x', 'ALARM'), alarm('TargetTracking-1', 'ALARM')] });
    await clock.advance(30 * SECOND);
    expect(aws.callsOf('GetMetricData').map((call) => call.at)).toContain(NOW + MINUTE);
  });

  it('asks signals of a lower environment every 5 min, also beside production', async () => {
    const sites = [
      aSite('br', { signals: [aSignal('a')] }),
      aSite('dev', { tier: 'development', signals: [aSignal('b')] }),
    ];
    const { aws, clock } = start(aWorkspace(sites));
    await clock.advance(10 * MINUTE + SECOND);
    const asked = aws.callsOf('GetMetricData').map((call) => queriesOf(call).length);
    expect(asked).toHaveLength(11);
    expect(asked.filter((count) => count === 2)).toHaveLength(3);
  });
});

describe('signals of long periods (P4)', () => {
  it('are asked when a bucket of theirs completes, not with every sweep', async () => {
    const { aws, clock } = start(
      aWorkspace([aSite('br', { signals: [aSignal('a'), aSignal('slow', { periodSeconds: 300 })] })]),
    );
    await clock.advance(50 * MINUTE);
    const asked = aws
      .callsOf('GetMetricData')
      .filter((call) => queriesOf(call).length === 2)
      .map((call) => call.at);
    expect(aws.callsOf('GetMetricData')).toHaveLength(51);
    // Buckets of 5 min complete 5 min after their end (S3); it is asked within the minute, and once for each.
    expect(asked.map((at) => (at - NOW) / MINUTE)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50]);
  });
});

describe('failures (P6)', () => {
  it('backs off with jitter from 2 s up to the interval, and keeps the promised interval', async () => {
    const { aws, clock, updates } = start(aWorkspace([aSite('br')]), { random: () => 0.999 }, (fake) =>
      fake.fails('DescribeAlarms', failure('throttled', 'slow down')),
    );
    await clock.advance(5 * MINUTE);
    const times = aws.callsOf('DescribeAlarms').map((call) => call.at - NOW);
    const gaps = times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) / SECOND));
    expect(gaps.slice(0, 7)).toEqual([2, 4, 8, 16, 30, 30, 30]);
    expect(updates.filter((update) => update.kind === 'failure').at(-1)?.source).toMatchObject({
      intervalSeconds: 30,
      lastGoodAt: null,
      failure: { kind: 'throttled', reason: 'slow down' },
    });
  });

  it('waits a minute when signed out, and tries at once when the credentials changed', async () => {
    const { aws, clock, updates } = start(aWorkspace([aSite('br')]), {}, (fake) =>
      fake.fails('DescribeAlarms', failure('signed-out', 'run aws sso login')),
    );
    await clock.advance(59 * SECOND);
    expect(aws.callsOf('DescribeAlarms')).toHaveLength(1);
    aws.heals('DescribeAlarms');
    aws.changesCredentials('prod-profile');
    await clock.advance(0);
    expect(aws.callsOf('DescribeAlarms')).toHaveLength(2);
    expect(updates.at(-1)).toMatchObject({ kind: 'alarms', source: { failure: null } });
  });

  it('of one region leave the others alone (P1)', async () => {
    const sites = [
      aSite('br', { signals: [aSignal('a')] }),
      aSite('us', { region: 'us-east-1', signals: [aSignal('b', { region: 'us-east-1' })] }),
    ];
    const { aws, clock, updates } = start(aWorkspace(sites), {}, (fake) => {
      fake.hangs('GetMetricData', 'sa-east-1');
      fake.hangs('DescribeAlarms', 'sa-east-1');
    });
    await clock.advance(2 * MINUTE + SECOND);
    expect(aws.callsOf('GetMetricData', 'us-east-1')).toHaveLength(3);
    expect(kinds(updates)).not.toContain('sa-east-1/alarms');
  });

  it('a person may ask again at once', async () => {
    const { aws, clock, poller } = start(aWorkspace([aSite('br')]), {}, (fake) =>
      fake.fails('DescribeAlarms', failure('denied', 'no')),
    );
    await clock.advance(0);
    expect(poller.retry('prod/sa-east-1/DescribeAlarms')).toBe(1);
    expect(poller.retry('nobody')).toBe(0);
    await clock.advance(0);
    expect(aws.callsOf('DescribeAlarms')).toHaveLength(2);
    expect(poller.retry(null)).toBe(2);
  });

  it('keep the answers of the batches that were answered', async () => {
    const signals = [aSignal('a'), aSignal('slow', { periodSeconds: 86_400 })];
    const { clock, updates } = start(aWorkspace([aSite('br', { signals })]), {}, (fake) => {
      fake.failsBy(
        'GetMetricData',
        (call) =>
          queriesOf(call).some((query) => 'MetricStat' in query && query.MetricStat.Period === 86_400)
            ? failure('throttled', 'slow down')
            : null,
        () => ({ MetricDataResults: [{ Id: 'q0', StatusCode: 'Complete', Timestamps: [], Values: [] }] }),
      );
    });
    await clock.advance(0);
    const update = updates.find((one) => one.kind === 'signals');
    expect(update?.source.failure?.kind).toBe('throttled');
    expect(update?.kind === 'signals' ? [...update.signals.keys()] : []).toEqual(['br/a']);
  });
});

describe('after sleep (P7)', () => {
  it('makes one catch-up sweep of each source, spread over 5 s, that covers the gap', async () => {
    const sites = [
      aSite('br', { signals: [aSignal('a')] }),
      aSite('us', { region: 'us-east-1', signals: [aSignal('b', { region: 'us-east-1' })] }),
    ];
    let seed = 0;
    const { aws, clock } = start(aWorkspace(sites), { random: () => (seed = (seed + 0.37) % 1) });
    await clock.advance(5 * MINUTE);
    aws.forgetCalls();
    await clock.jump(6 * HOUR);
    expect(aws.calls).toHaveLength(0);
    await clock.advance(5 * SECOND);
    const perSource = new Map<string, number>();
    for (const call of aws.calls)
      perSource.set(
        `${call.target.region}/${call.operation}`,
        (perSource.get(`${call.target.region}/${call.operation}`) ?? 0) + 1,
      );
    expect([...perSource.values()]).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(aws.calls.map((call) => call.at)).size).toBeGreaterThan(1);
    for (const call of aws.callsOf('GetMetricData'))
      expect(rangeOf(call).end - rangeOf(call).start).toBeGreaterThanOrEqual(6 * HOUR);
  });

  it('asks at most 24 hours back', async () => {
    const { aws, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]));
    await clock.advance(MINUTE);
    aws.forgetCalls();
    await clock.jump(5 * DAY);
    await clock.advance(10 * SECOND);
    const [call] = aws.callsOf('GetMetricData');
    expect(call && rangeOf(call).end - rangeOf(call).start).toBe(DAY);
  });

  it('a clock that is set while we run is noticed with the next answer', async () => {
    const { aws, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]));
    await clock.advance(MINUTE);
    aws.forgetCalls();
    aws.ahead = -2 * HOUR;
    await clock.advance(MINUTE);
    const ends = aws.callsOf('GetMetricData').map((call) => rangeOf(call).end - call.at);
    expect(ends).toEqual([30 * SECOND, 30 * SECOND - 2 * HOUR]);
  });

  it('a clock that differs from that of AWS is corrected before the buckets are missed', async () => {
    const { aws, clock, updates } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]), {}, (fake) => {
      fake.ahead = 3 * HOUR;
      fake.hasMetric('a', 1);
    });
    await clock.advance(0);
    expect(aws.callsOf('GetMetricData')).toHaveLength(2);
    const update = updates.find((one) => one.kind === 'signals');
    expect(update?.source.lastGoodAwsAt).toBe(NOW + 3 * HOUR);
    expect(update?.kind === 'signals' ? update.signals.get('br/a')?.points.at(-1)?.[0] : null).toBe(
      NOW + 3 * HOUR - 30 * SECOND,
    );
  });
});

describe('once', () => {
  it('sweeps every source once within the time of the run, history included, and ends', async () => {
    const orders = aSignal('orders', { impact: 'orders' });
    const { aws, clock, poller, updates } = start(
      aWorkspace([aSite('br', { signals: [orders] })]),
      { once: true, callTimeoutMs: 4_000 },
      (fake) => fake.hasMetric('orders', 5),
    );
    await poller.firstSweepDone;
    expect(aws.callsOf('GetMetricData')).toHaveLength(2);
    expect(new Set(aws.calls.map((call) => call.deadline))).toEqual(new Set([NOW + 4_000]));
    await clock.advance(HOUR);
    expect(aws.calls).toHaveLength(4);
    const signals = updates.filter((update) => update.kind === 'signals');
    expect(signals).toHaveLength(2);
    const last = signals.at(-1);
    const data: SignalData | undefined = last?.kind === 'signals' ? last.signals.get('br/orders') : undefined;
    expect(data?.hours).toHaveLength(14 * 24);
  });

  it('is over when a source fails, too', async () => {
    const { poller, updates } = start(aWorkspace([aSite('br')]), { once: true }, (fake) =>
      fake.fails('DescribeAlarms', failure('denied', 'no')),
    );
    await poller.firstSweepDone;
    expect(kinds(updates)).toContain('sa-east-1/failure');
  });
});

it('says what every request is billed (P5)', async () => {
  const { updates, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a'), aSignal('b')] })]));
  await clock.advance(0);
  const usage = updates.flatMap((update) =>
    update.kind === 'usage' ? [`${update.usage.operation} ${update.usage.billedMetrics}`] : [],
  );
  expect(usage.sort()).toEqual(['DescribeAlarms 0', 'DescribeEvents 0', 'GetMetricData 2']);
});

it('says nothing after it was stopped', async () => {
  const { poller, updates, clock } = start(aWorkspace([aSite('br', { signals: [aSignal('a')] })]), {}, (aws) =>
    aws.hangs('GetMetricData'),
  );
  await clock.advance(0);
  const before = updates.length;
  await poller.stop();
  await clock.advance(HOUR);
  expect(updates).toHaveLength(before);
});
