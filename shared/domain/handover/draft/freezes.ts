import { groupBy } from '../../../lib/group-by';
import { iso, type Ms } from '../../../lib/time';
import { toWall } from '../../../lib/zones';
import { freezeWindows } from '../../freezes/freezes';
import type { FreezeWindow } from '../../freezes/types';
import type { HandoverItem } from '../types';
import { draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

type Edge = 'begins' | 'ends';

/**
 * Freezes that begin or end in what is handed over. One item of each freeze, edge and local day: it begins at another instant in each
 * zone, and is one thing for people.
 */
export function freezeItems(known: Known): readonly HandoverItem[] {
  const windows = freezeWindows({ freezes: known.rules.freezes, sites: known.sites }, known.start, known.until);
  const edges = windows.flatMap((window): readonly (readonly [FreezeWindow, Edge])[] => {
    if (window.start >= known.start) return [[window, 'begins']];
    return window.end <= known.until ? [[window, 'ends']] : [];
  });
  return groupsOf(edges, ([window, edge]) => `freeze:${window.freeze}:${edge}:${localDay(window, known)}`).map(
    ({ key, first: [first, edge], all }) =>
      freezeItem(
        key,
        first,
        edge,
        all.map(([window]) => window),
        known,
      ),
  );
}

const localDay = ({ site, start }: FreezeWindow, known: Known): string =>
  iso(toWall(known.siteOf(site)?.timeZone ?? 'UTC', start)).slice(0, 10);

function freezeItem(
  key: string,
  { freeze, name }: FreezeWindow,
  edge: Edge,
  windows: readonly FreezeWindow[],
  known: Known,
): HandoverItem {
  const sites = windows.map(({ site }) => site);
  const at = (window: FreezeWindow): Ms => (edge === 'begins' ? window.start : window.end);
  const instants = [...groupBy(windows, (window) => [String(at(window))])].sort(([a], [b]) => Number(a) - Number(b));
  const holidays = [...new Set(windows.flatMap((window) => window.holidays))].sort();
  return draftedItem({
    key,
    kind: 'freeze',
    reference: freeze,
    name,
    condition: 'stable',
    line: `Freeze ${edge}`,
    facts: joined(
      ...instants.map(
        ([instant, together]) =>
          `${timeText(Number(instant), known.now)} in ${known.namesOf(together.map(({ site }) => site))}`,
      ),
      holidays.join(', '),
    ),
    begins: Math.min(...windows.map(({ start }) => start)),
    ends: edge === 'ends' ? Math.min(...windows.map(({ end }) => end)) : Math.max(...windows.map(({ end }) => end)),
    sites,
    status: known.statusOf(sites),
    origin: { source: 'workspace file', at: null },
  });
}
