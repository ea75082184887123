import type { PersonId } from '../../incident/types';
import { CONDITIONS, type Before, type HandoverItem, type IfThen, type ItemCondition } from '../types';
import { idOf, joined } from './item';
import type { Known } from './known';
import type { PreviousHandover } from './types';

/** H9. */
const CARRIED_TO_LEAD = 3;

interface Carried {
  readonly items: readonly HandoverItem[];
  readonly ifThens: readonly IfThen[];
  readonly before: Before | null;
}

/**
 * What was found now, with what people wrote in the handover before. `explained`: told by another item, and carried only where it had
 * an item of its own.
 */
export function carry(
  found: readonly HandoverItem[],
  explained: readonly HandoverItem[],
  howEnded: (item: HandoverItem) => string | null,
  known: Known,
): Carried {
  const { previous } = known;
  if (previous === null) return { items: found, ifThens: [], before: null };
  const handed = handedOn(previous, known);
  const live = new Map([...explained, ...found].map((item) => [item.key, item]));
  const taken = new Set(handed.map(({ key }) => key));
  const lead = leadOf(known);
  const carried = handed.map((item) => carriedItem(item, live.get(item.key), howEnded, lead, known));
  const items = reattached(carried, handed);
  const places = new Map(handed.map(({ id, key }) => [id, idOf(key)]));
  return {
    items: [...items, ...found.filter(({ key }) => !taken.has(key))],
    ifThens: ifThensOf(previous, items, places, known),
    before: beforeOf(previous, handed, places),
  };
}

/** What was handed over and had not ended, each once. An incident that is restricted by now is told in no further document. */
function handedOn({ content }: PreviousHandover, { incidents }: Known): readonly HandoverItem[] {
  const restricted = new Set((incidents ?? []).flatMap(({ id, restricted }) => (restricted ? id : [])));
  const items = content.items
    .filter(({ closed, dismissed, kind, reference }) => {
      const isOfIncident = kind === 'incident' || kind === 'follow-up';
      return !closed && dismissed === null && !(isOfIncident && restricted.has(reference));
    })
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  return [...new Map(items.map((item) => [item.key, item])).values()];
}

function carriedItem(
  before: HandoverItem,
  now: HandoverItem | undefined,
  howEnded: (item: HandoverItem) => string | null,
  lead: PersonId | null,
  known: Known,
): HandoverItem {
  const carried = before.carried + 1;
  if (now !== undefined) return toLead(withWords(now, before, carried), lead, known);
  const ended = howEnded(before);
  const id = idOf(before.key);
  if (ended !== null) return { ...before, id, facts: ended, closed: true, status: known.statusOf(before.sites) };
  return toLead({ ...before, id, facts: withoutLead(before.facts), carried }, lead, known);
}

/** Live data says how it stands, people what to do about it. Nobody's worry is taken away by a guess: a better one counts only when written. */
const withWords = (now: HandoverItem, before: HandoverItem, carried: number): HandoverItem => ({
  ...now,
  condition: worse(now.condition, before.condition),
  line: before.line === '' ? now.line : before.line,
  done: before.done,
  next: before.next,
  owner: before.owner ?? now.owner,
  due: before.due ?? now.due,
  mergedInto: before.mergedInto,
  carried,
});

const worse = (a: ItemCondition, b: ItemCondition): ItemCondition =>
  CONDITIONS.indexOf(a) <= CONDITIONS.indexOf(b) ? a : b;

/** What was told with another item is so still, as long as both are there. */
function reattached(items: readonly HandoverItem[], handed: readonly HandoverItem[]): readonly HandoverItem[] {
  const here = new Map(items.map((item) => [item.key, item]));
  const open = new Map(
    handed.flatMap(({ id, key }) => {
      const item = here.get(key);
      return item === undefined || item.closed ? [] : [[id, item.id] as const];
    }),
  );
  return items.map((item) =>
    item.mergedInto === null ? item : { ...item, mergedInto: item.closed ? null : (open.get(item.mergedInto) ?? null) },
  );
}

/** The lead of the team that takes over, best one who is there; else of the one that gives. */
function leadOf({ from, to, receivers }: Known): PersonId | null {
  const leads = to.people.filter(({ lead }) => lead);
  const there = leads.find(({ id }) => receivers.includes(id)) ?? leads[0] ?? from.people.find(({ lead }) => lead);
  return there?.id ?? null;
}

const LEAD_NOTE = /(?:^|; )carried through \d+ shifts or more: .*$/s;
const withoutLead = (facts: string): string => facts.replace(LEAD_NOTE, '');

/** H9. Who had it is said, so that nobody's name is lost. */
function toLead(item: HandoverItem, lead: PersonId | null, { nameOf }: Known): HandoverItem {
  const { carried, owner, facts } = item;
  if (carried < CARRIED_TO_LEAD) return item;
  // How many is said beside it: a text that counts would be another one in each shift, and the item would be marked as changed.
  const told = `carried through ${CARRIED_TO_LEAD} shifts or more: `;
  if (lead === null) return { ...item, facts: joined(facts, `${told}it goes to the lead, and no team names one`) };
  const had = owner === null || owner === lead ? '' : `, from ${nameOf(owner)}`;
  return { ...item, owner: lead, facts: joined(facts, `${told}goes to the lead, ${nameOf(lead)}${had}`) };
}

/**
 * Contingencies whose time is not over, with the item they belong to. One without an end is for the shift that takes over, and stays
 * until somebody takes it out: what was agreed must not end by itself.
 */
function ifThensOf(
  { content }: PreviousHandover,
  items: readonly HandoverItem[],
  places: ReadonlyMap<string, string>,
  { at, now }: Known,
): readonly IfThen[] {
  const open = new Set(items.flatMap(({ id, closed }) => (closed ? [] : id)));
  return content.ifThens
    .flatMap((ifThen): readonly IfThen[] => {
      if (ifThen.until !== null && ifThen.until <= Math.max(at, now)) return [];
      if (ifThen.item === null) return [ifThen];
      const item = places.get(ifThen.item);
      return item !== undefined && open.has(item) ? [{ ...ifThen, item }] : [];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function beforeOf(
  { id, from, to, at, content }: PreviousHandover,
  handed: readonly HandoverItem[],
  places: ReadonlyMap<string, string>,
): Before {
  return {
    id,
    from,
    to,
    at,
    items: [...handed]
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, kind, name, condition, line, facts, next, owner, due, begins, ends, status, carried }) => ({
        key,
        kind,
        name,
        condition,
        line,
        facts,
        next,
        owner,
        due,
        begins,
        ends,
        status,
        carried,
      })),
    ifThens: content.ifThens
      .filter(({ item }) => item === null || places.has(item))
      .map((ifThen) => (ifThen.item === null ? ifThen : { ...ifThen, item: places.get(ifThen.item) ?? null }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
