import type { Change } from '../../../../shared/domain/change/types';
import { matchRuns } from '../../../../shared/domain/outside/match';
import type { OutsideRun } from '../../../../shared/domain/outside/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Names } from '../../../ui/names';
import type { LaneSite } from '../timeline/groups';
import { runItems } from '../timeline/items';
import { isUnderWayRun } from '../timeline/layout';
import { RUN_WORD, windowWords } from '../timeline/words';

export interface RunRow {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly sites: string;
  readonly time: string;
  readonly state: string;
}

interface RunsInput {
  readonly changes: readonly Change[];
  readonly outside: readonly OutsideRun[];
  readonly sites: readonly LaneSite[];
  readonly names: Names;
  readonly now: Ms;
}

/** The marks of the time line as rows: what is under way first, then the latest. One that concerns several sites is one row. */
export function runRows({ changes, outside, sites, names, now }: RunsInput): readonly RunRow[] {
  const planned = matchRuns(changes, outside, sites);
  const items = runItems(
    outside.filter(({ id }) => !planned.has(id)),
    sites,
    now,
  );
  const bySite = new Map<string, string[]>();
  for (const { run, site } of items) bySite.set(run.id, [...(bySite.get(run.id) ?? []), site]);
  return [...new Map(items.map((item) => [item.run.id, item])).values()]
    .sort((a, b) => Number(isUnderWayRun(b)) - Number(isUnderWayRun(a)) || b.start - a.start)
    .map(({ run, more, start, end }) => {
      const about = bySite.get(run.id) ?? [];
      const at = sites.map(({ id }) => id).filter((id) => about.includes(id));
      return {
        key: run.id,
        name: [run, ...more].map(({ name }) => name).join(', '),
        kind: [run, ...more].map(({ kind }) => RUN_WORD[kind]).join(', '),
        sites: at.map((site) => names.site(site)).join('; '),
        time: windowWords(start, end, names.zone(at)),
        state: [...new Set([run, ...more].map(({ said }) => said))].join(', '),
      };
    });
}
