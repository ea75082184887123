import { countText } from '../../../lib/words';
import { DAY, type Ms } from '../../../lib/time';
import { fullNumber } from '../../change/number';
import { bakedAt, isPlanned, isUnderWay, overriddenKeys, spanOf } from '../../change/rules';
import type { Change, Override } from '../../change/types';
import { CHANGE_STATE_WORD } from '../../change/words';
import type { GuardAnswer } from '../../guard/types';
import type { HandoverItem, ItemCondition } from '../types';
import { draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

export const changeKey = (id: string): string => `change:${id}`;
const overrideKey = (id: string): string => `override:${id}`;

/** In flight, or planned for a time that reaches into what is handed over. */
const isHandedOver = (change: Change, { start, until }: Known): boolean =>
  isUnderWay(change.state) ||
  (isPlanned(change.state) && change.window !== null && change.window.start < until && change.window.end > start);

export const changeItems = (known: Known): readonly HandoverItem[] =>
  (known.changes ?? [])
    .filter((change) => isHandedOver(change, known))
    .map((change) => changeItem(change, known.guard(change), known));

function changeItem(change: Change, answer: GuardAnswer, known: Known): HandoverItem {
  const { id, number, title, sites, owner, executor, origin, changedAt } = change;
  const span = spanOf(change, known.now);
  return draftedItem({
    key: changeKey(id),
    kind: 'change',
    reference: id,
    name: fullNumber(number),
    condition: conditionOf(change, answer),
    line: title,
    facts: joined(
      standing(change, known),
      verdictText(answer),
      change.inConflict ? 'its state was said differently apart: settle it' : null,
    ),
    owner: executor ?? owner,
    begins: span?.start ?? null,
    ends: span === null ? null : endOf(change, span.end),
    sites,
    status: answer.verdict,
    origin: { source: origin?.name ?? fullNumber(number), at: changedAt },
  });
}

function conditionOf({ state }: Change, { verdict }: GuardAnswer): ItemCondition {
  if (state === 'running') return 'unstable';
  return state === 'baking' || verdict !== 'go' ? 'watcher' : 'stable';
}

/** The end that was planned, not the moment of the look while it overruns. */
const endOf = (change: Change, end: Ms): Ms =>
  change.state === 'baking' ? (bakedAt(change) ?? end) : (change.window?.end ?? end);

function standing(change: Change, { now }: Known): string {
  const { state, times, window } = change;
  const word = CHANGE_STATE_WORD[state].toLowerCase();
  if (state === 'baking') {
    const over = bakedAt(change);
    return over === null ? word : `${word} until ${timeText(over, now)}`;
  }
  if (state === 'running' && times.startedAt !== null) return `${word} since ${timeText(times.startedAt, now)}`;
  return window === null ? word : `${word} for ${timeText(window.start, now)} to ${timeText(window.end, now)}`;
}

/** With the worst finding. What the guard says of an incident names it, and it may be a restricted one. */
function verdictText({ verdict, findings }: GuardAnswer): string {
  const [worst] = findings;
  if (worst === undefined) return verdict;
  const more = findings.length - 1;
  const text = worst.rule === 'incident' ? 'an open incident' : worst.text;
  return `${verdict}: ${text}${more === 0 ? '' : ` and ${countText(more, 'more finding')}`}`;
}

/** What was said to a hold, and lifted it. Also of a plan that was edited since: the hold was lifted all the same. */
interface Given {
  readonly override: Override;
  readonly isPast: boolean;
}
function givenOf({ overrides, pastOverrides = [] }: Pick<Change, 'overrides' | 'pastOverrides'>): readonly Given[] {
  // Of nearly all of thousands.
  if (overrides.length === 0 && pastOverrides.length === 0) return [];
  const past = groupsOf(pastOverrides, ({ plan }) => plan).map(({ all }) => ({ all, isPast: true }));
  return [{ all: overrides, isPast: false }, ...past].flatMap(({ all, isPast }) =>
    overriddenKeys(all).size === 0 ? [] : all.map((override) => ({ override, isPast })),
  );
}
/** Whether anything is there to be reviewed. */
export const wasOverridden = (change: Pick<Change, 'overrides' | 'pastOverrides'>): boolean =>
  givenOf(change).length > 0;

/** Holds that were overridden since the last look of the handover before: reviewed at this one. */
export function overrideItems(known: Known): readonly HandoverItem[] {
  const since = lastLook(known);
  return (known.changes ?? []).flatMap((change) => {
    const recent = givenOf(change).filter(({ override }) => override.at > since);
    return recent.length === 0 ? [] : overrideItem(change, recent, known);
  });
}

const lastLook = ({ previous, now }: Known): Ms =>
  previous === null ? now - DAY : (previous.content.situation?.at ?? previous.content.draftedAt);

function overrideItem(change: Change, given: readonly Given[], known: Known): HandoverItem {
  const said = [...given].sort(({ override: a }, { override: b }) => a.at - b.at || (a.act < b.act ? -1 : 1));
  const isBreakGlass = said.some(({ override }) => override.breakGlass);
  return draftedItem({
    key: overrideKey(change.id),
    kind: 'override',
    reference: change.id,
    name: fullNumber(change.number),
    condition: 'watcher',
    line: `${isBreakGlass ? 'Break-glass' : 'Hold overridden'}: ${change.title}`,
    facts: joined(
      ...said.map(({ override: { person, at, reason }, isPast }) => {
        const told = `${known.nameOf(person)} ${timeText(at, known.now)}: ${reason}`;
        return isPast ? `${told} (the plan was edited since)` : told;
      }),
      'to be reviewed at this handover',
    ),
    sites: change.sites,
    status: known.statusOf(change.sites),
    origin: { source: fullNumber(change.number), at: change.changedAt },
  });
}
