import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../../renderer/features/incidents/declare/draft';
import { headerOf, stepsOf } from '../../../../renderer/features/incidents/incident/view-model';
import { listOf } from '../../../../renderer/features/incidents/list/view-model';
import { saveLineOf } from '../../../../renderer/features/incidents/notes/save-line';
import { fromInput, toInput } from '../../../../renderer/features/incidents/side/instants';
import { pinnedOf } from '../../../../renderer/features/incidents/side/pinned';
import { linesOf } from '../../../../renderer/features/incidents/timeline/view-model';
import { namesOf } from '../../../../renderer/ui/names';
import { clocksFor } from '../../../../renderer/ui/clocks';
import type { IncidentRow, IncidentView, PinnedValue, TimelineLine } from '../../../../shared/domain/incident/types';
import { anItem, NOW } from '../../builders/snapshot';

const MINUTE = 60_000;
const clocks = clocksFor('site', 'Europe/Kyiv', NOW);
const names = namesOf(
  [{ id: 'br-prod', name: 'Brazil', country: 'BR', tier: 'production', timeZone: 'America/Sao_Paulo' }],
  [{ id: 'rafael', name: 'Rafael Monteiro' }],
);
const TIMES = {
  began: null,
  detected: NOW - 36 * MINUTE,
  declared: NOW - 30 * MINUTE,
  mitigated: null,
  resolved: null,
};
const row = (over: Partial<IncidentRow> = {}): IncidentRow => ({
  id: '7f3a2c11-0000',
  title: 'Checkout slow',
  kind: 'operations',
  severity: 'SEV1',
  state: 'open',
  inConflict: false,
  restricted: false,
  sites: ['br-prod'],
  services: [],
  times: TIMES,
  commander: 'rafael',
  openFollowUps: 0,
  changedAt: NOW,
  ...over,
});
const view = (over: Partial<IncidentView> = {}): IncidentView => ({
  id: '7f3a2c11-0000',
  title: 'Checkout slow',
  kind: 'operations',
  severity: { value: 'SEV1', inConflict: false, answers: [] },
  state: { value: 'open', inConflict: false, answers: [] },
  roles: { commander: { value: { person: 'rafael', acknowledged: false }, inConflict: false, answers: [] } },
  times: TIMES,
  sites: ['br-prod'],
  services: [],
  timeline: [],
  followUps: [],
  links: [],
  snapshots: [],
  restrictedTo: [],
  conflicts: [],
  waiting: [],
  lost: 0,
  contentHash: null,
  declaring: null,
  secrets: [],
  ...over,
});
const list = (rows: readonly IncidentRow[] | null, over: object = {}) =>
  listOf({ rows, found: null, filter: 'all', me: 'rafael', names, zone: () => 'UTC', most: 20, now: NOW, ...over });

describe('the list', () => {
  it('says of an open one its shape, number, place and how long', () => {
    expect(list([row()]).open).toEqual([
      expect.objectContaining({
        number: 'INC-7F3A2',
        glyph: 'critical',
        facts: 'SEV1, open. Brazil, Production',
        time: '36 min',
        urgent: true,
        day: null,
      }),
    ]);
  });
  it('says of one that is over its day and how long it took, without a colour', () => {
    const [over] = list([row({ state: 'resolved', times: { ...TIMES, resolved: NOW - 6 * MINUTE } })]).over;
    expect(over).toMatchObject({ glyph: null, urgent: false, time: '30 min', day: 'Wed 18 Nov' });
  });
  it('is empty in words that say why', () => {
    expect(list(null).empty).toBeNull();
    expect(list([]).empty?.title).toBe('No incidents.');
    expect(list([row()], { found: new Set() }).empty?.title).toBe('Nothing found.');
    expect(list([row({ commander: null })], { filter: 'mine' }).empty?.title).toBe('None of yours.');
    expect(list([row()], { filter: 'follow-ups' }).empty?.title).toBe('Nothing to follow up.');
  });
  it('nobody commands what nobody was given', () => {
    expect(list([row({ commander: null })], { filter: 'mine', me: null }).open).toEqual([]);
  });
  it('shows so many that are over, and counts the others', () => {
    const rows = Array.from({ length: 25 }, (_, index) => row({ id: `id-${index}`, state: 'reviewed' }));
    expect(list(rows)).toMatchObject({ more: 5 });
    expect(list(rows).over).toHaveLength(20);
  });
});

describe('the header', () => {
  it('counts from what is known, and says from which', () => {
    expect(headerOf(view(), [], names, clocks, NOW)).toMatchObject({
      number: 'INC-7F3A2',
      isWorst: true,
      place: 'Brazil, Production',
      elapsed: { text: '36 min', since: 'detected 22:06 BRT, 01:06 UTC', over: false },
      commander: { name: 'Rafael Monteiro', note: 'has not taken it yet' },
    });
  });
  it('names security before the place', () => {
    expect(headerOf(view({ kind: 'security', sites: [] }), [], names, clocks, NOW).place).toBe('Security, No site');
  });
});

describe('the steps', () => {
  it('stand as they were reached, and offer the next', () => {
    const steps = stepsOf(
      view({ state: { value: 'mitigated', inConflict: false, answers: [] }, times: { ...TIMES, mitigated: NOW } }),
      clocks,
      names,
    );
    expect(steps.steps.map(({ word, stand }) => `${word} ${stand}`)).toEqual([
      'Open done',
      'Mitigated now',
      'Resolved later',
      'Reviewed later',
    ]);
    expect(steps).toMatchObject({ next: 'resolved', others: ['open'] });
  });
  it('offer nothing while answers contradict each other', () => {
    expect(stepsOf(view({ state: { value: 'open', inConflict: true, answers: [] } }), clocks, names)).toMatchObject({
      next: null,
      others: [],
    });
  });
});

describe('the timeline', () => {
  const line = { id: 'a', at: NOW, person: 'rafael', clockOff: null };
  const lines: readonly TimelineLine[] = [
    { ...line, type: 'entry', kind: 'decision', text: 'roll back' },
    { ...line, type: 'state', state: 'open', first: true, reason: '' },
    { ...line, type: 'state', state: 'open', first: false, reason: 'it is back' },
    { ...line, type: 'severity', severity: 'SEV2', first: false, reason: '' },
    { ...line, type: 'role', role: 'scribe', given: 'somebody' },
    { ...line, type: 'acknowledged', role: 'scribe' },
    { ...line, type: 'unknown', act: 'sing' },
    { ...line, type: 'redacted' },
  ];
  it('says every act in words, with both clocks', () => {
    const drawn = linesOf(lines, names, clocks, 'America/Sao_Paulo', () => 'today');
    expect(drawn.map(({ strong, text }) => `${strong}${text}`)).toEqual([
      'Decision: roll back',
      'Incident declared',
      'Opened again: it is back',
      'Severity now SEV2',
      'Scribe given to somebody',
      'Took the role scribe',
      'sing (of a newer Meridian)',
      'Redacted for good: words left the log',
    ]);
    expect(drawn[0]).toMatchObject({ time: '22:42', utc: '01:42', author: 'Rafael Monteiro', note: '' });
  });
  it('says which clock was off, and the day where it is another', () => {
    const days = ['Wed', 'Wed', 'Tue'];
    const drawn = linesOf(
      lines.slice(0, 3).map((one, index) => ({ ...one, at: NOW - index, clockOff: index === 1 ? 5_400 : null })),
      names,
      clocks,
      'UTC',
      (at) => days[NOW - at] ?? '',
    );
    expect(drawn.map(({ day }) => day)).toEqual([null, null, 'Tue']);
    expect(drawn[1]?.note).toBe('clock was 5 s slow, corrected');
    expect(drawn[0]?.utc).toBe('');
  });
});

describe('the line about saving', () => {
  it('says saved only of what is', () => {
    const of = (state: Parameters<typeof saveLineOf>[0]) => {
      const { strong, text } = saveLineOf(state, clocks, 'America/Sao_Paulo');
      return `${strong} ${text}`;
    };
    expect(of({ kind: 'saved', at: NOW })).toBe('Saved here 22:42 BRT, every keystroke');
    expect(of({ kind: 'saving' })).toBe('Saving ');
    expect(of({ kind: 'not-saved', reason: 'the disk is full' })).toBe(
      'Not saved the disk is full. Your words are kept in this window and tried again.',
    );
  });
});

describe('declaring from something', () => {
  const item = anItem({ key: 'k', site: 'br-prod', severity: 'critical', title: 'Checkout p95 above 0.8 s' });
  it('begins with what is said of it', () => {
    const wanted = {
      title: 'Checkout p95 above 0.8 s',
      severity: 'SEV1',
      sites: ['br-prod'],
      attention: 'k',
    };
    expect(draftOf({ site: 'br-prod', attention: 'k' }, [item])).toEqual(wanted);
    expect(draftOf({ site: 'br-prod', attention: null }, [item])).toEqual(wanted);
  });
  it('begins empty where nothing is said', () => {
    expect(draftOf({ site: 'br-prod', attention: null }, [])).toEqual({
      title: '',
      severity: 'SEV4',
      sites: ['br-prod'],
      attention: null,
    });
    expect(draftOf({ site: null, attention: null }, [item]).sites).toEqual([]);
  });
});

describe('a pinned content', () => {
  const shot = (content: PinnedValue) => ({ id: 'a', hash: 'h', sound: true, at: NOW, title: 't', content });
  it('is drawn as far as it is known', () => {
    expect(
      pinnedOf(
        shot({
          site: { status: 'critical', ageMs: 30_000, reasons: [{ text: 'slow' }] },
          signals: [
            {
              id: 'p95',
              name: 'p95',
              unit: 'Seconds',
              value: 2.4,
              points: [
                [1, 2],
                [3, 4],
              ],
            },
          ],
          alarms: [
            { name: 'a', state: 'ALARM' },
            { name: 'b', state: 'OK' },
          ],
          events: [{ title: 'EC2' }],
        }),
      ),
    ).toMatchObject({
      status: 'critical',
      age: '30 s',
      reasons: ['slow'],
      signals: [
        {
          name: 'p95',
          value: '2.4 s',
          spark: {
            points: [
              [1, 2],
              [3, 4],
            ],
          },
        },
      ],
      alarms: ['a'],
      events: ['EC2'],
    });
  });
  it.each<PinnedValue>([
    null,
    'x',
    7,
    [],
    {},
    { site: [], signals: 'x', alarms: [null], events: [{ title: 7 }] },
    { site: { status: 'evil', ageMs: 'x', reasons: [{ text: {} }] }, signals: [{ points: [[1], 'x', [null, 2]] }] },
  ])('of a stranger (%j) costs nothing', (content) => {
    expect(pinnedOf(shot(content))).toMatchObject({ status: null, age: null, reasons: [], alarms: [], events: [] });
  });
});

describe('a time somebody sets', () => {
  it('is read as UTC and comes back as it was', () => {
    const at = Date.UTC(2026, 10, 18, 1, 42);
    expect(fromInput('2026-11-18T01:42')).toBe(at);
    expect(toInput(at)).toBe('2026-11-18T01:42');
    expect(toInput(null)).toBe('');
    for (const text of ['', 'x', '2026-11-18', '2026-99-99T01:42']) expect(fromInput(text)).toBeNull();
  });
});
