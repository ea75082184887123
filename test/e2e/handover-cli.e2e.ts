import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { handoverSchema } from '../../shared/domain/handover/handover-schema';
import type { HandoverJson } from '../../shared/domain/handover/handover-json';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { handoverHash, handoverOf } from '../../shared/records/handover';
import { openRecords } from '../../main/open-records';
import { systemClock } from '../../main/polling/system-clock';
import { statusSchema } from '../../shared/domain/snapshot/status-schema';
import type { StatusJson } from '../../shared/domain/snapshot/status-json';
import { aHandover, anIfThen, anItem, editsOf } from '../builders/handovers';
import { constant, signalText, stage, workspaceText, type Run, type Stage } from './cli';

/** The handover on the command line, through HTTP to the document. */
const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.simulator.stop()));
});

/** Two teams that work half a day each, all days: one of them always hands over within the next 12 hours. */
const TEAMS = [
  'teams:',
  "  - { id: br-l2, name: Brazil L2, level: L2, place: Sao Paulo, timeZone: UTC, shifts: [{ days: mon-sun, from: '00:00', to: '12:00' }], handsOverTo: in-l2 }",
  "  - { id: in-l2, name: India L2, level: L2, place: Pune, timeZone: UTC, shifts: [{ days: mon-sun, from: '12:00', to: '00:00' }], handsOverTo: br-l2 }",
  '  - { id: alone, name: Alone, level: L3, place: Kyiv, timeZone: Europe/Kyiv }',
  'people:',
  '  - { id: rafael, name: Rafael Monteiro, team: br-l2, lead: true }',
  '  - { id: ananya, name: Ananya Iyer, team: in-l2, lead: true }',
  '',
].join('\n');
const WORKSPACE = `${workspaceText({ signals: [signalText('load', { warning: 90, critical: 95 })] })}${TEAMS}`;

async function on(value = 50): Promise<Stage> {
  const made = await stage({ metrics: [constant('load', value)] });
  stages.push(made);
  return made;
}
const handover = (at: Stage, ...words: readonly string[]): Promise<Run> =>
  at.command(WORKSPACE, ['handover', ...words]);
const jsonOf = ({ stdout, stderr }: Run): HandoverJson => {
  if (stdout === '') throw new Error(stderr);
  const json = JSON.parse(stdout) as unknown;
  expect(handoverSchema.safeParse(json).error?.issues ?? []).toEqual([]);
  return json as HandoverJson;
};

/** As two people left it in the data folder: signed and accepted, with a contingency that is true. */
function accepted(
  at: Stage,
  { from, to, ended }: { readonly from: string; readonly to: string; readonly ended: number },
): string {
  const records = (person: string) =>
    openRecords({ folder: join(at.folder, 'data'), person, clock: systemClock, clockOffset: () => null }).records;
  const content = aHandover({
    from,
    to,
    at: ended,
    draftedAt: ended - HOUR,
    items: [anItem()],
    ifThens: [
      anIfThen({
        item: null,
        text: 'load climbs',
        watch: { site: 'site-1', signal: 'load', is: 'over', limit: 40, minutes: 3 },
        action: 'Scale out',
        who: 'ananya',
      }),
    ],
  });
  const giver = records('rafael');
  const created = giver.create('handover', editsOf(content));
  if (!created.ok) throw new Error(created.error.message);
  const id = created.value;
  const read = giver.read(id);
  if (!read.ok || read.value.content === null) throw new Error('it was just made');
  const copy = handoverOf(read.value.content);
  const hash = handoverHash(copy, (of) => createHash('sha256').update(of).digest('hex'));
  giver.act(id, { act: 'handover-sign', payload: { content: hash } });
  giver.stop();
  const receiver = records('ananya');
  receiver.act(id, { act: 'handover-accept', payload: { content: hash, copy: copy as never } });
  receiver.stop();
  return id;
}
const halfDay = (now: number): number => Math.floor(now / (12 * HOUR)) * 12 * HOUR;
/** The team that works at an instant, and the other one. */
const working = (now: number): readonly [string, string] =>
  halfDay(now) % (24 * HOUR) === 0 ? ['br-l2', 'in-l2'] : ['in-l2', 'br-l2'];

describe('meridian handover', () => {
  it('drafts from one sweep and the records where nothing is stored, says so, and stores nothing', async () => {
    const at = await on();
    const run = await handover(at, '--format', 'json');
    const json = jsonOf(run);
    expect(run.code).toBe(0);
    expect(json).toMatchObject({ stored: false, id: null, state: 'draft', demo: false, workspace: 'test' });
    expect(json.situation?.places).toEqual([{ country: 'BR', tier: 'production', status: 'ok', sites: 1 }]);
    expect(Date.parse(json.at)).toBe(halfDay(Date.now()) + 12 * HOUR);
    expect((await handover(at)).stdout).toMatch(/^---\n[\s\S]*\n---\n\n> Draft, not stored: .*\n\n# Handover, /);
    expect((await handover(at, '--format', 'text')).stdout).toMatch(/^Draft, not stored: .*\nHandover /);
    expect(await handover(at, '--list')).toMatchObject({
      code: 0,
      stdout: 'No handover is in this data folder.\n',
    });
  });

  it('is of the team that is asked for, and says why there is none: exit 1', async () => {
    const at = await on();
    expect(jsonOf(await handover(at, '--team', 'in-l2', '--format', 'json'))).toMatchObject({
      from: { id: 'in-l2', name: 'India L2' },
      to: { id: 'br-l2' },
    });
    const alone = await handover(at, '--team', 'alone');
    expect([alone.code, alone.stdout]).toEqual([1, '']);
    expect(alone.stderr).toContain('Alone hands over to nobody');
    const unknown = await handover(at, '--team', 'mars');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('there is no team mars: one of br-l2, in-l2, alone');
    expect(await handover(at, randomUUID())).toMatchObject({ code: 1, stdout: '' });
  });

  it('a wrong word is exit 64, a bad workspace file 78', async () => {
    const at = await on();
    expect((await handover(at, '--format', 'pdf')).code).toBe(64);
    const bad = await at.command(WORKSPACE.replace('handsOverTo: in-l2', 'handsOverTo: mars'), ['handover']);
    expect([bad.code, bad.stdout]).toEqual([78, '']);
    expect(bad.stderr).toMatch(/:\d+:\d+ teams\[0\]\.handsOverTo: expected the id of one of teams/);
  });

  it('shows what the data folder has: by the end of the shift, by its id, and in a list', async () => {
    const at = await on();
    const now = Date.now();
    const [here, next] = working(now);
    const id = accepted(at, { from: here, to: next, ended: halfDay(now) + 12 * HOUR });
    const run = await handover(at, '--team', here, '--format', 'json');
    expect(jsonOf(run)).toMatchObject({ stored: true, id, state: 'accepted', acceptedBy: 'ananya' });
    expect(run.milliseconds).toBeLessThan(30_000);
    const short = await handover(at, id.slice(0, 8));
    expect(short.stdout).toContain('**ACCEPTED**');
    expect(short.stdout).not.toContain('not stored');
    const list = await handover(at, '--list');
    expect(list.stdout).toContain(`${id}  `);
    expect(list.stdout).toContain('Accepted, by Ananya Iyer');
    const rows = JSON.parse((await handover(at, '--list', '--format', 'json')).stdout) as unknown;
    expect(rows).toEqual([
      expect.objectContaining({ id, from: here, to: next, state: 'accepted', signedBy: 'rafael' }),
    ]);
  });

  it('what was accepted is watched by meridian status too, with its action and person', async () => {
    const at = await on(50);
    const now = Date.now();
    const [here, before] = working(now);
    accepted(at, { from: before, to: here, ended: halfDay(now) });
    const run = await at.command(WORKSPACE, ['status', '--json']);
    const json = JSON.parse(run.stdout) as StatusJson;
    expect(statusSchema.safeParse(json).error?.issues ?? []).toEqual([]);
    expect(json.attention).toEqual([
      expect.objectContaining({
        site: 'site-1',
        severity: 'warning',
        title: 'load is over 40 for 3 min: 50',
        then: { action: 'Scale out', who: 'ananya' },
      }),
    ]);
    expect(run.code, 'a contingency is no status').toBe(0);
    expect(Date.now() - Date.parse(json.attention[0]?.since ?? '')).toBeLessThan(HOUR + 10 * MINUTE);
    expect((await at.command(WORKSPACE, ['status'])).stdout).toContain('Then: Scale out (ananya)');
  });
});
