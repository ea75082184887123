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
  return { call, text, bring: (given: string, name = 'team.ics') => call('changes.import', { name, text: given }) };
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
    const { call, bring } = open();
    const bare = event({ LOCATION: 'Bridge 3', CATEGORIES: 'Change' });
    await bring(calendar(bare));
    const [{ id = '', sites = null } = {}] = await call('changes.list', undefined);
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

  it('a CSV without a header that is known is refused with its place', async () => {
    await expect(open().bring('a,b\n1,2\n', 'x.csv')).rejects.toThrow(/x\.csv:1:1 .*title/);
  });
});
