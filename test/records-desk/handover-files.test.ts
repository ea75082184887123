import { afterEach, describe, expect, it } from 'vitest';
import { openDesk, signed, stopDesks, type Desk } from './handover-rig';

const open = openDesk;
afterEach(stopDesks);

describe('a file of a handover', () => {
  const file = async (desk: Desk, id: string) => {
    const out = await desk.call('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
    if (out.kind !== 'text') throw new Error('browser mode gives the text');
    return out;
  };

  it('is named by its teams and day', async () => {
    const desk = open('rafael');
    const { name, media } = await file(desk, await desk.draft());
    expect(name).toBe('handover-br-l2-in-l2-2026-11-25.meridian.json');
    expect(media).toBe('application/json');
  });

  it('that is cut, wrong, newer or of something else changes nothing, and says where it is wrong', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const { text } = await file(rafael, await signed(rafael));
    const whole = JSON.parse(text) as Record<string, unknown> & { entries: Record<string, unknown>[] };
    const [first] = whole.entries;
    const body = first?.['body'] as Record<string, unknown>;
    const withEntry = (entry: unknown) => JSON.stringify({ ...whole, entries: [...whole.entries, entry] });
    const last = whole.entries.length;
    const act = whole.entries.find((entry) => (entry['body'] as { type: string }).type === 'act');
    const wrong: readonly (readonly [string, string | RegExp])[] = [
      [text.slice(0, -40), 'x.json: this is no whole file of a handover'],
      ['', 'x.json: this is no whole file of a handover'],
      ['null', 'x.json: this is no file of a handover'],
      [JSON.stringify({ ...whole, meridian: 1 }), 'x.json, meridian: this is no file of a handover'],
      [JSON.stringify({ ...whole, version: 2 }), 'x.json, version: a newer Meridian wrote it'],
      [JSON.stringify({ ...whole, entries: [] }), 'x.json, entries: this is no file of a handover'],
      [withEntry({}), `x.json, entries[${last}]: this is no entry of a log`],
      [withEntry({ ...first, record: 'other' }), `x.json, entries[${last}].record: it is of another record`],
      [withEntry({ ...first, kind: 'incident' }), `x.json, entries[${last}].kind: it is of kind incident, no handover`],
      [withEntry({ ...first, body: { ...body, bytes: 'no base64!' } }), `entries[${last}]: this is no entry`],
      [withEntry({ ...first, replica: 'q', body: { ...body, bytes: 'AAEC' } }), 'cannot be understood'],
      [
        withEntry({
          ...act,
          replica: 'q',
          body: { ...(act?.['body'] as object), act: { ...(act?.['body'] as { act: object }).act, person: 'mallory' } },
        }),
        'an act that was changed on its way',
      ],
    ];
    for (const [bad, message] of wrong) {
      await expect(ananya.call('handovers.import', { name: 'x.json', text: bad })).rejects.toThrow(message);
      expect(await ananya.listed()).toEqual([]);
    }
    await ananya.call('handovers.import', { name: 'x.json', text });
    expect(await ananya.listed()).toHaveLength(1);
  });

  it('never touches a record of another kind that is here', async () => {
    const desk = open('rafael');
    const { text } = await file(desk, await desk.draft());
    const incident = await desk.call('incidents.declare', {
      title: 'Payments fail',
      kind: 'operations',
      severity: 'SEV2',
      sites: [],
      attention: null,
      restrictedTo: [],
    });
    const whole = JSON.parse(text) as { record: string; entries: { record: string }[] };
    const forged = {
      ...whole,
      record: incident.id,
      entries: whole.entries.map((entry) => ({ ...entry, record: incident.id })),
    };
    await expect(desk.call('handovers.import', { name: 'x.json', text: JSON.stringify(forged) })).rejects.toThrow(
      'here its record is of kind incident, no handover',
    );
  });
});
