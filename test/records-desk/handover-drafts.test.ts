import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { ok } from '../../shared/lib/result';
import { BEFORE_HANDOVER, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import { addUnstable, IF_THEN, openDesk, picture, readBack, send, signed, stopDesks, UNSTABLE } from './handover-rig';

afterEach(stopDesks);

describe('a refresh', () => {
  it('brings in what is new and how things stand, and touches no word that people wrote', async () => {
    const desk = openDesk('rafael');
    const id = await desk.draft();
    await desk.edit(id, addUnstable, IF_THEN, { edit: 'sentence', text: 'Payments first' });
    const incident = await desk.call('incidents.declare', {
      title: 'Checkout slow',
      kind: 'operations',
      severity: 'SEV2',
      sites: ['br-prod'],
      attention: null,
      restrictedTo: [],
    });
    desk.records().catchUp();
    const before = await desk.read(id);
    expect(before.content.items.some(({ kind }) => kind === 'incident')).toBe(false);
    expect(await desk.call('handovers.refresh', { id })).toMatchObject({ saved: true, added: 1, closed: 0 });
    const after = await desk.read(id);
    const key = `incident:${incident.id}`;
    expect(after.content.items.find((item) => item.key === key)).toMatchObject({ line: 'Checkout slow' });
    expect(after.content.sentence).toBe('Payments first');
    expect(after.content.items.find((item) => item.id === UNSTABLE)).toEqual(
      before.content.items.find((item) => item.id === UNSTABLE),
    );
    expect(await desk.call('handovers.refresh', { id })).toMatchObject({ added: 0, closed: 0 });

    await desk.edit(id, {
      edit: 'item',
      id: after.content.items.find((item) => item.key === key)?.id ?? '',
      fields: { next: 'Scale out' },
    });
    await desk.call('incidents.act', { id: incident.id, act: { act: 'state', state: 'resolved' } });
    desk.records().catchUp();
    expect(await desk.call('handovers.refresh', { id })).toMatchObject({ closed: 1 });
    expect((await desk.read(id)).content.items.find((item) => item.key === key)).toMatchObject({
      closed: true,
      next: 'Scale out',
    });
  });

  it('says so where a team is gone from the workspace file', async () => {
    const desk = openDesk('rafael');
    const id = await desk.draft();
    desk.shows(picture({ teams: [INDIA] }));
    await expect(desk.call('handovers.refresh', { id })).rejects.toThrow('has no team br-l2 or in-l2 any more');
  });
});

describe('measures', () => {
  it('tell what came as a surprise in the first two hours, once they are over', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.clock.advance(10 * MINUTE);
    await ananya.accept(id);
    const row = async () => (await ananya.listed()).find((one) => one.id === id);
    expect((await row())?.measures).toMatchObject({ minutesToAccept: 10, minutesLate: -30, surprises: null });
    await ananya.clock.advance(30 * MINUTE);
    const declare = (title: string, site: string) =>
      ananya.call('incidents.declare', {
        title,
        kind: 'operations',
        severity: 'SEV2',
        sites: [site],
        attention: null,
        restrictedTo: [],
      });
    const surprise = await declare('Search is down', 'us-prod');
    await declare('Payments again', 'br-prod');
    await ananya.clock.advance(2 * HOUR);
    const surprises = [expect.objectContaining({ id: surprise.id, title: 'Search is down' })];
    expect((await row())?.measures.surprises).toEqual(surprises);
    expect((await ananya.read(id)).measures.surprises).toEqual(surprises);
  });
});

describe('a receiver whose clock is ahead', () => {
  it('has the if-thens watched at once on both sides, and nothing nonsensical is measured', async () => {
    for (const ahead of [3 * HOUR, -3 * HOUR]) {
      const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya', { now: BEFORE_HANDOVER + ahead })];
      const id = await signed(rafael);
      await send(rafael, ananya, id);
      await readBack(rafael, ananya, id);
      await ananya.accept(id);
      await send(ananya, rafael, id);
      const [row] = await rafael.listed();
      const nothing = { minutesToAccept: null, minutesLate: null, surprises: null };
      expect(row?.measures, `${ahead}`).toMatchObject(nothing);
      expect((await rafael.read(id)).measures, `${ahead}`).toMatchObject(nothing);
      await rafael.clock.advance(SECOND);
      const [watched] = rafael.watched.at(-1) ?? [];
      expect(watched?.from).toBeLessThanOrEqual(rafael.clock.now());
    }
  });
});

describe('if-thens with a signal', () => {
  it('are told to the picture from the acceptance to the end of the receiving shift', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.listed();
    expect(ananya.watched.at(-1)).toEqual([]);
    await ananya.accept(id);
    await ananya.clock.advance(SECOND);
    expect(ananya.watched.at(-1)).toEqual([
      {
        id: 'if-1',
        handover: id,
        text: 'latency climbs',
        action: 'Roll back 4.18.0',
        who: 'ananya',
        watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 900, minutes: 5 },
        from: BEFORE_HANDOVER,
        until: HANDOVER_AT + 12 * HOUR,
      },
    ]);
    await ananya.edit(id, { edit: 'remove-if-then', id: 'if-1' });
    await ananya.clock.advance(SECOND);
    expect(ananya.watched.at(-1), 'the accepted copy counts').toHaveLength(1);
  });
});

describe('what leaves', () => {
  it('is Markdown, a text for a chat, and a page to print on the paper that was asked for', async () => {
    const printed: unknown[] = [];
    const saved: string[] = [];
    const desk = openDesk('rafael', {
      outlet: {
        save: async ({ name, bytes }) => {
          saved.push(name);
          const made = await bytes();
          return made.ok ? ok(name) : made;
        },
        print: async (page, paper) => {
          printed.push(paper, page.includes('Brazil L2'));
          return ok(new Uint8Array([1]));
        },
        reveal: () => true,
      },
    });
    const id = await signed(desk);
    const leave = (format: 'markdown' | 'text' | 'pdf' | 'file', paper: 'A4' | 'Letter' = 'A4') =>
      desk.call('handovers.export', { id, format, paper, zone: 'receiver' });
    const text = await leave('text');
    expect(text).toMatchObject({ kind: 'text', media: 'text/plain' });
    expect(text.kind === 'text' && text.text).toContain('Brazil L2 to India L2');
    await leave('markdown');
    await leave('file');
    await leave('pdf', 'Letter');
    const name = 'handover-br-l2-in-l2-2026-11-25';
    expect(saved).toEqual([`${name}.md`, `${name}.meridian.json`, `${name}.pdf`]);
    expect(printed).toEqual(['Letter', true]);
    const web = openDesk('rafael');
    const page = await web.call('handovers.export', {
      id: await signed(web),
      format: 'pdf',
      paper: 'A4',
      zone: 'giver',
    });
    expect(page).toMatchObject({ kind: 'text', media: 'text/html', name: `${name}.html` });
  });
});
