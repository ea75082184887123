import { foldedWords } from '../../lib/folded-words';
import type { PersonId } from '../ids';
import { tag, visibleTags } from './tags';
import type { SearchFilters } from './types';

/** Words that stand one behind the other; the last one may be the beginning of a longer one. */
export interface Term {
  readonly words: readonly string[];
  readonly open: boolean;
}

/** More words narrow a search no further, and a pasted page must not become one. */
const MOST_TERMS = 12;
const MOST_LETTERS = 1_000;

/** What was typed: words apart by spaces must all be there, "quoted ones" together and as they are. Total. */
export function readTerms(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [, quoted, word] of text.slice(0, MOST_LETTERS).matchAll(/"([^"]*)(?:"|$)|([^\s"]+)/g)) {
    const words = [...foldedWords(quoted ?? word ?? '')].map((found) => found.word);
    if (words.length > 0) terms.push({ words, open: quoted === undefined });
    if (terms.length === MOST_TERMS) break;
  }
  return terms;
}

/**
 * The expression for the index (SQLite FTS5). Words hold letters, digits and marks only, and are quoted: nothing that was typed is
 * read as an operator. Restricted records are part of the expression: no result can show them to others.
 */
export function matchExpression(terms: readonly Term[], filters: SearchFilters, person: PersonId): string {
  const words = terms.map(({ words: phrase, open }) => `"${phrase.join(' ')}"${open ? '*' : ''}`);
  const tags = [
    visibleTags(person),
    ...(['kinds', 'sorts', 'states', 'severities', 'sites', 'persons'] as const).flatMap((name) => {
      const values = filters[name];
      return values === undefined || values.length === 0 ? [] : [values.map((value) => tag(name, value))];
    }),
  ];
  return [
    ...(words.length === 0 ? [] : [`{title body} : (${words.join(' AND ')})`]),
    ...tags.map((any) => `tags : (${any.join(' OR ')})`),
  ].join(' AND ');
}
