import { mayBeSeenBy } from '../../domain/incident/rules';
import type { PersonId } from '../ids';
import type { SearchFilters } from './types';

export type TagName = Exclude<keyof SearchFilters, 'from' | 'until'>;

const LETTER: Readonly<Record<TagName, string>> = {
  kinds: 'k',
  sorts: 'o',
  states: 's',
  severities: 'v',
  sites: 'w',
  persons: 'p',
};
const EVERYONE = 'everyone';
/** Ids are shorter; a hostile one is cut, and only ever finds too much of itself. */
const LONGEST = 200;

/** One word of the index that stands for a value: letters and digits whatever the value holds. Large and small letters are one. */
export const tag = (name: TagName, value: string): string =>
  spelled(LETTER[name], value.normalize('NFC').toLowerCase().slice(0, LONGEST));

const spelled = (letter: string, value: string): string =>
  `${letter}0${[...value].map((one) => (one.codePointAt(0) ?? 0).toString(36).padStart(4, '0')).join('')}`;

/** A person as `mayBeSeenBy` compares them: exactly. */
const only = (person: PersonId): string => spelled('r', person);

/** What `mayBeSeenBy` says, in the words of the index: that a record is for all, or the names it is for. */
export const restrictionTags = (incident: Parameters<typeof mayBeSeenBy>[0]): readonly string[] =>
  mayBeSeenBy(incident, null) ? [EVERYONE] : incident.restrictedTo.map(only);

export const visibleTags = (person: PersonId): readonly string[] => [EVERYONE, only(person)];
