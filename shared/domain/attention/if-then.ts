import { sayIn } from '../../lib/numbers';
import { SECOND, type Ms } from '../../lib/time';
import { ageText, countText } from '../../lib/words';
import { foldWatch, type WatchedIfThen, type WatchState } from '../handover/watching';
import type { SignalData } from '../signals/types';
import type { Signal, Site, Workspace } from '../workspace/types';
import type { Ranked } from './rank';
import type { AttentionItem } from './types';

/** What is known of the signals that are watched. */
export interface WatchSight {
  readonly data: (site: string, signal: string) => SignalData | null;
  /** As of when the signal was answered last, by AWS's clock; null: never. */
  readonly answeredAt: (signal: Signal) => Ms | null;
}

/**
 * What the last shift said to do when something happens, while it does. One that cannot be watched stands there as unknown: silence would
 * read as if it had not happened.
 */
export const ifThenItems = (
  watched: readonly WatchedIfThen[],
  workspace: Pick<Workspace, 'sites' | 'people'>,
  sight: WatchSight,
  now: Ms,
): readonly Ranked[] =>
  watched.flatMap((one): readonly Ranked[] => {
    if (now < one.from || now >= one.until) return [];
    const site = workspace.sites.find(({ id }) => id === one.watch.site);
    // A site that is in no workspace has no place in the queue; the handover shows its contingency all the same.
    if (site === undefined) return [];
    const signal = site.signals.find(({ id }) => id === one.watch.signal);
    const answered = signal === undefined ? null : sight.answeredAt(signal);
    const data = signal === undefined ? null : sight.data(site.id, signal.id);
    const state =
      signal === undefined || answered === null || data === null
        ? null
        : foldWatch(one.watch, signal, data, one.from, answered);
    const said = saying(one, site, signal, state);
    if (said === null) return [];
    const then = { action: one.action, who: one.who, handover: one.handover };
    const item: AttentionItem = {
      key: `if-then:${one.id}|${said.since}`,
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

function saying(
  { watch, from }: WatchedIfThen,
  site: Site,
  signal: Signal | undefined,
  state: WatchState | null,
): Saying | null {
  const unknown = (why: string): Saying => ({
    severity: 'unknown',
    title: `Cannot watch ${signal?.name ?? watch.signal} of ${site.name}: ${why}`,
    since: from,
    gap: '',
  });
  if (signal === undefined) return unknown('the workspace file has no such signal any more');
  if (state === null) return unknown('no complete bucket is known');
  const { since, silent, needed, value } = state;
  const gap = silent === 0 ? '' : `The newest ${countText(silent, 'bucket')} ${silent === 1 ? 'is' : 'are'} missing.`;
  // Of a signal that is silent for as long as it would take nothing can be said.
  if (since === null)
    return silent >= needed
      ? unknown(`${countText(silent, 'complete bucket')} ${silent === 1 ? 'is' : 'are'} missing`)
      : null;
  const say = sayIn(signal.unit, [watch.limit, ...(value === null ? [] : [value])]);
  const long = ageText(needed * signal.periodSeconds * SECOND);
  const title = `${signal.name} is ${watch.is} ${say(watch.limit)} for ${long}${value === null ? '' : `: ${say(value)}`}`;
  return { severity: 'warning', title, since, gap };
}

/** `Then: roll back (Ananya Iyer).` */
function thenText({ action, who }: WatchedIfThen, { people }: Pick<Workspace, 'people'>): string {
  if (action === '' && who === null) return '';
  const name = who === null ? '' : (people.find(({ id }) => id === who)?.name ?? who);
  if (action === '') return `Then: ${name}.`;
  return `Then: ${action.replace(/[.\s]+$/u, '')}${name === '' ? '' : ` (${name})`}.`;
}
