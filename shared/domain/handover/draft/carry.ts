import type { PersonId } from '../../incident/types';
import { CONDITIONS, type Before, type HandoverItem, type IfThen, type ItemCondition } from '../types';
import { allHanded, documentsOf, NOT_ACCEPTED, openOf, type Handed } from './handed';
import { joined } from './item';
import type { Known } from './known';

/** H9. */
const CARRIED_TO_LEAD = 3;

interface Carried {
  readonly items: readonly HandoverItem[];
  readonly ifThens: readonly IfThen[];
  readonly before: Before | null;
}

/**
 * What was found now, with what people wrote in the handovers before. `explained`: told by another item, and carried only where it had
 * an item of its own.
 */
export function carry(
  found: readonly HandoverItem[],
  explained: readonly HandoverItem[],
  howEnded: (item: HandoverItem) => string | null,
  known: Known,
): Carried {
  const handed = allHanded(documentsOf(known), known);
  const live = new Map([...explained, ...found].map((item) => [item.key, item]));
  const taken = new Set(handed.items.map(({ item }) => item.key));
  const lead = leadOf(known);
  const items = reattached(handed.items.map((one) => carriedItem(one, live.get(one.item.key), howEnded, lead, known)));
  return {
    items: [...items, ...found.filter(({ key }) => !taken.has(key))],
    ifThens: ifThensOf(handed.ifThens, items, known),
    before: beforeOf(known),
  };
}

function carriedItem(
  { item: before, shifts, isUnaccepted }: Handed,
  now: HandoverItem | undefined,
  howEnded: (item: HandoverItem) => string | null,
  lead: PersonId | null,
  known: Known,
): HandoverItem {
  const carried = before.carried + shifts;
  const facts = now?.facts ?? withoutNotes(before.facts);
  const said = { facts: joined(facts, isUnaccepted ? NOT_ACCEPTED : null), carried };
  if (now !== undefined) return toLead({ ...withWords(now, before), ...said }, lead, known);
  const ended = howEnded(before);
  if (ended !== null) return { ...before, facts: ended, closed: true, status: known.statusOf(before.sites) };
  return toLead({ ...before, ...said }, lead, known);
}

/** Live data says how it stands, people what to do about it. Nobody's worry is taken away by a guess: a better one counts only when written. */
const withWords = (now: HandoverItem, before: HandoverItem): HandoverItem => ({
  ...now,
  condition: worse(now.condition, before.condition),
  line: before.line === '' ? now.line : before.line,
  done: before.done,
  next: before.next,
  owner: before.owner ?? now.owner,
  due: before.due ?? now.due,
  mergedInto: before.mergedInto,
});

const worse = (a: ItemCondition, b: ItemCondition): ItemCondition =>
  CONDITIONS.indexOf(a) <= CONDITIONS.indexOf(b) ? a : b;

/** What was told with another item is so still, as long as both are there. */
function reattached(items: readonly HandoverItem[]): readonly HandoverItem[] {
  const open = openIds(items);
  return items.map((item) =>
    item.mergedInto === null || (!item.closed && open.has(item.mergedInto)) ? item : { ...item, mergedInto: null },
  );
}

const openIds = (items: readonly HandoverItem[]): ReadonlySet<string> =>
  new Set(items.flatMap(({ id, closed }) => (closed ? [] : id)));

/** The lead of the team that takes over, best one who is there; else of the one that gives. */
function leadOf({ from, to, receivers }: Known): PersonId | null {
  const leads = to.people.filter(({ lead }) => lead);
  const there = leads.find(({ id }) => receivers.includes(id)) ?? leads[0] ?? from.people.find(({ lead }) => lead);
  return there?.id ?? null;
}

const LEAD_NOTE = /(?:^|; )carried through \d+ shifts or more: .*$/s;
const UNACCEPTED_NOTE = new RegExp(`(?:^|; )${NOT_ACCEPTED}$`);
/** What an earlier draft said of the carrying. */
const withoutNotes = (facts: string): string => facts.replace(LEAD_NOTE, '').replace(UNACCEPTED_NOTE, '');

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
function ifThensOf(handed: readonly IfThen[], items: readonly HandoverItem[], { at, now }: Known): readonly IfThen[] {
  const open = openIds(items);
  return handed
    .filter(({ until, item }) => (until === null || until > Math.max(at, now)) && (item === null || open.has(item)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What was accepted, which is what marks are made of. */
function beforeOf(known: Known): Before | null {
  if (known.previous === null) return null;
  const { id, from, to, at, content } = known.previous;
  const { items, ifThens } = openOf(content, known);
  return {
    id,
    from,
    to,
    at,
    items: [...items.values()]
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
    ifThens: [...ifThens].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
