import { countText } from '../../../lib/words';
import { freezeLimits } from '../../freezes/known-until';
import { isOver } from '../../incident/rules';
import { inOrder } from '../items';
import type { HandoverItem } from '../types';
import { awsEvents, awsItems } from './aws';
import { carry } from './carry';
import { changeItems, overrideItems } from './changes';
import { endings } from './ended';
import { freezeItems } from './freezes';
import { followUpItems, incidentItems } from './incidents';
import { byText } from './item';
import { knownOf, type Known } from './known';
import { leftOf, notesOf } from './later';
import { muteItems } from './mutes';
import { runItems } from './runs';
import { signInItems, unsureSignIns } from './sign-ins';
import { siteItems, sitesToldBy } from './sites';
import { situationOf } from './situation';
import { sourceItems } from './sources';
import type { DraftFacts, Drafted } from './types';
import { coverItems } from './watch';

/** The handover as live data and the one before tell it (H1): the same facts give the same draft, in whatever order they come. */
export function draftOf(facts: DraftFacts): Drafted {
  const known = knownOf(facts);
  const events = awsEvents(facts.events);
  const told = [
    ...incidentItems(known),
    ...changeItems(known),
    ...overrideItems(known),
    ...runItems(known),
    ...freezeItems(known),
    ...awsItems(events, known),
    ...sourceItems(known),
    ...muteItems(known),
    ...signInItems(known),
    ...coverItems(known),
    ...followUpItems(known),
  ];
  const toldSites = sitesToldBy(told, events, known);
  const sites = siteItems(known);
  const isTold = ({ reference }: HandoverItem): boolean => toldSites.has(reference);
  const found = onceEach([...told, ...sites.filter((item) => !isTold(item))]);
  const explained = sites.filter(isTold).sort((a, b) => byText(a.key, b.key));
  const howEnded = endings(known, events);
  const { items, ifThens, before } = carry(found, explained, howEnded, known);
  const kept = new Set(items.map(({ key }) => key));
  const left = leftOf(known);
  const unknown = [...unknownOf(known), ...left];
  return {
    items: inOrder(items),
    ifThens,
    situation: situationOf(known),
    before,
    unknown,
    left,
    notes: notesOf(known, unknown),
    apart: apartOf(known),
    explained: explained.filter(({ key }) => !kept.has(key)),
    howEnded,
  };
}

/** By key. Where two are about the same thing the worse one stays. */
function onceEach(items: readonly HandoverItem[]): readonly HandoverItem[] {
  const once = new Map<string, HandoverItem>();
  for (const item of inOrder(items)) if (!once.has(item.key)) once.set(item.key, item);
  return [...once.values()];
}

function unknownOf(known: Known): readonly string[] {
  const year = new Date(known.until).getUTCFullYear();
  const limits = freezeLimits({ freezes: known.rules.freezes, sites: known.sites });
  return [
    'When certificates expire is not known here.',
    ...unsureSignIns(known),
    // In every document, so that it tells of none.
    'Restricted incidents are in no handover: those whom they name tell each other.',
    ...limits
      .filter(({ until }) => until < year)
      .map(({ name, what, until }) => `Freeze ${name}: ${what} is known until the end of ${until} only.`)
      .sort(byText),
  ];
}

function apartOf({ incidents }: Known): readonly string[] {
  const open = (incidents ?? []).filter(({ restricted, state }) => restricted && !isOver(state)).length;
  if (open === 0) return [];
  const are = open === 1 ? 'is' : 'are';
  return [
    `${countText(open, 'restricted incident')} ${are} open and in no handover: tell those whom it names yourself.`,
  ];
}
