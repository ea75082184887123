import type { AbortSignal } from '../../../../shared/domain/change/types';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { quantityText } from '../../../ui/format';
import { ago } from '../../../ui/hint-text';
import { age } from '../../../ui/time';
import { CONDITION_WORD } from '../../../ui/words';

export interface AbortLine {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly value: string;
  /** "stop at 0.8 s" */
  readonly limit: string;
  readonly age: string;
  readonly hint: string;
  /** So bad that the change is to be stopped. */
  readonly fires: boolean;
}

type Seen = Pick<SiteView, 'id' | 'name' | 'signals'>;

/** How the signals do at which the change is to be stopped. What is not seen is unknown, never well. */
export function abortLines(
  signals: readonly AbortSignal[],
  sites: readonly Seen[],
  siteName: (id: string) => string,
  now: Ms,
): readonly AbortLine[] {
  const several = new Set(signals.map(({ site }) => site)).size > 1;
  return signals.map(({ id, site, signal, at }) => {
    const seen = sites.find((one) => one.id === site)?.signals.find((one) => one.id === signal);
    const place = several ? `, ${siteName(site)}` : '';
    if (seen === undefined)
      return {
        id,
        name: `${signal}${place}`,
        status: 'unknown',
        value: 'not in the workspace',
        limit: '',
        age: '',
        hint: `${signal} of ${siteName(site)} is not in the workspace file any more`,
        fires: false,
      };
    const limit = at === 'warning' ? (seen.warning ?? seen.critical) : seen.critical;
    const fires = seen.state === 'critical' || (at === 'warning' && seen.state === 'warning');
    const isSeen = seen.condition === 'live' || seen.condition === 'late';
    const word = limit === null ? 'no limit applies now' : `stop at ${quantityText(limit, seen.unit, [seen.value])}`;
    return {
      id,
      name: `${seen.name}${place}`,
      status: fires ? 'critical' : seen.state,
      value: seen.value === null ? 'no value' : quantityText(seen.value, seen.unit, [limit]),
      limit: word,
      age: seen.at === null ? '' : age(now - seen.at),
      hint: [
        `${seen.name} of ${siteName(site)}`,
        seen.limitText === null ? word : `${word} (${seen.limitText})`,
        seen.at === null ? 'never measured' : `measured ${ago(seen.at)}, from ${seen.source}`,
        isSeen ? '' : `${CONDITION_WORD[seen.condition]}: ${seen.conditionReason ?? 'not seen now'}`,
      ]
        .filter((line) => line !== '')
        .join('\n'),
      fires,
    };
  });
}
