import { describe, expect, it } from 'vitest';
import { handoverJson } from '../../../shared/domain/handover/handover-json';
import { handoverJsonSchema, handoverSchema } from '../../../shared/domain/handover/handover-schema';
import type { HandoverContent } from '../../../shared/domain/handover/types';
import { measuresOf } from '../../../shared/domain/handover/measures';
import { HOUR } from '../../../shared/lib/time';
import { handoverHash, signingOf } from '../../../shared/records/handover';
import type { Act } from '../../../shared/records/acts';
import { listedFields, viewOf } from '../../../main/records-desk/handovers/view';
import { aHandover, anIfThen, anItem, sha256, Talk } from '../../builders/handovers';
import { NOW } from '../../builders/instants';
import { expectWritten } from '../../builders/written';

function jsonOf(content: HandoverContent, acts: readonly Act[] = [], stored = true) {
  const signing = signingOf(content, acts, sha256);
  const measures = measuresOf(content, signing, [], NOW);
  const row = { ...listedFields(content, signing, null), id: 'h1', changedAt: NOW, measures, alsoTaken: [] };
  const view = viewOf(row, content, signing, handoverHash(content, sha256), { waiting: [], lost: [] }, []);
  const teamName = (id: string) => `name of ${id}`;
  return handoverJson(view, { now: NOW + HOUR, demo: false, workspace: 'retail', stored, teamName });
}
const full = aHandover({
  items: [
    anItem({ id: 'a', key: 'a', condition: 'stable' }),
    anItem({ id: 'b', key: 'b', condition: 'unstable', owner: null }),
    anItem({ id: 'c', key: 'c', mergedInto: 'b' }),
    anItem({ id: 'd', key: 'd', dismissed: 'a false alarm' }),
  ],
  ifThens: [
    anIfThen({
      item: 'b',
      watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 900, minutes: 5 },
      until: NOW + HOUR,
    }),
  ],
  situation: {
    at: NOW,
    oldest: null,
    places: [{ country: 'BR', tier: 'production', status: 'warning', sites: 1 }],
    notLive: [{ source: 'prod/sa-east-1/DescribeAlarms', condition: 'denied', at: null }],
  },
  before: {
    id: 'h0',
    from: 'in-l2',
    to: 'br-l2',
    at: NOW - 12 * HOUR,
    items: [{ ...anItem({ key: 'gone', name: 'INC-0' }) }],
    ifThens: [],
  },
});

describe('the JSON of a handover', () => {
  it('is of the form that docs/handover.schema.json says, drafted or signed and accepted', () => {
    expectWritten('handover.schema.json', handoverJsonSchema());
    const talk = new Talk();
    const plain = aHandover({ items: [anItem()], ifThens: [] });
    const content = handoverHash(plain, sha256);
    talk.do('rafael', 'handover-sign', { content });
    talk.do('ananya', 'handover-accept', { content, copy: plain as never });
    const accepted = jsonOf(plain, talk.acts);
    expect(accepted).toMatchObject({ state: 'accepted', acceptedBy: 'ananya', overdue: false, missing: [] });
    for (const json of [jsonOf(full), jsonOf(full, [], false), accepted])
      expect(handoverSchema.safeParse(JSON.parse(JSON.stringify(json))).error?.issues ?? []).toEqual([]);
  });

  it('has what counts worst first, what was told with it, what was left out and why, and what is missing', () => {
    const json = jsonOf(full);
    expect(json.items.map(({ key, tells }) => [key, tells])).toEqual([
      ['b', ['c']],
      ['a', []],
    ]);
    expect(json.dismissed).toEqual([expect.objectContaining({ key: 'd', reason: 'a false alarm' })]);
    expect(json.closedBefore).toEqual([expect.objectContaining({ key: 'gone', name: 'INC-0' })]);
    expect(json.missing.map(({ kind, item }) => [kind, item])).toEqual([['owner', 'b']]);
    expect(json).toMatchObject({ id: 'h1', overdue: true, from: { id: 'br-l2', name: 'name of br-l2' } });
  });

  it('has no id where it is stored nowhere', () => {
    expect(jsonOf(full, [], false)).toMatchObject({ id: null, stored: false });
  });

  it('is refused by the schema with a field more or less', () => {
    const json = JSON.parse(JSON.stringify(jsonOf(full))) as Record<string, unknown>;
    expect(handoverSchema.safeParse({ ...json, more: 1 }).success).toBe(false);
    const { hash: _, ...less } = json;
    expect(handoverSchema.safeParse(less).success).toBe(false);
  });
});
