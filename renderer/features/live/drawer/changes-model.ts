import { isPlanned, isUnderWay } from '../../../../shared/domain/change/rules';
import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { Change } from '../../../../shared/domain/change/types';
import type { GuardAnswer, GuardVerdict } from '../../../../shared/domain/guard/types';
import { DAY, type Ms } from '../../../../shared/lib/time';
import { age } from '../../../ui/time';
import { flagWord } from './marks';

export interface ChangeRow {
  readonly id: string;
  readonly number: string;
  /** As the flag on the charts calls it. */
  readonly short: string;
  readonly title: string;
  readonly isRunning: boolean;
  /** "16 min", "in 33 min", "due 5 min ago". */
  readonly age: string;
  readonly text: string;
  /** Null while the guard has not looked. */
  readonly verdict: { readonly word: GuardVerdict; readonly why: string } | null;
}
export interface SiteChanges {
  readonly sub: string;
  readonly rows: readonly ChangeRow[];
  /** Planned ones that have no row. */
  readonly more: number;
}

/** Of the week to come; what is planned for later stands on the Changes screen. */
const AHEAD: Ms = 7 * DAY;
const MOST_WAITING = 3;

/** What runs at a site, and what comes next, first the soonest. Null: nothing. */
export function siteChanges(
  site: string,
  changes: readonly Change[],
  answers: ReadonlyMap<string, GuardAnswer>,
  nameOf: (person: string) => string,
  now: Ms,
): SiteChanges | null {
  const own = changes.filter(({ sites }) => sites.includes(site));
  const running = own.filter(({ state }) => isUnderWay(state)).sort((a, b) => beganAt(a) - beganAt(b));
  const waiting = own
    .filter(
      ({ state, window }) =>
        isPlanned(state) && !isUnderWay(state) && window !== null && window.end > now && window.start < now + AHEAD,
    )
    .sort((a, b) => beganAt(a) - beganAt(b));
  if (running.length + waiting.length === 0) return null;
  const counts = [
    ...(running.length > 0 ? [`${running.length} running`] : []),
    ...(waiting.length > 0 ? [`${waiting.length} waiting`] : []),
  ];
  const shown = [...running, ...waiting.slice(0, MOST_WAITING)];
  return {
    sub: counts.join(', '),
    rows: shown.map((change) => rowOf(change, answers.get(change.id), nameOf, now)),
    more: running.length + waiting.length - shown.length,
  };
}

const beganAt = ({ times, window }: Change): Ms => times.startedAt ?? window?.start ?? 0;

function rowOf(
  change: Change,
  answer: GuardAnswer | undefined,
  nameOf: (person: string) => string,
  now: Ms,
): ChangeRow {
  const { id, number, title, state, executor } = change;
  const isRunning = isUnderWay(state);
  const from = now - beganAt(change);
  const [worst] = answer?.findings ?? [];
  return {
    id,
    number: fullNumber(number),
    short: flagWord(number),
    title: title === '' ? 'no title' : title,
    isRunning,
    age: isRunning ? age(from) : from < 0 ? `in ${age(-from)}` : `due ${age(from)} ago`,
    text: `${CHANGE_STATE_WORD[state]}. ${executor === null ? 'Nobody executes it yet' : nameOf(executor)}.`,
    verdict: answer === undefined ? null : { word: answer.verdict, why: worst?.text ?? '' },
  };
}
