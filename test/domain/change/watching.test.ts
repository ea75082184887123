import { describe, expect, it } from 'vitest';
import type { ChangeLogLine, ChangeView } from '../../../shared/domain/change/types';
import { watchLines, type WatchFacts } from '../../../shared/domain/change/watching';
import type { GuardAnswer, GuardFinding, GuardVerdict } from '../../../shared/domain/guard/types';
import type { SignalView } from '../../../shared/domain/snapshot/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { aChange } from '../../builders/changes';
import { NOW } from '../../builders/instants';
import { aSignalView, aSiteView } from '../../builders/snapshots';

const START = NOW - HOUR;
const started = (verdict?: GuardVerdict): ChangeLogLine => ({
  id: 'start',
  at: START,
  person: 'bia',
  clockOff: null,
  type: 'state',
  state: 'running',
  reason: '',
  ...(verdict !== undefined && { verdict }),
});
const line = (about: string, type: 'guard' | 'signal' = 'signal', at = START + 1): ChangeLogLine => ({
  id: about,
  at,
  person: null,
  clockOff: null,
  type,
  text: 'said before',
  about,
});

/** A change that runs, with its log newest first. */
const running = (part: Partial<ChangeView> = {}): ChangeView => ({
  ...aChange({
    state: 'running',
    times: { startedAt: START, bakingAt: null, endedAt: null },
    watched: [{ id: 'w', site: 'br-prod', signal: 'p95', tolerance: 0.1 }],
    abortSignals: [{ id: 'a', site: 'br-prod', signal: 'errors', at: 'critical' }],
  }),
  log: [started('caution')],
  judgements: [],
  planHash: 'hash',
  conflicts: [],
  waiting: [],
  lost: 0,
  ...part,
});
const finding = (text: string, severity: 'caution' | 'hold', overridden = false): GuardFinding => ({
  rule: 'incident',
  key: text,
  severity,
  text,
  detail: '',
  sites: [],
  datum: { source: 'records', at: null },
  overridden,
});
const says = (verdict: GuardVerdict, ...findings: readonly GuardFinding[]): GuardAnswer => ({
  change: 'c',
  verdict,
  at: NOW,
  findings,
  passed: [],
  gaps: [],
});
const errors = (part: Partial<SignalView> = {}): SignalView =>
  aSignalView({ id: 'errors', name: 'Error rate', unit: 'percent', value: 0.2, warning: 1, critical: 3, ...part });

function told(part: Partial<WatchFacts> & { readonly signals?: readonly SignalView[] } = {}) {
  const { signals = [aSignalView(), errors()], ...rest } = part;
  return watchLines({
    change: running(),
    guard: says('caution'),
    guardSince: NOW,
    sites: [aSiteView({ signals })],
    now: NOW,
    ...rest,
  });
}

describe('the verdict of a change that runs', () => {
  it('is told when it gets worse, at once, with why, and not when it is as it was', () => {
    expect(told()).toEqual([]);
    const guard = says('hold', finding('SEV1 is open in Brazil', 'hold'), finding('peak hours', 'caution'));
    expect(told({ guard })).toEqual([
      {
        kind: 'guard',
        text: 'Verdict went from caution to hold: SEV1 is open in Brazil',
        about: 'verdict:hold',
      },
    ]);
  });

  it('is told when it gets better once that has lasted for a minute', () => {
    const guard = says('go');
    expect(told({ guard, guardSince: NOW - MINUTE + 1 })).toEqual([]);
    expect(told({ guard, guardSince: NOW - MINUTE }).map(({ text }) => text)).toEqual([
      'Verdict went from caution to go',
    ]);
  });

  it('is told once, also by whoever reads the log anew', () => {
    const change = running({ log: [line('verdict:hold', 'guard'), started('caution')] });
    expect(told({ change, guard: says('hold') })).toEqual([]);
    const better = told({ change, guard: says('caution', finding('peak hours', 'caution')), guardSince: NOW - HOUR });
    expect(better.map(({ text }) => text)).toEqual(['Verdict went from hold to caution: peak hours']);
    // What was overridden is why it is a caution.
    const overridden = says('caution', finding('a freeze', 'hold', true));
    expect(told({ change, guard: overridden, guardSince: NOW - HOUR })[0]?.text).toContain(': a freeze');
  });

  it('begins with the verdict of now where nobody knows that of the start', () => {
    const change = running({ log: [line('verdict:hold', 'guard', START - HOUR), started()].reverse() });
    expect(told({ change, guard: says('hold') }).map(({ text }) => text)).toEqual(['Verdict is hold']);
  });
});

describe('an abort signal', () => {
  const beyond = { signals: [aSignalView(), errors({ state: 'critical', value: 3.1 })] };
  const abortOnly = { guard: says('caution') };

  it('that reaches its limit is told with both numbers and what the plan says', () => {
    expect(told({ ...beyond, ...abortOnly })).toEqual([
      {
        kind: 'signal',
        text: 'Error rate 3.1 % is beyond its critical limit of 3 %: stop, says the plan',
        about: 'abort:a:beyond',
      },
    ]);
  });

  it('is told once, and again only after it was inside', () => {
    const known = running({ log: [line('abort:a:beyond'), started('caution')] });
    expect(told({ ...beyond, change: known })).toEqual([]);
    expect(told({ change: known }).map(({ text }) => text)).toEqual([
      'Error rate 0.2 % is inside its critical limit of 3 % again',
    ]);
    const inside = running({ log: [line('abort:a:inside'), line('abort:a:beyond'), started('caution')] });
    expect(told({ change: inside })).toEqual([]);
    expect(told({ ...beyond, change: inside })).toHaveLength(1);
    // Of a run before this one.
    const earlier = running({ log: [started('caution'), line('abort:a:beyond', 'signal', START - HOUR)] });
    expect(told({ ...beyond, change: earlier })).toHaveLength(1);
  });

  it('at its warning limit counts critical too; at its critical limit a warning does not', () => {
    const warns = { signals: [aSignalView(), errors({ state: 'warning', value: 1.5 })] };
    expect(told(warns)).toEqual([]);
    const abortSignals = [{ id: 'a', site: 'br-prod', signal: 'errors', at: 'warning' as const }];
    expect(told({ ...warns, change: running({ abortSignals }) })[0]?.text).toContain('warning limit of 1 %');
    expect(told({ ...beyond, change: running({ abortSignals }) })).toHaveLength(1);
  });

  it('of a change over several sites names the site', () => {
    const change = running({ sites: ['br-prod', 'us-prod'] });
    expect(told({ ...beyond, change })[0]?.text).toMatch(/^Brazil production: Error rate 3.1 %/);
  });
});

describe('while it cannot be seen', () => {
  const blind = { signals: [aSignalView({ condition: 'stale' }), errors({ condition: 'offline', state: 'critical' })] };

  it('that is told once, and nothing else of what is not live', () => {
    const first = told({ ...blind, guard: says('hold') });
    expect(first).toEqual([
      {
        kind: 'signal',
        text: 'How it does cannot be told: Latency p95 of Brazil production is stale, Error rate of Brazil production is offline',
        about: 'sight:lost',
      },
    ]);
    const known = running({ log: [line('sight:lost'), started('caution')] });
    expect(told({ ...blind, change: known, guard: says('hold') })).toEqual([]);
    expect(told({ change: known }).map(({ about }) => about)).toEqual(['sight:seen']);
  });

  it('an abort signal that is still seen is told all the same', () => {
    const signals = [aSignalView({ condition: 'stale' }), errors({ state: 'critical', value: 3.1 })];
    expect(told({ signals, guard: says('hold') }).map(({ about }) => about)).toEqual(['sight:lost', 'abort:a:beyond']);
  });

  it('a site that is gone from the workspace cannot be told', () => {
    expect(told({ sites: [] })[0]?.text).toBe(
      'How it does cannot be told: p95 of br-prod is not in the workspace, errors of br-prod is not in the workspace',
    );
  });
});

it('the end of the bake is told once, whether anything is seen or not', () => {
  const bakingAt = NOW - 30 * MINUTE;
  const times = { startedAt: START, bakingAt, endedAt: null };
  const baking = running({ state: 'baking', times, bakeMinutes: 30 });
  expect(told({ change: baking, now: NOW - 1 })).toEqual([]);
  const [over] = told({ change: baking });
  expect(over).toMatchObject({ kind: 'signal', text: 'Bake time of 30 min is over' });
  const again = { ...baking, log: [line(over?.about ?? ''), started('caution')] };
  expect(told({ change: again })).toEqual([]);
  // Taken back and begun anew.
  const later = { ...again, times: { ...times, bakingAt: bakingAt - 1 } };
  expect(told({ change: later })).toHaveLength(1);
  expect(told({ change: { ...baking, state: 'running' } })).toEqual([]);
});
