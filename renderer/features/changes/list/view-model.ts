import { fullNumber } from '../../../../shared/domain/change/number';
import { isOver, isUnderWay } from '../../../../shared/domain/change/rules';
import type { Change } from '../../../../shared/domain/change/types';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { GuardAnswer, GuardVerdict } from '../../../../shared/domain/guard/types';
import { foldedWords } from '../../../../shared/lib/folded-words';
import type { Ms } from '../../../../shared/lib/time';
import type { Names } from '../../../ui/names';
import { windowWords } from '../timeline/words';

export const COLUMNS = ['number', 'title', 'sites', 'window', 'state', 'verdict', 'owner'] as const;
export type Column = (typeof COLUMNS)[number];
export const COLUMN_WORD: Readonly<Record<Column, string>> = {
  number: 'Number',
  title: 'Title',
  sites: 'Sites',
  window: 'Window',
  state: 'State',
  verdict: 'Guard',
  owner: 'Owner',
};
export const FILTERS = ['all', 'open', 'hold', 'drafts', 'over'] as const;
export type Filter = (typeof FILTERS)[number];
export const FILTER_WORD: Readonly<Record<Filter, string>> = {
  all: 'All',
  open: 'Planned and under way',
  hold: 'On hold',
  drafts: 'Drafts',
  over: 'Over',
};

export interface Row {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly sites: string;
  readonly window: string;
  readonly start: Ms;
  readonly state: string;
  readonly verdict: GuardVerdict | null;
  readonly finding: string;
  readonly owner: string;
}
export interface Sorting {
  readonly by: Column;
  readonly down: boolean;
}

interface ListInput {
  readonly changes: readonly Change[];
  readonly answer: (change: string) => GuardAnswer | null;
  readonly names: Names;
  readonly words: string;
  readonly filter: Filter;
  readonly sorting: Sorting;
}

/** Everything that is on the time line, and what has no window yet, as rows. */
export function rowsOf({ changes, answer, names, words, filter, sorting }: ListInput): readonly Row[] {
  const asked = folded(words);
  const rows = changes
    .filter((change) => isIn(change, filter, answer))
    .map((change) => rowOf(change, answer(change.id), names))
    .filter((row) => {
      const text = folded(`${row.number} ${row.title} ${row.sites} ${row.state} ${row.owner}`).join(' ');
      return asked.every((word) => text.includes(word));
    });
  const sign = sorting.down ? -1 : 1;
  return rows.sort((a, b) => sign * compare(a, b, sorting.by) || a.start - b.start || (a.id < b.id ? -1 : 1));
}

/** Upper case and accents make no difference. */
const folded = (text: string): readonly string[] => [...foldedWords(text)].map(({ word }) => word);

function isIn(change: Change, filter: Filter, answer: ListInput['answer']): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'open':
      return isUnderWay(change.state) || (!isOver(change.state) && change.state !== 'draft');
    case 'hold':
      return answer(change.id)?.verdict === 'hold';
    case 'drafts':
      return change.state === 'draft';
    case 'over':
      return isOver(change.state);
  }
}

function rowOf(change: Change, said: GuardAnswer | null, names: Names): Row {
  const start = change.times.startedAt ?? change.window?.start ?? null;
  return {
    id: change.id,
    number: fullNumber(change.number),
    title: change.title === '' ? 'No title' : change.title,
    sites: change.sites.map((site) => names.site(site)).join('; '),
    window:
      change.window === null
        ? 'No window yet'
        : windowWords(change.window.start, change.window.end, names.zone(change.sites)),
    // What has no time stands after what has.
    start: start ?? Number.MAX_SAFE_INTEGER,
    state: CHANGE_STATE_WORD[change.state],
    verdict: said?.verdict ?? null,
    finding: said?.findings[0]?.text ?? '',
    owner: change.owner === null ? 'No owner' : names.person(change.owner),
  };
}

const WORST: readonly (GuardVerdict | null)[] = ['hold', 'caution', 'go', null];

function compare(a: Row, b: Row, by: Column): number {
  switch (by) {
    case 'window':
      return a.start - b.start;
    case 'verdict':
      return WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict);
    case 'number':
      return a.number.localeCompare(b.number, 'en', { numeric: true });
    case 'title':
    case 'sites':
    case 'state':
    case 'owner':
      return a[by].localeCompare(b[by]);
  }
}
