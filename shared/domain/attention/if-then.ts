import { sayIn } from '../../lib/numbers';
import { SECOND, type Ms } from '../../lib/time';
import { ageText, countText, utcText } from '../../lib/words';
import { foldWatch, type WatchedIfThen, type WatchState } from '../handover/watching';
import type { SignalData } from '../signals/types';
import { conditionOf, isSeen } from '../sources/condition';
import { sourceId, type SourceState } from '../sources/types';
import { signalKey, type Gathered } from '../status/gathered';
import type { Signal, Site, Workspace } from '../workspace/types';
import type { Ranked } from './rank';
import type { AttentionItem } from './types';

/**
 * What the last shift said to do when something happens, while it does. One that cannot be watched stands there as unknown: silence would
 * read as if it had not happened. Where a whole source is not seen its site says so already.
 */
export const ifThenItems = (
  watched: readonly WatchedIfThen[],
  workspace: Pick<Workspace, 'sites' | 'people'>,
  { sources, signals }: Pick<Gathered, 'sources' | 'signals'>,
  now: Ms,
): readonly Ranked[] =>
  watched.flatMap((one): readonly Ranked[] => {
    if (now < one.from || now >= one.until) return [];
    const site = workspace.sites.find(({ id }) => id === one.watch.site);
    // A site that is in no workspace has no place in the queue; the handover shows its contingency all the same.
    if (site === undefined) return [];
    const signal = site.signals.find(({ id }) => id === one.watch.signal);
    const source =
      signal === undefined ? undefined : sources.get(sourceId({ ...placeOf(signal), api: 'GetMetricData' }));
    const said =
      signal === undefined
        ? notWatched(one, site, one.watch.signal, 'the workspace file has no such signal any more')
        : source === undefined
          ? null
          : saying(one, site, signal, signals.get(signalKey(site.id, signal.id)), source, now);
    if (said === null) return [];
    const then = { action: one.action, who: one.who, handover: one.handover };
    const item: AttentionItem = {
      key: `if-then:${one.handover}/${one.id}|${said.since}`,
      site: site.id,
      severity: said.severity,
      title: said.title,
      detail: [one.text, thenText(one, workspace), said.gap].filter((text) => text !== '').join(' '),
      since: said.since,
      ordersLostPerMinute: null,
      acknowledgedAt: null,
      rank: `${site.tier}, ${said.severity}, said at the handover`,
      then,
    };
    return [{ item, tier: site.tier, status: said.severity, began: said.since }];
  });

interface Saying {
  readonly severity: 'warning' | 'unknown';
  readonly title: string;
  readonly since: Ms;
  readonly gap: string;
}

const placeOf = ({ account, region }: Signal) => ({ account, region });

const notWatched = ({ from }: WatchedIfThen, site: Site, signal: string, why: string): Saying => ({
  severity: 'unknown',
  title: `Cannot watch ${signal} of ${site.name}: ${why}`,
  since: from,
  gap: '',
});

function saying(
  one: WatchedIfThen,
  site: Site,
  signal: Signal,
  data: SignalData | undefined,
  source: SourceState,
  now: Ms,
): Saying | null {
  const { watch } = one;
  const { lastGoodAwsAt } = source;
  const state =
    data === undefined || lastGoodAwsAt === null ? null : foldWatch(watch, signal, data, one.from, lastGoodAwsAt);
  const isBlind = !isSeen(conditionOf(source, now));
  const since = state?.since ?? null;
  if (state === null || since === null) {
    if (isBlind) return null;
    if (state === null) return notWatched(one, site, signal.name, 'no complete bucket is known');
    // Of a signal that is silent for as long as it would take nothing can be said.
    return state.silent < state.needed ? null : notWatched(one, site, signal.name, missingText(state));
  }
  const { needed, value } = state;
  const say = sayIn(signal.unit, [watch.limit, ...(value === null ? [] : [value])]);
  const long = ageText(needed * signal.periodSeconds * SECOND);
  const title = `${signal.name} is ${watch.is} ${say(watch.limit)} for ${long}${value === null ? '' : `: ${say(value)}`}`;
  const gap = isBlind
    ? `As of ${utcText(lastGoodAwsAt ?? since, now)}.`
    : state.silent === 0
      ? ''
      : `At the end ${missingText(state)}.`;
  return { severity: 'warning', title, since, gap };
}

const missingText = ({ silent }: WatchState): string =>
  `${countText(silent, 'bucket')} ${silent === 1 ? 'is' : 'are'} missing`;

/** `Then: roll back (Ananya Iyer).` */
function thenText({ action, who }: WatchedIfThen, { people }: Pick<Workspace, 'people'>): string {
  if (action === '' && who === null) return '';
  const name = who === null ? '' : (people.find(({ id }) => id === who)?.name ?? who);
  if (action === '') return `Then: ${name}.`;
  return `Then: ${action.replace(/[.\s]+$/u, '')}${name === '' ? '' : ` (${name})`}.`;
}
