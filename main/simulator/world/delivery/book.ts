import { iso, MINUTE, type Ms } from '../../../../shared/lib/time';
import type { Json } from '../../protocol/json';
import { SITES, type Site } from '../sites';
import type { DeliveryBook } from '../types';
import { deploymentWires, READY } from './deployments';
import { pipelineEntry } from './pipelines';
import { appsOf, occurrences, RELEASES, STANDING } from './runs';
import { REVIEWED, stackWires, UPDATES } from './stacks';

/** What CodePipeline, CodeDeploy and CloudFormation know of one account and region of the retailer. */
export function deliveryBook(account: string, region: string, seed: number, storyStart: Ms, now: Ms): DeliveryBook {
  const sites = SITES.filter((site) => site.account === account && site.region === region);
  const apps = sites.flatMap((site) => appsOf(site).map((app) => [site, app] as const));
  return {
    pipelines: apps.map(([site, app]) => pipelineEntry(site, app, seed, storyStart, now)),
    deployments: apps.flatMap(([site, app]) => deploymentWires(site, app, seed, storyStart, now)),
    stacks: sites.flatMap((site) => stackWires(site, seed, storyStart, now)),
    pageSize: null,
  };
}

/** What the story lets happen there, told by itself and not by what the services answer. */
export function deliveryTruth(storyStart: Ms, now: Ms): readonly Json[] {
  const of = (id: string): Site | undefined => SITES.find((site) => site.id === id);
  const entry = (site: string, kind: string, name: string, state: string, since: Ms, change: string | null): Json => ({
    site,
    account: of(site)?.account ?? null,
    region: of(site)?.region ?? null,
    kind,
    name: kind === 'deployment' ? name : `${of(site)?.prefix ?? ''}-${name}`,
    state,
    since: iso(since),
    change,
  });
  return [
    ...STANDING.map((one) =>
      entry(
        one.site,
        'pipeline',
        one.app,
        one.kind === 'approval' ? 'waiting-approval' : 'blocked',
        storyStart + one.since,
        null,
      ),
    ),
    ...RELEASES.flatMap((one) =>
      running(storyStart, now, one.from, one.to).map((since) =>
        entry(one.site, 'pipeline', one.app, 'running', since, one.change),
      ),
    ),
    ...RELEASES.flatMap((one) =>
      running(storyStart, now, one.production, one.to).map((since) =>
        entry(
          one.site,
          'deployment',
          `retail-${one.app}/${one.change === 'CHG-221' ? 'canary' : one.site}`,
          'running',
          since,
          one.change,
        ),
      ),
    ),
    ...running(storyStart, now, READY.from, READY.to).map((since) =>
      entry(
        READY.site,
        'deployment',
        `retail-${READY.app}/blue-green`,
        now >= since + (READY.ready - READY.from) * MINUTE ? 'waiting-traffic' : 'running',
        since,
        null,
      ),
    ),
    ...UPDATES.flatMap((one) =>
      running(storyStart, now, one.from, one.to).map((since) =>
        entry(one.site, 'stack', one.stack, 'running', since, one.change),
      ),
    ),
    // Not a change, however long it stands there.
    entry(REVIEWED.site, 'stack', REVIEWED.stack, 'review', storyStart - REVIEWED.age, null),
  ];
}

const running = (storyStart: Ms, now: Ms, from: number, to: number): readonly Ms[] =>
  occurrences(storyStart, now, from, to)
    .filter(({ end }) => now < end)
    .map(({ start }) => start);
