import { describe, expect, it } from 'vitest';
import { amendedOf } from '../../../../renderer/features/handover/amended';
import { openOf, shownOf, toHandOver, undraftedOf } from '../../../../renderer/features/handover/choose';
import { conditionWords } from '../../../../renderer/features/handover/document/if-then-words';
import { documentOf, isChanged, readySections } from '../../../../renderer/features/handover/document/view-model';
import { createKeeper } from '../../../../renderer/features/handover/held';
import { timesOf } from '../../../../renderer/features/handover/times';
import type { HandoverContent } from '../../../../shared/domain/handover/types';
import { DAY, HOUR } from '../../../../shared/lib/time';
import { aContent, aHandover, anIfThen, anItem, BOUNDARY } from '../../builders/handover';
import { fourTeams, NOW } from '../../builders/snapshot';

const section = (content: HandoverContent, name: string) => {
  const found = documentOf(content, null).find((one) => one.section === name);
  if (found === undefined) throw new Error(`No section ${name}.`);
  return found;
};
const ids = (content: HandoverContent, name: string): readonly string[] =>
  section(content, name).lines.map(({ item }) => item.id);

describe('the document of a handover', () => {
  it('H2 stands in eight sections, each worst first, with the worst mark of each', () => {
    const sections = documentOf(aContent(), null);
    expect(sections.map(({ number, section: name }) => `${number} ${name}`)).toEqual([
      '1 situation',
      '2 incidents',
      '3 changes',
      '4 aws',
      '5 watch',
      '6 if-then',
      '7 actions',
      '8 notes',
    ]);
    expect(ids(aContent(), 'incidents')).toEqual(['inc-87', 'inc-85', 'inc-86']);
    expect(sections.map(({ mark }) => mark)).toEqual([null, 'new', 'new', 'new', 'new', 'new', 'new', 'closed']);
  });

  it('H3 says of each line what it lacks, and which sections are ready', () => {
    const sections = documentOf(aContent(), null);
    const lacking = sections.flatMap(({ lines }) => lines.filter(({ missing }) => missing.length > 0));
    expect(lacking.map(({ item, missing }) => [item.id, missing])).toEqual([
      ['inc-85', ['if-then']],
      ['chg-221', ['next', 'due', 'if-then']],
    ]);
    expect(readySections(sections)).toBe(6);
  });

  it('shortens a number only where it is clear', () => {
    const one = anItem({ id: 'a', kind: 'change', name: 'CHG-214-K7QD' });
    const other = anItem({ id: 'b', kind: 'change', name: 'CHG-214-M2XE' });
    const names = (items: HandoverContent['items']) =>
      section(aContent({ items }), 'changes').lines.map(({ name }) => name);
    expect(names([one])).toEqual(['CHG-214']);
    expect(names([one, other])).toEqual(['CHG-214-K7QD', 'CHG-214-M2XE']);
  });

  it('keeps what is dismissed or told with another beside the section, never in it', () => {
    const items = [
      anItem({ id: 'a', kind: 'incident', line: 'one' }),
      anItem({ id: 'b', kind: 'incident', dismissed: 'over' }),
      anItem({ id: 'c', kind: 'incident', mergedInto: 'a' }),
    ];
    const incidents = section(aContent({ items, before: null }), 'incidents');
    expect(incidents.lines.map(({ item, told }) => [item.id, told.map(({ id }) => id)])).toEqual([['a', ['c']]]);
    expect(incidents.away.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('shows of an unchanged document what is not ready all the same', () => {
    expect(isChanged({ mark: 'same', missing: [] })).toBe(false);
    expect(isChanged({ mark: 'same', missing: ['owner'] })).toBe(true);
    expect(isChanged({ mark: 'closed', missing: [] })).toBe(true);
  });

  it('says a watched contingency with its limit in the unit of its signal, and one in words as it was written', () => {
    const signal = () => ({ name: 'Latency p95', unit: 'ms', warning: 800, critical: 2_000 });
    const watch = { site: 'br-prod', signal: 'p95', is: 'over', limit: 800, minutes: 5 } as const;
    expect(conditionWords({ text: '', watch }, () => 'Brazil', signal)).toBe(
      'Brazil: Latency p95 over 0.8 s for 5 min',
    );
    expect(
      conditionWords(
        { text: '', watch },
        () => 'Brazil',
        () => null,
      ),
    ).toBe('Brazil: p95 over 800 for 5 min');
    expect(conditionWords({ text: 'It rains', watch: null }, () => '', signal)).toBe('It rains');
  });
});

describe('which handover is shown', () => {
  const teams = fourTeams();
  const row = (id: string, over: object) => ({ ...aHandover({}, {}, { id }), ...over });

  it('the chosen one, else the open one nearest to now of the teams of the person, else the newest', () => {
    const rows = [
      row('far', { at: BOUNDARY + DAY }),
      row('near', { at: BOUNDARY }),
      row('other', { from: 'us-l3', to: 'ua-l3', givers: [], receivers: [], at: NOW }),
      row('done', { at: BOUNDARY + 2 * DAY, state: 'accepted' }),
    ];
    expect(shownOf(rows, 'done', 'rafael', teams, NOW)?.id).toBe('done');
    expect(shownOf(rows, 'gone', 'rafael', teams, NOW)?.id).toBe('near');
    expect(shownOf(rows, null, null, teams, NOW)?.id).toBe('other');
    expect(openOf(rows, 'rafael', teams, NOW).map(({ id }) => id)).toEqual(['near', 'far', 'other']);
    expect(shownOf(rows.slice(3), null, 'rafael', teams, NOW)?.id).toBe('done');
    expect(shownOf([], null, 'rafael', teams, NOW)).toBeNull();
  });

  it('offers a draft to the team of the person first, and only where none is there', () => {
    const first = (person: string | null, now = NOW) => toHandOver([], teams, person, now)[0];
    expect(first('ananya')?.from.id).toBe('in-l2');
    expect(first('rafael')).toMatchObject({ from: { id: 'br-l2' }, at: BOUNDARY });
    expect(first(null)?.at).toBeGreaterThan(NOW);
    expect(undraftedOf([], teams, 'rafael', NOW)?.at).toBe(BOUNDARY);
    expect(undraftedOf([row('a', { at: BOUNDARY })], teams, 'rafael', NOW)).toBeNull();
    expect(undraftedOf([], teams, 'nobody', NOW)).toBeNull();
  });

  it('H1 offers the end that is past until it was taken over, what comes first to those of other teams', () => {
    const late = BOUNDARY + HOUR;
    expect(undraftedOf([], teams, 'rafael', late)?.at).toBe(BOUNDARY);
    expect(undraftedOf([row('a', { at: BOUNDARY })], teams, 'rafael', late)).toBeNull();
    const taken = row('a', { at: BOUNDARY, state: 'accepted' });
    expect(undraftedOf([taken], teams, 'rafael', late)?.at).toBe(BOUNDARY + DAY);
    const ends = toHandOver([], teams, 'ananya', late).map(({ from, at }) => [from.id, at > late]);
    expect(ends[0]).toEqual(['in-l2', true]);
    expect(ends).toContainEqual(['br-l2', false]);
    const isLate = ends.slice(1).map(([, coming]) => !coming);
    expect(isLate).toEqual([...isLate].sort());
  });
});

describe('times of a handover', () => {
  const times = timesOf('Asia/Kolkata', BOUNDARY);

  it('H2 are on the clock of those who receive it, with UTC beside', () => {
    expect(times.whole(BOUNDARY)).toBe('Wed 18 Nov 08:30 IST');
    expect(times.both(BOUNDARY)).toBe('08:30 IST, 03:00 UTC');
    expect([times.name, times.distance]).toEqual(['IST', 'UTC is 5 h 30 min behind']);
    expect(times.named(BOUNDARY + DAY)).toBe('Thu 08:30 IST');
    expect(times.both(BOUNDARY - 6 * HOUR)).toBe('02:30 IST, Tue 21:00 UTC');
    expect(timesOf('UTC', BOUNDARY).distance).toBe('');
    expect(timesOf('UTC', BOUNDARY).both(BOUNDARY)).toBe('03:00 UTC');
  });

  it('go into a field and come back as they were, and nonsense does not', () => {
    expect(times.toInput(BOUNDARY)).toBe('2026-11-18T08:30');
    expect(times.fromInput(times.toInput(BOUNDARY))).toBe(BOUNDARY);
    for (const text of ['', '08:30', '2026-13-45T08:30', 'now']) expect(times.fromInput(text)).toBeNull();
    // Said in the hour that New York skips: the instant after the gap.
    const york = timesOf('America/New_York', BOUNDARY);
    expect(york.fromInput('2026-03-08T02:30')).toBe(Date.UTC(2026, 2, 8, 7, 30));
  });
});

describe('what came after the acceptance', () => {
  const say = { person: (id: string) => id.toUpperCase(), time: () => 'then' };

  it('H5 is told line by line, with what the copy said', () => {
    const copy = aContent();
    const [first] = copy.items;
    if (first === undefined) throw new Error('No item.');
    const now = aContent({
      items: [
        { ...first, next: 'Page Dana', owner: null },
        ...copy.items.slice(1),
        anItem({ id: 'new', kind: 'note' }),
      ],
      ifThens: [...copy.ifThens.slice(1), anIfThen({ id: 'i9', text: 'x' })],
      notes: 'More',
    });
    const amended = amendedOf(copy, now, say);
    expect(amended.items.get(first.id)?.was).toEqual([
      { field: 'next action', text: first.next },
      { field: 'owner', text: 'ANANYA' },
    ]);
    expect(amended.items.get('new')?.was).toEqual([]);
    expect([...amended.ifThens].sort()).toEqual(['i1', 'i9']);
    expect(amended.others).toEqual(['notes']);
    expect(amended.count).toBe(5);
    expect(amendedOf(copy, copy, say).count).toBe(0);
  });
});

describe('the order while somebody writes', () => {
  const content = aContent();
  const of = (items: HandoverContent['items']) => documentOf(aContent({ items }), null);
  const shownIds = (held: ReturnType<ReturnType<typeof createKeeper>['next']>) =>
    held.sections.flatMap(({ lines }) => lines.map(({ item }) => item.id));

  it('stays as it was, and what comes from elsewhere waits until it is asked for', () => {
    const keeper = createKeeper();
    const before = shownIds(keeper.next('a', of(content.items), false));
    const worse = content.items.map((item) =>
      item.id === 'inc-86' ? { ...item, condition: 'unstable' as const } : item,
    );
    const more = [...worse, anItem({ id: 'come', kind: 'incident', condition: 'unstable' })];
    const writing = keeper.next('a', of(more), true);
    expect(shownIds(writing)).toEqual(before);
    expect(writing.waiting).toBe(1);
    // Also after the field was left; the order alone is that of the document again.
    const left = keeper.next('a', of(more), false);
    expect(left.waiting).toBe(1);
    expect(shownIds(left)).not.toContain('come');
    keeper.show();
    const shown = keeper.next('a', of(more), false);
    expect(shown.waiting).toBe(0);
    expect(shownIds(shown)).toEqual(of(more).flatMap(({ lines }) => lines.map(({ item }) => item.id)));
  });

  it('shows what the person adds at once, at the end of its section', () => {
    const keeper = createKeeper();
    keeper.next('a', of(content.items), false);
    keeper.own('mine');
    const held = keeper.next(
      'a',
      of([...content.items, anItem({ id: 'mine', kind: 'incident', condition: 'unstable' })]),
      true,
    );
    expect(held.waiting).toBe(0);
    expect(held.sections.find(({ section: name }) => name === 'incidents')?.lines.at(-1)?.item.id).toBe('mine');
  });

  it('forgets what waited in another document, and what went away again', () => {
    const keeper = createKeeper();
    keeper.next('a', of(content.items), false);
    expect(keeper.next('a', of([...content.items, anItem({ id: 'come', kind: 'note' })]), true).waiting).toBe(1);
    expect(keeper.next('a', of(content.items), true).waiting).toBe(0);
    keeper.next('a', of([...content.items, anItem({ id: 'come', kind: 'note' })]), true);
    expect(keeper.next('b', of([...content.items, anItem({ id: 'come', kind: 'note' })]), false).waiting).toBe(0);
  });
});
