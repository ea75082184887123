import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDoor } from '../../main/ipc/door';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { HOUR } from '../../shared/lib/time';
import { aSiteView, aSnapshot } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import { recordsDesk } from './rig';

const NOW = Date.UTC(2026, 10, 25, 12);
const snapshot = aSnapshot({
  generatedAt: NOW,
  sites: [
    aSiteView({ id: 'br-prod', name: 'Brazil production', timeZone: 'America/Sao_Paulo' }),
    aSiteView({ id: 'in-prod', name: 'India production', timeZone: 'Asia/Kolkata' }),
  ],
});

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(person = 'dana') {
  const rig = recordsDesk({ snapshot, person });
  rig.desk.start();
  stops.push(() => void rig.desk.stop());
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    rig.records().catchUp();
    return answer.value as Output<M>;
  };
  const text = async (format: 'ics' | 'csv'): Promise<string> => {
    const left = await call('changes.export', { ids: null, format });
    if (left.kind !== 'text') throw new Error(`it left as ${left.kind}`);
    return left.text;
  };
  /** What people do here, past the guard: it is not what is asked for. */
  const moved = (id: string, state: string): void => {
    const done = rig.records().act(id, { act: 'change-state', payload: { state } });
    if (!done.ok) throw new Error(done.error.message);
    rig.records().catchUp();
  };
  const one = async () => {
    const [change, ...others] = await call('changes.list', undefined);
    if (change === undefined || others.length > 0) throw new Error(`${others.length} others`);
    return change;
  };
  const acts = (id: string): number => {
    const read = rig.records().read(id);
    return read.ok ? read.value.state.acts.length : -1;
  };
  return {
    call,
    text,
    moved,
    one,
    acts,
    bring: (given: string, name = 'team.ics') => call('changes.import', { name, text: given }),
  };
}

const event = (over: Readonly<Record<string, string>> = {}): string => {
  const lines = {
    UID: 'deploy-7@example.com',
    DTSTAMP: '20261120T000000Z',
    DTSTART: '20261126T010000Z',
    DTEND: '20261126T030000Z',
    SUMMARY: 'Pricing service 9',
    LOCATION: 'Brazil production',
    CATEGORIES: 'payments',
    ...over,
  };
  return `BEGIN:VEVENT\r\n${Object.entries(lines)
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('')}END:VEVENT\r\n`;
};
const calendar = (...events: readonly string[]): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nX-WR-CALNAME:Team\r\n${events.join('')}END:VCALENDAR\r\n`;

describe('changes that a calendar keeps (RFC 5545)', () => {
  it('come in with their sites, services and window, and are read-only here', async () => {
    const { call, bring } = open();
    expect(await bring(calendar(event()))).toMatchObject({ created: 1, updated: 0, unchanged: 0, problems: [] });
    const [change] = await call('changes.list', undefined);
    expect(change).toMatchObject({
      title: 'Pricing service 9',
      sites: ['br-prod'],
      services: ['payments'],
      window: { start: Date.UTC(2026, 10, 26, 1), end: Date.UTC(2026, 10, 26, 3) },
      state: 'scheduled',
      origin: { kind: 'calendar', uid: 'deploy-7@example.com', name: 'Team' },
    });
    await expect(call('changes.edit', { id: change?.id ?? '', plan: { title: 'Other' } })).rejects.toThrow('Team');
  });

  it('are brought up to date when the calendar is read again, never doubled', async () => {
    const { call, bring } = open();
    await bring(calendar(event()));
    expect(await bring(calendar(event()))).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    const moved = event({ DTSTART: '20261127T010000Z', DTEND: '20261127T030000Z', SEQUENCE: '1' });
    expect(await bring(calendar(moved))).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
    expect(await bring(calendar(event({ STATUS: 'CANCELLED' })))).toMatchObject({ updated: 1 });
    const changes = await call('changes.list', undefined);
    expect(changes.map(({ state }) => state)).toEqual(['aborted']);
  });

  it('take sites and a rollback from people here, and keep them when the calendar is read again', async () => {
    const { call, bring, one } = open();
    const bare = event({ LOCATION: 'Bridge 3', CATEGORIES: 'Change' });
    await bring(calendar(bare));
    const { id, sites } = await one();
    expect(sites).toEqual([]);
    const rollback = { steps: [], command: 'undo', minutes: null, testedAt: null };
    await call('changes.edit', { id, plan: { sites: ['in-prod'], rollback } });
    expect(await bring(calendar(bare))).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await call('changes.read', { id })).toMatchObject({ sites: ['in-prod'], rollback });
  });

  it('of a series are one change an occurrence, and each keeps its own', async () => {
    const { call, bring } = open();
    const weekly = event({ RRULE: 'FREQ=WEEKLY;COUNT=3' });
    expect(await bring(calendar(weekly))).toMatchObject({ created: 3 });
    expect(await bring(calendar(weekly))).toMatchObject({ created: 0, unchanged: 3 });
    const starts = (await call('changes.list', undefined)).map(({ window }) => window?.start).sort();
    expect(starts).toEqual([0, 7, 14].map((days) => Date.UTC(2026, 10, 26 + days, 1)));
  });

  it('keep what people here added when they are read again, and follow what the calendar itself gives', async () => {
    const { call, bring, one } = open();
    await bring(calendar(event({ URL: 'https://example.com/7' })));
    const { id, links } = await one();
    const incident = { id: 'mine', kind: 'incident' as const, target: 'inc-1', label: '' };
    const ticket = links.map((link) => ({ ...link, kind: 'ticket' as const, label: 'OPS-7' }));
    await call('changes.edit', {
      id,
      plan: { sites: ['br-prod', 'in-prod'], services: ['payments', 'checkout'], links: [incident, ...ticket] },
    });
    expect(await bring(calendar(event({ URL: 'https://example.com/7' })))).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await bring(calendar(event({ URL: 'https://example.com/8' })))).toMatchObject({ updated: 1 });
    const after = await one();
    expect(after).toMatchObject({ sites: ['br-prod', 'in-prod'], services: ['checkout', 'payments'] });
    expect(after.links).toEqual([incident, { id: 'url', kind: 'web', target: 'https://example.com/8', label: '' }]);
    await bring(calendar(event()));
    expect((await one()).links).toEqual([incident]);
  });

  it('are proposed while they are tentative, until the calendar or people here say otherwise; nothing is said twice', async () => {
    const { call, bring, one, acts } = open();
    const tentative = calendar(event({ STATUS: 'TENTATIVE' }));
    await bring(tentative);
    const { id, state } = await one();
    expect(state).toBe('proposed');
    expect(await bring(tentative)).toMatchObject({ unchanged: 1, updated: 0 });
    expect(acts(id)).toBe(1);
    const { planHash } = await call('changes.read', { id });
    await call('changes.act', { id, act: { act: 'approve', plan: planHash, answer: 'approved' } });
    expect((await one()).state).toBe('approved');
    expect(await bring(calendar(event({ STATUS: 'CONFIRMED' })))).toMatchObject({ updated: 1 });
    expect((await one()).state).toBe('scheduled');
  });

  it('of a series that was moved or left out are aborted here, and only what is to come', async () => {
    const { call, bring, moved } = open();
    const states = async () =>
      (await call('changes.list', undefined)).map(({ window, state }) => `${iso(window?.start)} ${state}`).sort();
    // The first is over at the time of reading.
    const weekly = { DTSTART: '20261119T010000Z', DTEND: '20261119T030000Z', RRULE: 'FREQ=WEEKLY;COUNT=4' };
    await bring(calendar(event(weekly)));
    const started = (await call('changes.list', undefined)).find(
      ({ window }) => iso(window?.start) === '2026-12-10T01',
    );
    moved(started?.id ?? '', 'running');
    const without = { ...weekly, EXDATE: '20261126T010000Z' };
    expect(await bring(calendar(event(without)))).toMatchObject({ created: 0, updated: 1, unchanged: 3 });
    expect(await bring(calendar(event(without)))).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    const later = { ...weekly, DTSTART: '20261119T020000Z', DTEND: '20261119T040000Z' };
    expect(await bring(calendar(event(later)))).toMatchObject({ created: 4, updated: 1 });
    expect(await states()).toEqual([
      '2026-11-19T01 scheduled',
      '2026-11-19T02 scheduled',
      '2026-11-26T01 aborted',
      '2026-11-26T02 scheduled',
      '2026-12-03T01 aborted',
      '2026-12-03T02 scheduled',
      '2026-12-10T01 running',
      '2026-12-10T02 scheduled',
    ]);
  });

  it('that are gone from the calendar are aborted with the reason, and come back with it', async () => {
    const { call, bring } = open();
    const other = event({ UID: 'other@example.com' });
    await bring(calendar(event(), other));
    const stateOf = async () =>
      (await call('changes.list', undefined)).find(({ origin }) => origin?.uid === 'deploy-7@example.com')?.state;
    // Another calendar, or one that could not be read whole, says nothing of it.
    await bring(calendar(other).replace('X-WR-CALNAME:Team', 'X-WR-CALNAME:Other team'));
    await bring(calendar(other, event({ UID: 'bad@example.com', DTSTART: 'soon' })));
    expect(await stateOf()).toBe('scheduled');
    expect(await bring(calendar(other))).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await stateOf()).toBe('aborted');
    const gone = (await call('changes.list', undefined)).find(({ state }) => state === 'aborted');
    const { log } = await call('changes.read', { id: gone?.id ?? '' });
    expect(log[0]).toMatchObject({ type: 'state', state: 'aborted', reason: 'no longer in Team' });
    await bring(calendar(event(), other));
    expect(await stateOf()).toBe('scheduled');
  });

  it('an invitation to one occurrence of a series says nothing of the others', async () => {
    const { bring } = open();
    await bring(calendar(event({ RRULE: 'FREQ=WEEKLY;COUNT=3' })));
    const invitation = calendar(
      event({ 'RECURRENCE-ID': '20261203T010000Z', DTSTART: '20261203T010000Z', DTEND: '20261203T030000Z' }),
    );
    expect(await bring(invitation.replace('X-WR-CALNAME:Team', 'X-WR-CALNAME:Mail'))).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
    });
  });

  it('one event that becomes a series, and a series that becomes one event, stay the same change', async () => {
    const { call, bring, one } = open();
    await bring(calendar(event()));
    const { id } = await one();
    expect(await bring(calendar(event({ RRULE: 'FREQ=WEEKLY;COUNT=3' })))).toMatchObject({ created: 2, updated: 1 });
    expect(await call('changes.read', { id })).toMatchObject({ state: 'scheduled' });
    expect(await bring(calendar(event()))).toMatchObject({ created: 0, updated: 3 });
    const left = (await call('changes.list', undefined)).filter(({ state }) => state === 'scheduled');
    expect(left.map((change) => change.id)).toEqual([id]);
  });

  it('one bad event costs only itself and is named by its line', async () => {
    const { bring } = open();
    const bad = event({ UID: 'bad@example.com', DTSTART: 'soon' });
    const answer = await bring(calendar(bad, event()));
    expect(answer).toMatchObject({ created: 1, more: 0 });
    expect(answer.problems).toHaveLength(1);
    expect(answer.problems[0]).toMatch(/^\d+:1 /);
  });

  it('a Change Calendar is a freeze, and is sent where freezes stand', async () => {
    const text = calendar(event()).replace('X-WR-CALNAME', 'X-CALENDAR-TYPE:DEFAULT_OPEN\r\nX-WR-CALNAME');
    await expect(open().bring(text)).rejects.toThrow(/Change Calendar.*freeze/);
  });

  it.each(['google.ics', 'outlook.ics', 'apple.ics'])(
    '%s comes in and changes nothing when read again',
    async (name) => {
      const { bring } = open();
      const text = readFileSync(join(import.meta.dirname, '../domain/calendar/files', name), 'utf8');
      const first = await bring(text, name);
      expect(first.created).toBeGreaterThan(0);
      expect(await bring(text, name)).toMatchObject({ created: 0, updated: 0, unchanged: first.created });
    },
  );
});

describe('changes for other programs', () => {
  const plan = {
    title: 'checkout-api 4.18.0, with; signs',
    sites: ['br-prod', 'in-prod'],
    services: ['checkout'],
    window: { start: NOW + HOUR, end: NOW + 3 * HOUR },
    rollback: { steps: [], command: 'deploy --to 4.17.3', minutes: 4, testedAt: null },
  };

  it('leave as a calendar that comes back without becoming others', async () => {
    const { call, text, bring } = open();
    await call('changes.create', { plan });
    await call('changes.create', { plan: { title: 'Without a window' } });
    const ics = await text('ics');
    expect(ics).toContain('BEGIN:VTIMEZONE\r\nTZID:America/Sao_Paulo');
    expect(await bring(ics)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await call('changes.list', undefined)).toHaveLength(2);
  });

  it('leave as CSV, which another data folder takes with every column', async () => {
    const [here, there] = [open(), open('olena')];
    await here.call('changes.create', { plan: { ...plan, risk: { impact: 3, reversibility: 1, novelty: 2 } } });
    const csv = await here.text('csv');
    expect(await here.bring(csv, 'changes.csv')).toMatchObject({ created: 0, unchanged: 1 });
    expect(await there.bring(csv, 'changes.csv')).toMatchObject({ created: 1, problems: [] });
    const [change] = await there.call('changes.list', undefined);
    expect(change).toMatchObject({
      title: plan.title,
      sites: plan.sites,
      services: plan.services,
      window: plan.window,
      risk: { impact: 3, reversibility: 1, novelty: 2 },
      rollback: { command: 'deploy --to 4.17.3' },
    });
    expect(await there.bring(csv, 'changes.csv')).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it('what was read in from a calendar and left as CSV comes back without becoming others', async () => {
    const { call, text, bring } = open();
    await bring(calendar(event()));
    expect(await bring(await text('csv'), 'changes.csv')).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await call('changes.list', undefined)).toHaveLength(1);
  });

  it('a CSV without a header that is known is refused with its place', async () => {
    await expect(open().bring('a,b\n1,2\n', 'x.csv')).rejects.toThrow(/x\.csv:1:1 .*title/);
  });
});

describe('changes that a spreadsheet keeps', () => {
  const HEADER = 'number,title,start,end,sites,state,rollback command,link';
  const row = (
    over: Partial<Record<'number' | 'title' | 'sites' | 'state' | 'rollback' | 'link', string>> = {},
  ): string => {
    const {
      number = '1',
      title = 'Pricing',
      sites = 'in-prod br-prod',
      state = '',
      rollback = 'undo 9',
      link = '',
    } = over;
    return `${number},${title},2026-11-26T01:00Z,2026-11-26T03:00Z,${sites},${state},${rollback},${link}`;
  };
  const sheet = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

  it('keep what people here added when they are read again', async () => {
    const { call, bring, one } = open();
    const file = sheet(row({ link: 'https://example.com/1' }));
    await bring(file, 'a.csv');
    const { id, links } = await one();
    const rollback = {
      steps: [{ id: 's1', text: 'Undo', minutes: 4 }],
      command: 'undo 9',
      minutes: 12,
      testedAt: NOW - HOUR,
    };
    const incident = { id: 'mine', kind: 'incident' as const, target: 'inc-1', label: '' };
    await call('changes.edit', { id, plan: { rollback, links: [...links, incident], services: ['checkout'] } });
    const added = await one();
    expect(await bring(file, 'a.csv')).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    expect(await one()).toEqual(added);
    expect(await bring(sheet(row({ rollback: 'undo 10' })), 'a.csv')).toMatchObject({ updated: 1 });
    expect(await one()).toMatchObject({
      rollback: { ...rollback, command: 'undo 10' },
      links: [incident],
      services: ['checkout'],
    });
    await bring(sheet(row({ rollback: '' })), 'a.csv');
    expect((await one()).rollback.command).toBe('undo 10');
  });

  it('that are proposed there are proposed here, and reading them again says nothing', async () => {
    const { bring, one, acts } = open();
    await bring(sheet(row({ state: 'proposed' })), 'a.csv');
    const { id, state } = await one();
    expect(state).toBe('proposed');
    expect(await bring(sheet(row({ state: 'proposed' })), 'a.csv')).toMatchObject({ updated: 0, unchanged: 1 });
    expect(acts(id)).toBe(1);
    await bring(sheet(row({ state: 'approved' })), 'a.csv');
    expect((await one()).state).toBe('scheduled');
    await bring(sheet(row({ state: 'draft' })), 'a.csv');
    expect((await one()).state).toBe('draft');
  });

  it('with one number are one: the second row is a problem with its line; in another file it is another change', async () => {
    const { call, bring } = open();
    const twice = await bring(sheet(row(), row({ title: 'Again' })), 'a.csv');
    expect(twice).toMatchObject({ created: 1, problems: ['3:1 1 is there more than once: only the first was read.'] });
    expect(await bring(sheet(row({ title: 'Other' })), 'b.csv')).toMatchObject({ created: 1, updated: 0 });
    expect((await call('changes.list', undefined)).map(({ title }) => title).sort()).toEqual(['Other', 'Pricing']);
    // The same file, as a command names it.
    expect(await bring(sheet(row()), 'elsewhere/b/../a.csv')).toMatchObject({ created: 0, unchanged: 1 });
  });

  it.each(['running', 'baking'])(
    'that are %s there are scheduled here, and it is said; that they are done is taken',
    async (state) => {
      const { bring, one } = open();
      const answer = await bring(sheet(row({ state })), 'a.csv');
      expect(answer.problems).toEqual([
        `2:1 1: it says ${state}: only people start changes here, so it is taken as scheduled.`,
      ]);
      expect(await one()).toMatchObject({ state: 'scheduled', times: { startedAt: null } });
      await bring(sheet(row({ state: 'done' })), 'a.csv');
      expect((await one()).state).toBe('done');
    },
  );

  it('that people started here are theirs, until they take it back', async () => {
    const { bring, one, moved } = open();
    await bring(sheet(row()), 'a.csv');
    const { id } = await one();
    moved(id, 'running');
    expect(await bring(sheet(row({ state: 'aborted' })), 'a.csv')).toMatchObject({ unchanged: 1 });
    expect((await one()).state).toBe('running');
    moved(id, 'scheduled');
    await bring(sheet(row({ state: 'aborted' })), 'a.csv');
    expect((await one()).state).toBe('aborted');
  });
});

const iso = (at: number | undefined): string => new Date(at ?? 0).toISOString().slice(0, 13);
