import type { SourceView, SpendView } from '../../../../shared/domain/snapshot/types';
import { isSeen } from '../../../../shared/domain/sources/condition';
import { MUTES_API, isOutsideApi, isStatusApi } from '../../../../shared/domain/sources/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Sight } from '../../../stores/derive/sight';
import { conditionNow } from '../../../stores/derive/sight';
import { dollars, plural } from '../../../ui/format';
import { age, clock } from '../../../ui/time';
import { CONDITION_WORD } from '../../../ui/words';

export interface PillView {
  readonly glyph: Status;
  readonly strong: string;
  readonly rest: string;
  readonly live: boolean;
  /** Every source that does not answer and what polling costs: shown on focus. */
  readonly hint: string;
}

/** Whether what is on screen is now. Made from the same sight as the title and the footer. */
export function pillOf(sight: Sight, sources: readonly SourceView[], spend: SpendView | null, now: Ms): PillView {
  const { oldestAt, newestAt } = sight;
  const old = newestAt === null ? '' : `${age(now - newestAt)} old`;
  const hint = hintOf(sight, sources, spend, now);
  const blind = (strong: string, rest: string): PillView => ({ glyph: 'unknown', strong, rest, live: false, hint });
  switch (sight.kind) {
    case 'loading':
      return blind('No reading', '');
    case 'empty':
      return blind('Nothing watched', '');
    case 'disconnected':
      return blind('Not connected', old);
    case 'restoring':
      return blind('Last known', old);
    case 'blind':
      return blind('AWS not live', old);
    case 'partial': {
      const gone = sight.sites.flatMap((one) => (one.blind && one.dataAt !== null ? [one.dataAt] : []));
      const rest = gone.length === 0 ? '' : `${age(now - Math.min(...gone))} old`;
      return sight.accounts > 1 && sight.accountsLive > 0 && sight.accountsLive < sight.accounts
        ? blind(`AWS ${sight.accountsLive} of ${sight.accounts} live`, rest)
        : blind('AWS partly live', rest);
    }
    case 'live':
      return { glyph: 'ok', strong: 'AWS live', rest: oldestAt === null ? '' : age(now - oldestAt), live: true, hint };
  }
}

function hintOf(sight: Sight, all: readonly SourceView[], spend: SpendView | null, now: Ms): string {
  const sources = all.filter(({ api }) => isStatusApi(api));
  const silent = sources.flatMap((source) => {
    const condition = conditionNow(source, now);
    if (isSeen(condition)) return [];
    return [
      `${source.id}: ${CONDITION_WORD[condition].toLowerCase()}${source.reason === null ? '' : `, ${source.reason}`}`,
    ];
  });
  const lines = [
    sight.oldestAt === null
      ? 'Nothing was read yet.'
      : `Oldest reading on screen: ${clock(sight.oldestAt, 'UTC')} UTC, ${age(now - sight.oldestAt)} ago.`,
    silent.length === 0
      ? `${plural(sources.length, 'source')}, all answering.`
      : `${silent.length} of ${plural(sources.length, 'source')} not answering:`,
    ...silent.slice(0, 4),
    ...(silent.length > 4 ? [`and ${silent.length - 4} more`] : []),
  ];
  // A source stays live for two intervals after its last good answer (S2); that it just failed is still worth saying.
  const failing = sources.filter((source) => isSeen(conditionNow(source, now)) && source.reason !== null);
  const [first] = failing;
  if (first) lines.push(`The last try of ${plural(failing.length, 'source')} failed: ${first.reason ?? ''}`);
  lines.push(
    ...besideLines(
      'Mute rules of alarms',
      all.filter(({ api }) => api === MUTES_API),
      now,
    ),
    ...besideLines(
      'Changes from outside',
      all.filter(({ api }) => isOutsideApi(api)),
      now,
    ),
  );
  if (spend) {
    const budget = spend.budget === null ? '' : ` of ${dollars(spend.budget)}`;
    lines.push(
      `CloudWatch costs ${dollars(spend.today)} today, about ${dollars(spend.monthForecast)}${budget} this month (${spend.prices}).`,
    );
  }
  return lines.join('\n');
}

/** Whether what no status stands on is seen is said on a line of its own: who may not see it misses no reading. */
function besideLines(what: string, sources: readonly SourceView[], now: Ms): readonly string[] {
  const silent = sources.filter((source) => !isSeen(conditionNow(source, now)) && source.condition !== 'never');
  const [first] = silent;
  if (first === undefined) return [];
  const word = CONDITION_WORD[conditionNow(first, now)].toLowerCase();
  return [
    `${what}: ${silent.length} of ${plural(sources.length, 'source')} not seen (${first.api} ${word}${first.reason === null ? '' : `, ${first.reason}`}).`,
  ];
}
