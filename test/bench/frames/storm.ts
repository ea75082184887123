import { mergeAnswer } from '../../../shared/domain/signals/merge';
import type { HourMedian, Point, SignalData } from '../../../shared/domain/signals/types';
import type { Alarm } from '../../../shared/domain/alarms/types';
import type { HealthEvent } from '../../../shared/domain/health/types';
import { GLOBAL, type Api, type SourceState } from '../../../shared/domain/sources/types';
import { signalKey } from '../../../shared/domain/status/gathered';
import type { Signal, Site, Workspace } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND, floorTo, type Ms } from '../../../shared/lib/time';
import { localHourStart } from '../../../shared/lib/zones';
import type { Poller } from '../../../main/polling/poller';
import type { PollUpdate } from '../../../main/polling/updates';

/** Buckets of one answer: 200 sites x 4 signals x 10 are the 8,000 points of one sweep. */
const ANSWERED = 10;

type Mood = 'ok' | 'warning' | 'critical';

/** Values that a signal has in a mood, around the limits of `platform`. */
const LEVELS: Readonly<Record<string, Readonly<Record<Mood, number>>>> = {
  orders: { ok: 600, warning: 400, critical: 200 },
  p95: { ok: 300, warning: 1_000, critical: 2_500 },
  errors: { ok: 0.3, warning: 1.8, critical: 5 },
  saturation: { ok: 45, warning: 86, critical: 98 },
};
const ORDERS = 600;

export interface Counts {
  /** Points that sweeps delivered, and the sweeps. */
  readonly points: number;
  readonly sweeps: number;
  readonly updates: number;
}

/** A poller that is no poller: it says what a hard day would make polling say, as fast as it is told to. */
export interface Storm {
  readonly poller: Poller;
  /** The first answer of everything: a day of points, hours of two weeks, alarms, events. */
  fill(): void;
  /** All signals of all sites answer at once: 8,000 points that all are new. */
  sweep(): void;
  /** One source answers, fails or recovers: values, states, reasons, attention, ages and sources change. */
  gust(): void;
  counts(): Counts;
}

export interface StormOptions {
  readonly workspace: Workspace;
  readonly random: () => number;
  readonly now: () => Ms;
  readonly onUpdate: (update: PollUpdate) => void;
}

export function createStorm({ workspace, random, now, onUpdate }: StormOptions): Storm {
  const data = new Map<string, SignalData>();
  const alarms = new Map<string, readonly Alarm[]>();
  const events = new Map<string, readonly HealthEvent[]>();
  const states = new Map<string, SourceState>();
  const pairs = [...groupBy(workspace.sites, (site) => `${site.account}/${site.region}`).values()];
  const accounts = [...workspace.accounts.keys()];
  let counts: Counts = { points: 0, sweeps: 0, updates: 0 };
  let seen = 0;

  const one = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  };
  const mood = (): Mood => {
    const draw = random();
    return draw < 0.93 ? 'ok' : draw < 0.98 ? 'warning' : 'critical';
  };
  const say = (update: PollUpdate): void => {
    counts = { ...counts, updates: counts.updates + 1 };
    onUpdate(update);
  };

  const good = (account: string, region: string, api: Api): SourceState => {
    const state: SourceState = {
      account,
      region,
      api,
      intervalSeconds: api === 'Health' ? 120 : 60,
      lastGoodAt: now(),
      lastGoodAwsAt: now(),
      failure: null,
      nextTryAt: now() + MINUTE,
      notUnderstood: [],
    };
    states.set(`${account}/${region}/${api}`, state);
    return state;
  };

  /** The last `buckets` of a signal, all of them new. */
  const answer = (site: Site, signal: Signal, buckets: number): readonly [string, SignalData] => {
    const key = signalKey(site.id, signal.id);
    const to = floorTo(now(), MINUTE);
    const from = to - buckets * MINUTE;
    const levels = LEVELS[signal.id];
    const last = mood();
    const points = Array.from({ length: buckets }, (_, index): Point => [
      from + index * MINUTE,
      // A day was calm but for its end.
      Math.round((levels?.[index < buckets - ANSWERED ? 'ok' : last] ?? 1) * (0.95 + random() * 0.1) * 1_000) / 1_000,
    ]);
    const known = data.get(key) ?? { ...EMPTY, hours: hoursOf(site, now()) };
    const merged = mergeAnswer(known, { asked: [from, to], points, noDenominator: new Set(), problem: null }, 60);
    data.set(key, merged);
    return [key, merged];
  };
  const signalsOf = (sites: readonly Site[], buckets: number): ReadonlyMap<string, SignalData> =>
    new Map(sites.flatMap((site) => site.signals.map((signal) => answer(site, signal, buckets))));

  const answerSignals = (sites: readonly Site[], buckets: number): number => {
    const [{ account, region }] = sites as readonly [Site, ...Site[]];
    const signals = signalsOf(sites, buckets);
    say({ kind: 'signals', source: good(account, region, 'GetMetricData'), signals });
    return signals.size * buckets;
  };
  const answerAlarms = (sites: readonly Site[], whole: boolean): void => {
    const [{ account, region }] = sites as readonly [Site, ...Site[]];
    const key = `${account}/${region}`;
    const known = whole ? sites.flatMap((site) => alarmsOf(site, now())) : (alarms.get(key) ?? []);
    const next = known.map((alarm) =>
      random() < 0.15
        ? { ...alarm, state: random() < 0.03 ? ('ALARM' as const) : ('OK' as const), since: now() }
        : alarm,
    );
    alarms.set(key, next);
    say({ kind: 'alarms', source: good(account, region, 'DescribeAlarms'), alarms: next });
  };
  const answerEvents = (account: string): void => {
    const known = events.get(account) ?? [];
    const { region } = one(workspace.sites.filter((site) => site.account === account));
    const next = [...known.slice(known.length > 11 ? 1 : 0), eventOf(account, region, now(), seen++, random)];
    events.set(account, next);
    say({ kind: 'events', source: good(account, GLOBAL, 'Health'), events: next });
  };
  const fail = (): void => {
    const state = one([...states.values()]);
    const failing: SourceState =
      state.failure === null
        ? { ...state, failure: { kind: 'throttled', reason: 'AWS throttles this account', at: now() } }
        : { ...state, failure: null, lastGoodAt: now(), lastGoodAwsAt: now() };
    states.set(`${state.account}/${state.region}/${state.api}`, failing);
    say({ kind: 'failure', source: failing });
  };

  return {
    poller: {
      stop: async () => {},
      retry: () => 0,
      setCalm: () => {},
      buckets: async () => new Map(),
      sources: () => [...states.values()],
      firstSweepDone: Promise.resolve(),
    },
    fill: () => {
      for (const sites of pairs) {
        answerSignals(sites, DAY / MINUTE);
        answerAlarms(sites, true);
      }
      for (const account of accounts) for (let count = 0; count < 6; count++) answerEvents(account);
    },
    sweep: () => {
      let points = 0;
      for (const sites of pairs) points += answerSignals(sites, ANSWERED);
      counts = { ...counts, points: counts.points + points, sweeps: counts.sweeps + 1 };
    },
    gust: () => {
      const draw = random();
      const sites = one(pairs);
      if (draw < 0.5) answerSignals([one(sites)], ANSWERED);
      else if (draw < 0.75) answerAlarms(sites, false);
      else if (draw < 0.9) answerEvents(one(accounts));
      else fail();
    },
    counts: () => counts,
  };
}

const EMPTY: SignalData = {
  points: [],
  covered: null,
  noDenominator: new Set(),
  problem: null,
  hours: [],
  seenIn14Days: true,
};

/** Two weeks of hours, as S11 keeps them. */
function hoursOf(site: Site, now: Ms): readonly HourMedian[] {
  const last = localHourStart(site.timeZone, now);
  return Array.from({ length: 14 * 24 }, (_, index) => ({
    start: last - (14 * 24 - index) * HOUR,
    median: ORDERS,
    count: 60,
  }));
}

const alarmsOf = (site: Site, now: Ms): readonly Alarm[] =>
  ['orders', 'latency', 'errors', 'checkout-page'].map((name) => ({
    name: `retail-${site.id}-${name}`,
    arn: `arn:aws:cloudwatch:${site.region}:000000000000:alarm:retail-${site.id}-${name}`,
    kind: 'metric',
    state: 'OK',
    since: now - DAY,
    reason: 'Threshold not crossed',
    description: '',
    evaluationState: null,
    periodSeconds: 60,
    children: [],
    badge: null,
  }));

function eventOf(account: string, region: string, now: Ms, number: number, random: () => number): HealthEvent {
  const isIssue = random() < 0.5;
  const start = isIssue ? now - Math.round(random() * 30) * MINUTE : now + HOUR;
  return {
    arn: `arn:aws:health:${region}::event/EC2/AWS_EC2_EVENT/${account}-${number}`,
    service: 'EC2',
    typeCode: isIssue ? 'AWS_EC2_OPERATIONAL_ISSUE' : 'AWS_EC2_MAINTENANCE_SCHEDULED',
    category: isIssue ? 'issue' : 'scheduledChange',
    region,
    availabilityZone: null,
    start,
    end: random() < 0.3 ? now - SECOND : null,
    lastUpdated: now,
    status: 'open',
    scope: 'ACCOUNT_SPECIFIC',
    description: 'Elevated error rates for some instances.',
    entities: [],
    incomplete: null,
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
