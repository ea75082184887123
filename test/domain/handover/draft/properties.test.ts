import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import { refreshOf } from '../../../../shared/domain/handover/draft/refresh';
import type { DraftFacts, Drafted, Refresh } from '../../../../shared/domain/handover/draft/types';
import { inOrder } from '../../../../shared/domain/handover/items';
import { CONDITIONS, type HandoverContent, type HandoverItem } from '../../../../shared/domain/handover/types';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { contentOf, previousOf, refreshed } from '../../../builders/drafts';
import { looksAt, shuffledLook, writings } from '../../../builders/drafted';
import { NOW } from '../../../builders/instants';
import { holds } from '../../../builders/property';

const SHIFT = 12 * HOUR;
const CASES = 120;
const plain = ({ howEnded: _, ...drafted }: Drafted) => drafted;
const document = (facts: DraftFacts): HandoverContent => contentOf(draftOf(facts), facts);
/** A shift in which people wrote, and the look that the next one begins with. */
const twoShifts = fc
  .record({ first: looksAt(NOW), write: writings, second: looksAt(NOW + SHIFT) })
  .map(({ first, write, second }) => {
    const content = write(document(first));
    return { content, facts: { ...second, previous: previousOf(content) } };
  });
/** People wrote in a draft; then live data is looked at again, for the same shift. */
const twoLooks = fc
  .record({ shifts: twoShifts, write: writings, again: looksAt(NOW + SHIFT + 10 * MINUTE) })
  .map(({ shifts: { facts }, write, again }) => ({
    content: write(document(facts)),
    drafted: draftOf({ ...again, at: facts.at, until: facts.until, previous: facts.previous }),
  }));
const byKey = (items: readonly HandoverItem[]): ReadonlyMap<string, HandoverItem> =>
  new Map(items.map((item) => [item.key, item]));
const isHandedOn = ({ closed, dismissed }: HandoverItem): boolean => !closed && dismissed === null;

describe('6 Handover, properties of a draft', () => {
  test('keys and ids are unique, texts are whole, and the order is that of the document', () => {
    holds(
      fc.property(twoShifts, ({ facts }) => {
        const { items, explained } = draftOf(facts);
        const all = [...items, ...explained];
        expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        for (const { line, facts: said, name, origin } of items)
          expect(`${line} ${said} ${name} ${origin?.source ?? ''}`).not.toMatch(
            /undefined|NaN|null|Invalid|Infinity|\[object/,
          );
        expect(inOrder(items)).toEqual(items);
      }),
      CASES,
    );
  });

  test('the same facts give the same draft, in any order, and are left as they are', () => {
    const pairs = twoShifts.chain(({ facts }) => shuffledLook(facts).map((other) => ({ facts, other })));
    holds(
      fc.property(pairs, ({ facts, other }) => {
        const { guard, ...rest } = facts;
        const copy = structuredClone(rest);
        const drafted = plain(draftOf(facts));
        expect(plain(draftOf(facts))).toEqual(drafted);
        expect(plain(draftOf(other))).toEqual(drafted);
        expect({ ...facts }).toEqual({ ...copy, guard });
      }),
      CASES,
    );
  });

  test('no document tells of a restricted incident', () => {
    holds(
      fc.property(twoShifts, ({ facts }) => {
        const restricted = new Set((facts.incidents ?? []).flatMap(({ id, restricted }) => (restricted ? id : [])));
        const { items, before } = draftOf(facts);
        for (const { kind, reference } of items)
          if (kind === 'incident' || kind === 'follow-up') expect(restricted.has(reference)).toBe(false);
        for (const { key } of before!.items)
          if (key.startsWith('incident:')) expect(restricted.has(key.slice('incident:'.length))).toBe(false);
      }),
      CASES,
    );
  });

  test('H9 what is handed on is there again, carried through exactly one more shift, or says that it ended', () => {
    let carriedOn = 0;
    holds(
      fc.property(twoShifts, ({ content, facts }) => {
        const items = byKey(draftOf(facts).items);
        const restricted = new Set((facts.incidents ?? []).flatMap(({ id, restricted }) => (restricted ? id : [])));
        for (const was of content.items.filter(isHandedOn)) {
          const is = items.get(was.key);
          if ((was.kind === 'incident' || was.kind === 'follow-up') && restricted.has(was.reference)) continue;
          expect(is).toBeDefined();
          if (!is!.closed) carriedOn += 1;
          expect(is!.carried).toBe(was.carried + (is!.closed ? 0 : 1));
          if (was.origin === null) expect(is!.closed).toBe(false);
        }
        const handed = byKey(content.items.filter(isHandedOn));
        for (const { key, carried } of items.values()) if (!handed.has(key)) expect(carried).toBe(0);
      }),
      CASES,
    );
    expect(carriedOn).toBeGreaterThan(10);
  });

  test('nothing that people wrote is lost from one shift to the next', () => {
    holds(
      fc.property(twoShifts, ({ content, facts }) => {
        const drafted = draftOf(facts);
        const items = byKey(drafted.items);
        for (const was of content.items.filter(isHandedOn)) {
          const is = items.get(was.key);
          if (is === undefined) continue;
          expect([is.done, is.next]).toEqual([was.done, was.next]);
          if (was.line !== '') expect(is.line).toBe(was.line);
          if (was.owner !== null) expect(is.owner).toBe(was.owner);
          if (was.due !== null) expect(is.due).toBe(was.due);
          expect(CONDITIONS.indexOf(is.condition)).toBeLessThanOrEqual(CONDITIONS.indexOf(was.condition));
          // What it is told with is a line of the document.
          if (is.mergedInto !== null)
            expect(drafted.items.some(({ id, closed }) => id === is.mergedInto && !closed)).toBe(true);
        }
        const ids = new Set(drafted.items.map(({ id }) => id));
        for (const { item } of drafted.ifThens) if (item !== null) expect(ids.has(item)).toBe(true);
      }),
      CASES,
    );
  });

  test('H9 nothing that people wrote is lost where nobody accepted it, and each shift counts once', () => {
    let carriedOn = 0;
    const looks = fc.tuple(twoShifts, writings, looksAt(NOW + 2 * SHIFT));
    holds(
      fc.property(looks, ([{ content: accepted, facts }, write, third]) => {
        const middle = write(document(facts));
        const later = {
          handovers: [{ ...middle, content: middle, isAccepted: false, isBeside: false, removed: [] }],
          left: [],
        };
        const drafted = draftOf({ ...third, previous: previousOf(accepted), later });
        const items = byKey(drafted.items);
        const restricted = new Set((third.incidents ?? []).flatMap(({ id, restricted }) => (restricted ? id : [])));
        const told = byKey(middle.items);
        for (const was of middle.items.filter(isHandedOn)) {
          const is = items.get(was.key);
          if ((was.kind === 'incident' || was.kind === 'follow-up') && restricted.has(was.reference)) continue;
          expect(is).toBeDefined();
          expect([is!.done, is!.next]).toEqual([was.done, was.next]);
          expect(is!.carried).toBe(was.carried + (is!.closed ? 0 : 1));
          if (is!.closed) continue;
          carriedOn += 1;
          expect(is!.facts.match(/from a handover that nobody accepted/g)?.length ?? 0).toBeLessThanOrEqual(1);
        }
        for (const { key, carried } of accepted.items.filter(isHandedOn)) {
          const is = items.get(key);
          if (is === undefined || is.closed) continue;
          const wasTold = told.get(key);
          if (wasTold === undefined) expect(is.carried).toBe(carried + 2);
          else if (!isHandedOn(wasTold)) expect(is.carried).toBe(0);
        }
        const ids = new Set(drafted.items.map(({ id }) => id));
        for (const { item } of drafted.ifThens) if (item !== null) expect(ids.has(item)).toBe(true);
      }),
      CASES,
    );
    expect(carriedOn).toBeGreaterThan(10);
  });

  test('H9 through any number of shifts, with the lead from the third on', () => {
    const shifts = fc.array(fc.tuple(looksAt(NOW), writings), { minLength: 4, maxLength: 6 });
    holds(
      fc.property(shifts, (looks) => {
        let previous: DraftFacts['previous'] = null;
        for (const [index, [look, write]] of looks.entries()) {
          const now = NOW + index * SHIFT;
          const facts: DraftFacts = {
            ...look,
            now,
            generatedAt: now,
            at: now + HOUR,
            until: now + 13 * HOUR,
            previous,
          };
          const drafted = draftOf(facts);
          for (const { carried, closed, owner, facts: said } of drafted.items) {
            if (closed || carried < 3) continue;
            expect(owner).toBe('meera');
            expect(said.match(/carried through 3 shifts or more: goes to the lead, Meera/g)).toHaveLength(1);
          }
          previous = previousOf(write(contentOf(drafted, facts)), `h${index}`);
        }
      }),
      40,
    );
  });
});

const NOTHING: Refresh = {
  add: [],
  set: [],
  ifThens: [],
  notes: [],
  before: null,
  situation: null,
  counts: { added: 0, changed: 0, closed: 0 },
};

describe('6 Handover, properties of a refresh', () => {
  test('of the same facts it changes nothing', () => {
    holds(
      fc.property(twoShifts, writings, ({ facts }, write) => {
        const drafted = draftOf(facts);
        const refresh = refreshOf(write(contentOf(drafted, facts)), drafted);
        expect(refresh).toEqual(NOTHING);
      }),
      CASES,
    );
  });

  test('done twice it does nothing more', () => {
    let changed = 0;
    holds(
      fc.property(twoLooks, ({ content, drafted }) => {
        const refresh = refreshOf(content, drafted);
        changed += refresh.counts.changed + refresh.counts.closed;
        const after = refreshed(content, refresh);
        expect(refreshOf(after, drafted)).toEqual(NOTHING);
      }),
      CASES,
    );
    expect(changed).toBeGreaterThan(10);
  });

  test('nothing that people wrote, dismissed or merged is touched, and nothing comes twice', () => {
    holds(
      fc.property(twoLooks, ({ content, drafted }) => {
        const after = refreshed(content, refreshOf(content, drafted));
        const written = ({
          facts: _f,
          status: _s,
          begins: _b,
          ends: _e,
          sites: _i,
          origin: _o,
          closed: _c,
          carried: _n,
          mergedInto: _m,
          ...rest
        }: HandoverItem) => rest;
        const kept = after.items.slice(0, content.items.length);
        expect(kept.map(written)).toEqual(content.items.map(written));
        const over = new Set(after.items.flatMap(({ id, closed }) => (closed ? id : [])));
        for (const [index, { mergedInto, carried, closed }] of kept.entries()) {
          const was = content.items[index]!;
          const isAlone = !closed && was.mergedInto !== null && over.has(was.mergedInto);
          expect(mergedInto).toBe(isAlone ? null : was.mergedInto);
          // What ended in the draft and is there again was carried all the same.
          expect(carried - was.carried).toBeLessThanOrEqual(was.closed && !closed ? 1 : 0);
        }
        expect(new Set(after.items.map(({ key }) => key)).size).toBe(after.items.length);
        expect(new Set(after.items.map(({ id }) => id)).size).toBe(after.items.length);
        const { items: _, situation: __, ifThens, ...others } = content;
        expect(after.ifThens.slice(0, ifThens.length)).toEqual(ifThens);
        expect(after).toMatchObject(others);
      }),
      CASES,
    );
  });

  test('after it the document says what the look says: all that is there is open, all that ended is closed', () => {
    holds(
      fc.property(twoLooks, ({ content, drafted }) => {
        const after = byKey(refreshed(content, refreshOf(content, drafted)).items);
        for (const { key, closed, facts, status } of drafted.items)
          expect(after.get(key)).toMatchObject({ closed, facts, status });
        const live = new Set([...drafted.items, ...drafted.explained].map(({ key }) => key));
        for (const item of content.items)
          if (!live.has(item.key) && drafted.howEnded(item) !== null) expect(after.get(item.key)!.closed).toBe(true);
      }),
      CASES,
    );
  });
});
