import { createHash } from 'node:crypto';
import { actId } from '../../main/records/act-id';
import type { HandoverContent, HandoverItem, IfThen } from '../../shared/domain/handover/types';
import { MINUTE } from '../../shared/lib/time';
import type { Act } from '../../shared/records/acts';
import type { Edit } from '../../shared/records/edits';
import { handoverHash, itemHash } from '../../shared/records/handover';
import type { Json } from '../../shared/records/ids';
import { NOW } from './instants';

export const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

/** A stable note that lacks nothing. */
export const anItem = (over: Partial<HandoverItem> = {}): HandoverItem => ({
  id: 'i1',
  key: 'incident:7f3a2000',
  kind: 'incident',
  reference: '7f3a2000',
  name: 'INC-7F3A2',
  condition: 'stable',
  line: 'Checkout slow in Brazil',
  facts: 'SEV1, mitigated 11:20 UTC',
  done: '',
  next: 'Watch p95 until 14:00 UTC',
  owner: 'ananya',
  due: NOW + 120 * MINUTE,
  begins: null,
  ends: null,
  sites: ['br-prod'],
  status: 'warning',
  origin: { source: 'incidents', at: NOW },
  carried: 0,
  closed: false,
  dismissed: null,
  mergedInto: null,
  ...over,
});

export const anIfThen = (over: Partial<IfThen> = {}): IfThen => ({
  id: 't1',
  item: 'i1',
  text: 'orders fall again',
  watch: null,
  action: 'Page Dana, do not deploy 4.18 again',
  who: 'dana',
  from: null,
  until: null,
  ...over,
});

/** From Brazil to India, at the end of a shift; one unstable item that has all it needs. */
export const aHandover = (over: Partial<HandoverContent> = {}): HandoverContent => ({
  from: 'br-l2',
  to: 'in-l2',
  at: NOW,
  draftedAt: NOW - 60 * MINUTE,
  givers: ['rafael'],
  receivers: ['ananya'],
  overall: 'watch',
  sentence: 'Brazil checkout recovered, and is being watched.',
  situation: null,
  items: [anItem({ condition: 'unstable' })],
  ifThens: [anIfThen()],
  notes: '',
  before: null,
  ...over,
});

/** What is to be typed into an empty record to make it say this. */
export function editsOf({ items, ifThens, ...content }: HandoverContent): readonly Edit[] {
  const { sentence, notes, givers, receivers, ...values } = content;
  return [
    ...Object.entries(values as unknown as Record<string, Json>)
      .filter(([, value]) => value !== null)
      .map(([field, value]): Edit => ({ edit: 'set', field, value })),
    { edit: 'write', field: 'sentence', text: sentence },
    { edit: 'write', field: 'notes', text: notes },
    ...givers.map((member): Edit => ({ edit: 'include', field: 'givers', member })),
    ...receivers.map((member): Edit => ({ edit: 'include', field: 'receivers', member })),
    ...items.map(({ id, origin, ...item }): Edit => ({
      edit: 'add',
      list: 'items',
      id,
      fields: said({ ...item, originSource: origin?.source ?? null, originAt: origin?.at ?? null }),
    })),
    ...ifThens.map(({ id, ...ifThen }): Edit => ({ edit: 'add', list: 'ifThens', id, fields: said({ ...ifThen }) })),
  ];
}
const said = (fields: object): Readonly<Record<string, Json>> =>
  Object.fromEntries(Object.entries(fields as Record<string, Json>).filter(([, value]) => value !== null));

/** Acts of people who see everything that was done before, unless told what they had seen. */
export class Talk {
  readonly acts: Act[] = [];
  private seen: readonly Act[] = [];
  private at = NOW;

  do(person: string, act: string, payload: Act['payload'], over: Partial<Act> = {}): Act {
    this.at += MINUTE;
    const body: Act = {
      id: '',
      record: 'r',
      person,
      replica: `r-${person}`,
      parents: this.seen.map(({ id }) => id),
      act,
      payload,
      contentHash: 'sha256:00',
      at: this.at,
      offset: null,
      ...over,
    };
    const done = { ...body, id: actId(body, sha256) };
    this.acts.push(done);
    this.seen = [done];
    return done;
  }

  /** What is done in `apart` is done by people who see only what was done until now; afterwards everybody sees all of it. */
  apart(...sides: readonly (() => void)[]): void {
    const before = this.seen;
    this.seen = sides.flatMap((side) => {
      this.seen = before;
      side();
      return this.seen;
    });
  }

  sign = (person: string, content: HandoverContent): Act =>
    this.do(person, 'handover-sign', { content: handoverHash(content, sha256) });

  review = (person: string, content: HandoverContent): Act =>
    this.do(person, 'handover-review', { content: handoverHash(content, sha256) });

  readBack(person: string, content: HandoverContent, id = 'i1', text = 'It is stable, but young'): Act {
    const item = content.items.find((one) => one.id === id);
    if (item === undefined) throw new Error(`no item ${id}`);
    return this.do(person, 'read-back', { item: id, of: itemHash(item, content, sha256), text });
  }

  answer = (person: string, to: Act, answer: 'confirmed' | 'corrected' = 'confirmed', text = ''): Act =>
    this.do(person, 'read-back-answer', { of: to.id, answer, text });

  accept = (person: string, content: HandoverContent, reservations = ''): Act =>
    this.do(person, 'handover-accept', {
      content: handoverHash(content, sha256),
      copy: content as unknown as Json,
      reservations,
    });

  refuse = (person: string, content: HandoverContent, reason = 'Nobody owns the incident'): Act =>
    this.do(person, 'handover-refuse', { content: handoverHash(content, sha256), reason });

  selfCover = (person: string, content: HandoverContent, reason = 'Nobody came'): Act =>
    this.do(person, 'self-cover', {
      content: handoverHash(content, sha256),
      copy: content as unknown as Json,
      reason,
    });

  settle = (person: string, of: Act): Act => this.do(person, 'duty-settled', { of: of.id });

  /** All that leads to an acceptance but the acceptance. */
  talkThrough(content: HandoverContent, giver = 'rafael', receiver = 'ananya'): void {
    this.sign(giver, content);
    for (const item of content.items.filter(({ condition }) => condition === 'unstable'))
      this.answer(giver, this.readBack(receiver, content, item.id));
  }
}
