import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeFlags } from '../../../../../renderer/features/live/drawer/chart-model';
import { siteChanges } from '../../../../../renderer/features/live/drawer/changes-model';
import { marksOf } from '../../../../../renderer/features/live/drawer/marks';
import { seeNow } from '../../../../../renderer/stores/derive/sight';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import type { Change } from '../../../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../../../shared/domain/guard/types';
import type { IncidentRow } from '../../../../../shared/domain/incident/types';
import { DAY, HOUR, MINUTE } from '../../../../../shared/lib/time';
import { holds } from '../../../../builders/property';
import { aChangeView } from '../../../builders/change';
import { critical } from '../../../builders/retail';
import { NOW } from '../../../builders/snapshot';

const clocks = clocksFor('site', 'UTC', NOW);
const snapshot = critical();
const brazil = seeNow(snapshot, 'connected', NOW).sites.find(({ site }) => site.id === 'br-prod')!;
const aRow = (part: Partial<Change> = {}): Change => aChangeView(part);
const incident: IncidentRow = {
  id: '7f3a2000-0000-4000-8000-000000000001',
  title: 'Checkout slow',
  kind: 'operations',
  severity: 'SEV1',
  state: 'open',
  inConflict: false,
  restricted: false,
  sites: ['br-prod'],
  services: [],
  times: { began: NOW - 12 * MINUTE, detected: null, declared: NOW - 9 * MINUTE, mitigated: null, resolved: null },
  commander: null,
  openFollowUps: 0,
  changedAt: NOW,
};
const startedAt = NOW - 16 * MINUTE;
const running = aRow({ times: { startedAt, bakingAt: null, endedAt: null } });
const marks = (changes: readonly Change[], incidents: readonly IncidentRow[] = [], hours = 1) =>
  marksOf({ one: brazil, events: snapshot.events, changes, incidents }, NOW - hours * HOUR, NOW, clocks);

describe('marks of what happened', () => {
  it('are changes, AWS issues, incidents and the state, in the order of time', () => {
    expect(marks([running], [incident]).map(({ text, tone }) => [text, tone])).toEqual([
      ['AWS EC2', 'warning'],
      ['CHG-214', 'change'],
      ['Critical', 'critical'],
      ['SEV1', 'incident'],
    ]);
  });

  it('say what, the whole number and both clocks, and open their record', () => {
    const [, change, , declared] = marks([running], [incident]);
    expect(change).toMatchObject({
      spoken: 'CHG-214-K7QD checkout-api 4.18.0 began 22:26 BRT, 01:26 UTC',
      opens: { kind: 'change', id: running.id },
    });
    expect(declared).toMatchObject({
      spoken: 'INC-7F3A2 SEV1 Checkout slow was declared 22:33 BRT, 01:33 UTC',
      opens: { kind: 'incident', id: incident.id },
    });
  });

  it('have a second flag where the change ended, with how', () => {
    const times = { startedAt, bakingAt: null, endedAt: NOW - 2 * MINUTE };
    const texts = (state: Change['state']) => marks([aRow({ state, times })]).map(({ text }) => text);
    expect(texts('rolled-back')).toContain('CHG-214 rolled back');
    expect(texts('done')).toContain('CHG-214 done');
    expect(texts('aborted')).toContain('CHG-214 aborted');
  });

  it('are those of this site and of this span', () => {
    const texts = (change: Partial<Change>, hours = 1) => marks([aRow(change)], [], hours).map(({ text }) => text);
    const old = { times: { startedAt: NOW - 3 * HOUR, bakingAt: null, endedAt: null } };
    expect(texts({ sites: ['us-prod'] })).not.toContain('CHG-214');
    expect(texts(old)).not.toContain('CHG-214');
    expect(texts(old, 24)).toContain('CHG-214');
    expect(texts({ state: 'scheduled', times: { startedAt: null, bakingAt: null, endedAt: null } })).not.toContain(
      'CHG-214',
    );
  });

  it('no word of one lies over another or leaves the chart', () => {
    const flags = fc.array(
      fc.record({ x: fc.integer({ min: 38, max: 638 }), width: fc.integer({ min: 20, max: 140 }) }),
      {
        maxLength: 12,
      },
    );
    holds(
      fc.property(flags, (all) => {
        const placed = placeFlags(
          all.map((flag) => ({ ...flag, text: 'x' })),
          ({ x }) => x,
          ({ width }) => width,
          646,
        ).filter(({ left }) => left !== null);
        const spans = placed.map(({ left, width }) => [left ?? 0, (left ?? 0) + width] as const);
        for (const [left, right] of spans) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(646);
        }
        const sorted = [...spans].sort((a, b) => a[0] - b[0]);
        sorted.forEach(([left], index) => expect(left).toBeGreaterThanOrEqual(sorted[index - 1]?.[1] ?? 0));
        // Each beside its line.
        for (const { flag, left, width } of placed) expect([flag.x, flag.x - width]).toContain(left);
      }),
    );
  });
});

describe('changes of a site', () => {
  const answer = (change: string): GuardAnswer => ({
    change,
    verdict: 'hold',
    at: NOW,
    findings: [
      {
        rule: 'incident',
        key: 'k',
        severity: 'hold',
        text: 'site is critical',
        detail: '',
        sites: [],
        datum: { source: 'x', at: null },
        overridden: false,
      },
    ],
    passed: [],
    gaps: [],
  });
  const none = { startedAt: null, bakingAt: null, endedAt: null };
  const planned = (id: string, inMinutes: number, part: Partial<Change> = {}): Change =>
    aRow({
      id,
      number: `${id}-AAAA`,
      title: `change ${id}`,
      state: 'scheduled',
      times: none,
      window: { start: NOW + inMinutes * MINUTE, end: NOW + (inMinutes + 60) * MINUTE },
      ...part,
    });
  const list = (...changes: readonly Change[]) =>
    siteChanges('br-prod', changes, new Map([['217', answer('217')]]), (id) => `name of ${id}`, NOW);

  it('are those that run and those that come next, with the verdict', () => {
    const view = list(planned('218', 90), running, planned('217', 33));
    expect(view?.sub).toBe('1 running, 2 waiting');
    expect(view?.rows.map(({ title, age, isRunning }) => [title, age, isRunning])).toEqual([
      ['checkout-api 4.18.0', '16 min', true],
      ['change 217', 'in 33 min', false],
      ['change 218', 'in 1 h 30', false],
    ]);
    expect(view?.rows[0]).toMatchObject({ text: 'Running. name of thiago.', verdict: null });
    expect(view?.rows[1]?.verdict).toEqual({ word: 'hold', why: 'site is critical' });
  });

  it('of which the window began and nobody did are due', () => {
    expect(list(planned('219', -5))?.rows[0]?.age).toBe('due 5 min ago');
  });

  it('are not drafts, what is over, what is far away or elsewhere', () => {
    expect(
      list(
        planned('1', 10, { state: 'draft' }),
        planned('2', 10, { state: 'done' }),
        planned('3', (8 * DAY) / MINUTE),
        planned('4', 10, { sites: ['us-prod'] }),
        planned('5', -120),
      ),
    ).toBeNull();
  });

  it('of many say how many more there are', () => {
    const view = list(...Array.from({ length: 5 }, (_, index) => planned(String(index), index + 1)));
    expect(view?.rows.map(({ title }) => title)).toEqual(['change 0', 'change 1', 'change 2']);
    expect(view?.more).toBe(2);
  });
});
