import type { AbortSignal, Watched } from '../../../../shared/domain/change/types';
import type { SignalView, SiteView } from '../../../../shared/domain/snapshot/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { number, quantityText } from '../../../ui/format';
import { ago } from '../../../ui/hint-text';
import { age } from '../../../ui/time';
import { CONDITION_WORD, STATUS_WORD } from '../../../ui/words';

/** A signal as it is now, beside what the plan says of it. */
export interface SignalLine {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly value: string;
  /** "stop at 0.8 s", "may move by 10 %" */
  readonly plan: string;
  readonly age: string;
  readonly hint: string;
  /** So bad that the change is to be stopped. */
  readonly fires: boolean;
}

type Seen = Pick<SiteView, 'id' | 'signals'>;
type SiteName = (id: string) => string;

/** How the signals do at which the change is to be stopped. What is not seen is unknown, never well. */
export function abortLines(
  signals: readonly AbortSignal[],
  sites: readonly Seen[],
  siteName: SiteName,
  now: Ms,
): readonly SignalLine[] {
  return linesOf(signals, sites, siteName, now, ({ at }, seen) => {
    const limit = at === 'warning' ? (seen.warning ?? seen.critical) : seen.critical;
    const fires = seen.state === 'critical' || (at === 'warning' && seen.state === 'warning');
    const word = limit === null ? 'no limit applies now' : `stop at ${quantityText(limit, seen.unit, [seen.value])}`;
    return { limit, fires, plan: word, why: seen.limitText === null ? word : `${word} (${seen.limitText})` };
  });
}

/** How the signals do that are compared before and after. */
export function watchedLines(
  signals: readonly Watched[],
  sites: readonly Seen[],
  siteName: SiteName,
  now: Ms,
): readonly SignalLine[] {
  return linesOf(signals, sites, siteName, now, ({ tolerance }, seen) => {
    const word = `may move by ${number(Math.round(tolerance * 1_000) / 10, true)} %`;
    return { limit: seen.warning ?? seen.critical, fires: false, plan: word, why: `${word} without counting` };
  });
}

interface Planned {
  readonly limit: number | null;
  readonly fires: boolean;
  readonly plan: string;
  readonly why: string;
}

function linesOf<S extends { readonly id: string; readonly site: string; readonly signal: string }>(
  signals: readonly S[],
  sites: readonly Seen[],
  siteName: SiteName,
  now: Ms,
  planOf: (signal: S, seen: SignalView) => Planned,
): readonly SignalLine[] {
  const several = new Set(signals.map(({ site }) => site)).size > 1;
  return signals.map((one) => {
    const { id, site, signal } = one;
    const seen = sites.find((at) => at.id === site)?.signals.find((at) => at.id === signal);
    const place = several ? `, ${siteName(site)}` : '';
    if (seen === undefined)
      return {
        id,
        name: `${signal}${place}`,
        status: 'unknown',
        value: 'gone',
        plan: 'not in the workspace file',
        age: '',
        hint: `${signal} of ${siteName(site)}: unknown, it is not in the workspace file any more`,
        fires: false,
      };
    const { limit, fires, plan, why } = planOf(one, seen);
    const isSeen = seen.condition === 'live' || seen.condition === 'late';
    return {
      id,
      name: `${seen.name}${place}`,
      status: fires ? 'critical' : seen.state,
      value: seen.value === null ? 'no value' : quantityText(seen.value, seen.unit, [limit]),
      plan,
      age: seen.at === null ? '' : age(now - seen.at),
      hint: [
        `${seen.name} of ${siteName(site)}: ${STATUS_WORD[seen.state].toLowerCase()}${fires ? ', critical for this change' : ''}`,
        why,
        seen.at === null ? 'never measured' : `measured ${ago(seen.at)}, from ${seen.source}`,
        isSeen ? '' : `${CONDITION_WORD[seen.condition]}: ${seen.conditionReason ?? 'not seen now'}`,
      ]
        .filter((line) => line !== '')
        .join('\n'),
      fires,
    };
  });
}
