import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byDue,
  byUrgency,
  elapsed,
  isOver,
  isOverdue,
  mayBeSeenBy,
  mayMove,
  movesFrom,
  nextState,
  roleStatus,
  startOf,
  timesOf,
} from '../../../shared/domain/incident/rules';
import {
  INCIDENT_KINDS,
  ROLES,
  SEVERITIES,
  STATES,
  type Answer,
  type IncidentRow,
  type IncidentState,
  type IncidentTimes,
  type Standing,
} from '../../../shared/domain/incident/types';
import { shortId } from '../../../shared/domain/incident/words';
import * as acts from '../../../shared/records/acts';
import {
  INCIDENT_KINDS as RECORD_KINDS,
  LINK_KINDS as RECORD_LINKS,
  TIMELINE_KINDS,
} from '../../../shared/records/kinds';
import { LINK_KINDS, WRITTEN_KINDS } from '../../../shared/domain/incident/types';

const NOW = Date.UTC(2026, 10, 25, 12);
const MINUTE = 60_000;
const NO_TIMES: IncidentTimes = { began: null, detected: null, declared: null, mitigated: null, resolved: null };

const standing = (...values: readonly IncidentState[]): Standing<IncidentState> => ({
  value: values[0] ?? 'open',
  inConflict: new Set(values).size > 1,
  answers: values.map((value, index): Answer<IncidentState> => ({
    value,
    person: 'ana',
    at: NOW,
    act: `act-${index}`,
  })),
});

const row = (over: Partial<IncidentRow>): IncidentRow => ({
  id: 'a',
  title: 'Checkout slow',
  kind: 'operations',
  severity: 'SEV2',
  state: 'open',
  inConflict: false,
  restricted: false,
  sites: [],
  services: [],
  times: { ...NO_TIMES, declared: NOW },
  commander: null,
  openFollowUps: 0,
  changedAt: NOW,
  ...over,
});

describe('the words of the window are those of the records', () => {
  it('names the same states, severities, roles and kinds', () => {
    expect(STATES).toEqual(acts.INCIDENT_STATES);
    expect(SEVERITIES).toEqual(acts.SEVERITIES);
    expect(ROLES).toEqual(acts.ROLES);
    expect(INCIDENT_KINDS).toEqual(RECORD_KINDS);
    expect(LINK_KINDS).toEqual(RECORD_LINKS);
    expect([...WRITTEN_KINDS, 'snapshot']).toEqual(TIMELINE_KINDS);
  });
});

describe('states', () => {
  it.each<[IncidentState | null, readonly IncidentState[]]>([
    [null, ['open']],
    ['open', ['mitigated', 'resolved']],
    ['mitigated', ['resolved', 'open']],
    ['resolved', ['reviewed', 'open']],
    ['reviewed', ['open']],
  ])('from %s it may become %j', (state, moves) => {
    expect(movesFrom(state)).toEqual(moves);
    for (const to of STATES) expect(mayMove(state === null ? null : standing(state), to)).toBe(moves.includes(to));
  });

  it('goes forward by one step at a time, and nowhere from the end or while a conflict stands', () => {
    expect([null, ...STATES].map((state) => nextState(state === null ? null : standing(state)))).toEqual([
      'open',
      'mitigated',
      'resolved',
      'reviewed',
      null,
    ]);
    expect(nextState(standing('open', 'resolved'))).toBeNull();
  });

  it('a conflict is settled by any of its answers', () => {
    const apart = standing('open', 'reviewed');
    expect(mayMove(apart, 'open')).toBe(true);
    expect(mayMove(apart, 'reviewed')).toBe(true);
  });
});

describe('times', () => {
  it('are kept apart, and a new beginning takes back what was reached', () => {
    const said = { began: NOW - 10 * MINUTE, detected: NOW - 5 * MINUTE };
    const moves = [
      { state: 'open', at: NOW },
      { state: 'mitigated', at: NOW + 5 },
      { state: 'resolved', at: NOW + 9 },
    ] as const;
    expect(timesOf(moves, said)).toEqual({ ...said, declared: NOW, mitigated: NOW + 5, resolved: NOW + 9 });
    expect(timesOf([...moves, { state: 'open', at: NOW + 20 }], said)).toEqual({
      ...said,
      declared: NOW,
      mitigated: null,
      resolved: null,
    });
    expect(timesOf([...moves, { state: 'mitigated', at: NOW + 20 }], said)).toMatchObject({
      mitigated: NOW + 20,
      resolved: null,
    });
  });

  it('elapsed is counted from when it began, else was detected, else was declared; it stops when resolved', () => {
    expect(elapsed(NO_TIMES, 'open', NOW)).toBeNull();
    expect(startOf({ ...NO_TIMES, declared: 3, detected: 2, began: 1 })).toBe(1);
    expect(startOf({ ...NO_TIMES, declared: 3, detected: 2 })).toBe(2);
    expect(startOf({ ...NO_TIMES, declared: 3 })).toBe(3);
    const times = { ...NO_TIMES, began: NOW - 40 * MINUTE, declared: NOW - 30 * MINUTE, resolved: NOW - 10 * MINUTE };
    expect(elapsed(times, 'open', NOW)).toBe(40 * MINUTE);
    expect(elapsed(times, 'resolved', NOW)).toBe(30 * MINUTE);
    expect(elapsed(times, 'reviewed', NOW + 1e9)).toBe(30 * MINUTE);
  });

  it('is never negative, whatever clocks say', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 8.64e15 }));
    fc.assert(
      fc.property(
        fc.record({ began: instant, detected: instant, declared: instant, mitigated: instant, resolved: instant }),
        fc.constantFrom(null, ...STATES),
        fc.integer({ min: 0, max: 8.64e15 }),
        (times, state, now) => (elapsed(times, state, now) ?? 0) >= 0,
      ),
    );
  });
});

describe('who may know', () => {
  it('everybody of an incident that names nobody; of a restricted one those it names', () => {
    expect(mayBeSeenBy({ kind: 'operations', restrictedTo: [] }, null)).toBe(true);
    expect(mayBeSeenBy({ kind: 'operations', restrictedTo: ['ana'] }, 'ben')).toBe(false);
    expect(mayBeSeenBy({ kind: 'security', restrictedTo: ['ana'] }, 'ana')).toBe(true);
    expect(mayBeSeenBy({ kind: 'security', restrictedTo: ['ana'] }, null)).toBe(false);
  });

  it('a security incident that names nobody is shown to nobody', () => {
    expect(mayBeSeenBy({ kind: 'security', restrictedTo: [] }, 'ana')).toBe(false);
  });
});

describe('roles', () => {
  const held = (person: string | null, acknowledged: boolean, inConflict = false) => ({
    value: { person, acknowledged },
    inConflict,
    answers: [],
  });
  it.each([
    [undefined, 'nobody'],
    [held(null, false), 'nobody'],
    [held('ana', false), 'given'],
    [held('ana', true), 'held'],
    [held('ana', true, true), 'conflict'],
  ] as const)('%o stands at %s', (given, status) => {
    expect(roleStatus(given)).toBe(status);
  });
});

describe('follow-ups', () => {
  it('stand by what needs doing: open first, then by due, those without a date last', () => {
    const items = [
      { id: 'done', done: true, due: 1 },
      { id: 'none', done: false, due: null },
      { id: 'late', done: false, due: 5 },
      { id: 'soon', done: false, due: 2 },
    ];
    expect([...items].sort(byDue).map(({ id }) => id)).toEqual(['soon', 'late', 'none', 'done']);
  });
  it('are overdue from the moment after their time, while they are not done', () => {
    expect(isOverdue({ done: false, due: NOW }, NOW)).toBe(false);
    expect(isOverdue({ done: false, due: NOW }, NOW + 1)).toBe(true);
    expect(isOverdue({ done: true, due: NOW }, NOW + 1)).toBe(false);
    expect(isOverdue({ done: false, due: null }, NOW)).toBe(false);
  });
});

describe('the list', () => {
  it('has what is not over first, the worst of it on top, older before newer; then the last that was resolved', () => {
    const rows = [
      row({ id: 'resolved-before', state: 'resolved', times: { ...NO_TIMES, resolved: NOW - 9 } }),
      row({ id: 'resolved-last', state: 'reviewed', times: { ...NO_TIMES, resolved: NOW } }),
      row({ id: 'no-severity', severity: null, state: null }),
      row({ id: 'second', severity: 'SEV2', times: { ...NO_TIMES, declared: NOW - 5 } }),
      row({ id: 'second-younger', severity: 'SEV2' }),
      row({ id: 'worst', severity: 'SEV1', state: 'mitigated' }),
    ];
    expect([...rows].sort(byUrgency).map(({ id }) => id)).toEqual([
      'worst',
      'second',
      'second-younger',
      'no-severity',
      'resolved-last',
      'resolved-before',
    ]);
  });

  it('is the same order from any order', () => {
    const any = fc.record({
      id: fc.uuid(),
      severity: fc.constantFrom(null, ...SEVERITIES),
      state: fc.constantFrom(null, ...STATES),
      changedAt: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 12 }), (made) => {
        const rows = made.map((one) => row({ ...one, times: NO_TIMES }));
        expect([...rows].reverse().sort(byUrgency)).toEqual([...rows].sort(byUrgency));
      }),
    );
  });

  it('isOver means resolved or reviewed', () => {
    expect([null, ...STATES].filter(isOver)).toEqual(['resolved', 'reviewed']);
  });

  it('calls an incident by its id', () => {
    expect(shortId('7f3a2c11-0000-4000-8000-000000000000')).toBe('INC-7F3A2');
  });
});
