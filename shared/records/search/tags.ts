import type { PersonId } from '../ids';
import type { SearchFilters } from './types';

export type TagName = Exclude<keyof SearchFilters, 'from' | 'until'>;

const LETTER: Readonly<Record<TagName | 'only', string>> = {
  kinds: 'k',
  sorts: 'o',
  states: 's',
  severities: 'v',
  sites: 'w',
  persons: 'p',
  only: 'r',
};
const EVERYONE = 'everyone';
/** Ids are shorter; a hostile one is cut, and only ever finds too much of itself. */
const LONGEST = 200;

/** One word of the index that stands for a value: letters and digits whatever the value holds. Large and small letters are one. */
export const tag = (name: TagName | 'only', value: string): string => {
  const spelled = [...value.normalize('NFC').toLowerCase().slice(0, LONGEST)].map((letter) =>
    (letter.codePointAt(0) ?? 0).toString(36).padStart(4, '0'),
  );
  return `${LETTER[name]}0${spelled.join('')}`;
};

/** A restricted record bears the names it is for, any other one bears that it is for all. */
export const restrictionTags = (restrictedTo: readonly PersonId[]): readonly string[] =>
  restrictedTo.length === 0 ? [EVERYONE] : restrictedTo.map((person) => tag('only', person));

export const visibleTags = (person: PersonId): readonly string[] => [EVERYONE, tag('only', person)];
