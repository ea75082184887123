import type { Ms } from '../../lib/time';
import { isUnderWay } from '../change/rules';
import type { Change, Window } from '../change/types';
import type { SiteView, SourceView } from '../snapshot/types';
import { distinct } from './order';
import { LONGEST_WINDOW, placeOf, whenOf, type Placed } from './place';
import type { GuardDatum, GuardFacts, GuardFinding, GuardGap, GuardPassed, GuardRule } from './types';
import { joined } from './words';

/** What the rules share of the facts, made once. */
export interface Known {
  readonly facts: GuardFacts;
  readonly now: Ms;
  readonly sites: ReadonlyMap<string, SiteView>;
  readonly sources: ReadonlyMap<string, SourceView>;
  /** The changes that are planned for real and have a time. */
  readonly placed: readonly Placed[];
  /** Services of a site by the workspace file. */
  readonly servicesOf: (site: string) => readonly string[];
  readonly nameOf: (person: string) => string;
}

/** A change as the rules look at it: with the sites it is about, in an order that does not depend on who named them. */
export interface Judged {
  readonly change: Change;
  readonly sites: readonly SiteView[];
  /** Named by the change, and in no workspace here. */
  readonly unknown: readonly string[];
  readonly production: readonly SiteView[];
  /** By the strict column of the table: a site of production, or none that is known. */
  readonly isStrict: boolean;
  readonly column: 'hold' | 'caution';
  /** Where times that are not about one site are told: that of the first. */
  readonly zone: string;
  /** Ids of the sites that a finding about the whole change is about. */
  readonly about: readonly string[];
  /** As it runs, else as it is planned; null where no time is known. */
  readonly span: Window | null;
  readonly isUnderWay: boolean;
  /** The span, told on the wall clock of a zone. */
  readonly when: (zone: string) => string;
  /** What it changes at a site: the services it names, else all that run there. */
  readonly servicesAt: (site: string) => readonly string[];
  /** The plan as what was read. */
  readonly plan: GuardDatum;
}

/** What a rule says: something against the change, something that was looked at and is well, something that is not known. */
export type Outcome = GuardFinding | GuardPassed | GuardGap;

/** A finding. Its key says what it is about: the rule, the subject and the sites, so that an override holds for no other. */
export const against = (
  rule: GuardRule,
  subject: string,
  { severity, text, detail, sites, datum }: Omit<GuardFinding, 'rule' | 'key' | 'overridden'>,
): GuardFinding => ({
  rule,
  key: joined(rule, ':', subject, '@', sites.length === 1 ? (sites[0] ?? '') : sites.join('+')),
  severity,
  text,
  detail,
  sites,
  datum,
  overridden: false,
});

/** Made of the facts once, with what it looks things up in; then asked about each change. Reads nothing else. */
export type Rule = (known: Known) => (judged: Judged) => readonly Outcome[];

export const WORKSPACE_FILE: GuardDatum = { source: 'workspace file', at: null };

/** The column of the table. */
export const columnOf = ({ tier }: Pick<SiteView, 'tier'>): 'hold' | 'caution' =>
  tier === 'production' ? 'hold' : 'caution';

export const noTime = (rule: GuardRule, text: string): GuardGap => ({
  rule,
  text,
  why: 'The change has no window: give it one.',
});

export function judgedOf(change: Change, known: Known): Judged {
  const named = distinct(change.sites);
  const sites: SiteView[] = [];
  const unknown: string[] = [];
  for (const id of named) {
    const site = known.sites.get(id);
    if (site === undefined) unknown.push(id);
    else sites.push(site);
  }
  const production = sites.every(isProduction) ? sites : sites.filter(isProduction);
  const under = isUnderWay(change.state);
  const place = placeOf(change, known.now);
  const span = place === null ? null : within(place, under);
  const isStrict = production.length > 0 || sites.length === 0 || unknown.length > 0;
  return {
    change,
    sites,
    unknown,
    production,
    isStrict,
    column: isStrict ? 'hold' : 'caution',
    zone: (production[0] ?? sites[0])?.timeZone ?? 'UTC',
    about: production.length === 0 || production.length === named.length ? named : production.map(({ id }) => id),
    span,
    isUnderWay: under,
    when: span === null ? nowhen : whenOf(change, span, known.now),
    servicesAt: (site) => (change.services.length > 0 ? change.services : known.servicesOf(site)),
    plan: { source: 'the plan', at: change.changedAt },
  };
}

const isProduction = ({ tier }: SiteView): boolean => tier === 'production';
const nowhen = (): string => 'at no time';

/** Of what is planned for too long the beginning is judged, of what runs too long the end. */
function within(place: Window, under: boolean): Window {
  const { start, end } = place;
  if (end - start <= LONGEST_WINDOW) return place;
  return under ? { start: end - LONGEST_WINDOW, end } : { start, end: start + LONGEST_WINDOW };
}
