import type { Change } from '../../../shared/domain/change/types';
import { SEVERITIES, STATES } from '../../../shared/domain/incident/types';
import { rulesOf } from '../../../shared/domain/guard/rules-of';
import type { GuardFacts } from '../../../shared/domain/guard/types';
import { teamViews } from '../../../shared/domain/snapshot/build';
import type { SiteView } from '../../../shared/domain/snapshot/types';
import type { Workspace } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { aChange } from '../../builders/changes';
import { aFreeze, aGuardIncident, aGuardedSite, anOutsideRun, sourcesOf } from '../../builders/guard';
import { NOW } from '../../builders/instants';
import { aSignalView, anEventView } from '../../builders/snapshots';
import { platform } from '../frames/platform';
import { createRandom } from '../random';

export const SIZES = { changes: 2_000, freezes: 50, sites: 200 } as const;

const SERVICES = Array.from({ length: 20 }, (_, index) => `service-${index}`);
const EVENTS = ['us-thanksgiving', 'christmas', 'easter', 'br-carnaval', 'in-diwali'] as const;

/** A fleet as large as it gets: 200 sites in 25 countries, 50 freezes, half a year of changes, and its usual troubles. */
export function fleet(seed: number): GuardFacts {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const some = <T>(list: readonly T[], most: number): readonly T[] => [
    ...new Set(Array.from({ length: 1 + below(most) }, () => list[below(list.length)]!)),
  ];
  const base = platform();
  const workspace: Workspace = {
    ...base,
    services: SERVICES.map((id, index) => ({
      id,
      name: id,
      tier: 1 + (index % 3),
      dependsOn: SERVICES.slice(index + 1, index + 1 + (index % 3)),
    })),
    sites: base.sites.slice(0, SIZES.sites).map((site) => ({
      ...site,
      services: some(SERVICES, 8),
      hours: { agreed: [[9 * 60, 18 * 60] as const], peak: [[12 * 60, 14 * 60] as const, [19 * 60, 22 * 60] as const] },
    })),
    freezes: Array.from({ length: SIZES.freezes }, (_, index) => {
      const [event, days] = [EVENTS[index % EVENTS.length]!, below(300)];
      return aFreeze(`${event} + ${days}d 18:00`, `${event} + ${days + 1 + below(6)}d 06:00`, {
        id: `freeze-${index}`,
        countries: index % 4 === 0 ? null : some(base.sites, 6).map(({ country }) => country),
      });
    }),
  };
  const sites = workspace.sites.map((site): SiteView =>
    aGuardedSite({
      id: site.id,
      name: site.name,
      country: site.country,
      tier: site.tier,
      account: site.account,
      region: site.region,
      timeZone: site.timeZone,
      signals: site.signals.map(({ id, name, account, region }) =>
        aSignalView({ id, name, source: `${account}/${region}/GetMetricData` }),
      ),
    }),
  );
  const known = sourcesOf(sites);
  const ids = new Set(known.map(({ id }) => id));
  return {
    now: NOW,
    rules: rulesOf(workspace),
    sites: sites.map((site) => ({ ...site, sources: site.sources.filter((id) => ids.has(id)) })),
    sources: known,
    events: Array.from({ length: 20 }, (_, index) => {
      const at = sites[below(sites.length)]!;
      return anEventView({ arn: `arn:${index}`, account: at.account, region: at.region, sites: [at.id], counts: [] });
    }),
    teams: teamViews(workspace),
    outside: Array.from({ length: 30 }, (_, index) => {
      const at = sites[below(sites.length)]!;
      return anOutsideRun({
        id: `run-${index}`,
        runId: `${index}`,
        account: at.account,
        region: at.region,
        state: index % 3 === 0 ? 'running' : 'succeeded',
      });
    }),
    changes: Array.from({ length: SIZES.changes }, (_, index) => changeOf(index, sites, some, below)),
    incidents: Array.from({ length: 20 }, (_, index) =>
      aGuardIncident({
        id: `${index}`,
        severity: SEVERITIES[index % 4]!,
        state: STATES[(index >> 2) % 4]!,
        sites: some(sites, 2).map(({ id }) => id),
        services: some(SERVICES, 1),
      }),
    ),
  };
}

function changeOf(
  index: number,
  sites: readonly SiteView[],
  some: <T>(list: readonly T[], most: number) => readonly T[],
  below: (limit: number) => number,
): Change {
  const at = some(sites, 3);
  const start = NOW + below(180 * 24 * 4) * 15 * MINUTE;
  return aChange({
    id: `change-${index}`,
    number: `${index}-AAAA`,
    sites: at.map(({ id }) => id),
    services: index % 5 === 0 ? [] : some(SERVICES, 2),
    window: { start, end: start + (1 + below(4)) * HOUR },
    watched: at.flatMap(({ id, signals }) =>
      signals.map((signal) => ({ id: signal.id, site: id, signal: signal.id, tolerance: 0.05 })),
    ),
    artifact: index % 2 === 0 ? `shop ${index % 40}` : null,
    ...(index % 10 === 0
      ? { state: 'done' as const, times: { startedAt: NOW - 2 * DAY, bakingAt: null, endedAt: NOW - DAY } }
      : {}),
  });
}
