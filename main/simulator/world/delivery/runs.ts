import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { keyOf, unit, uuid } from '../noise';
import type { Site } from '../sites';
import { LOOP_MINUTES } from '../story';

/** One way of a revision through a pipeline. */
export interface Run {
  readonly id: string;
  readonly start: Ms;
  /** Null while it has not ended. */
  readonly end: Ms | null;
  readonly status: 'InProgress' | 'Succeeded' | 'Failed' | 'Stopped';
  /** Stage it is in, or ended in. */
  readonly stage: number;
  /** When it came to that stage. */
  readonly stageSince: Ms;
  /** It stands before the next stage, which is closed. */
  readonly blocked: boolean;
  readonly version: string;
  readonly summary: string;
  readonly by: 'Webhook' | 'StartPipelineExecution';
}

export const APPS = [
  'checkout-api',
  'catalog-api',
  'payments-api',
  'pricing-api',
  'search-api',
  'recommendations',
] as const;
export type App = (typeof APPS)[number];

/** Lower environments run less. */
export const appsOf = (site: Site): readonly App[] =>
  site.tier === 'production' ? APPS : site.tier === 'pre-production' ? APPS.slice(0, 4) : APPS.slice(0, 2);

export const stagesOf = (site: Site): readonly string[] =>
  site.tier === 'production' ? ['Source', 'Build', 'Approve', 'Production'] : ['Source', 'Build', 'Deploy'];
export const APPROVE = 2;

/** How often an application is released. */
const PERIOD: Readonly<Record<Site['tier'], Ms>> = {
  production: 2 * DAY,
  'pre-production': 14 * HOUR,
  development: 9 * HOUR,
};
/** Runs that are told; AWS keeps those of a year. */
const TOLD = 12;

/** One that is not like the others. `since` counts from the start of the story. */
interface Standing {
  readonly site: string;
  readonly app: App;
  readonly since: Ms;
  readonly kind: 'approval' | 'blocked';
  readonly version: string;
  readonly summary: string;
}

/** Runs that wait for people, however long the demo runs. */
export const STANDING: readonly Standing[] = [
  {
    site: 'us-prod',
    app: 'payments-api',
    since: -76 * HOUR,
    kind: 'approval',
    version: '2.41.0',
    summary: 'payments-api 2.41.0, card tokens of the new provider',
  },
  {
    site: 'in-prod',
    app: 'search-api',
    since: -20 * HOUR,
    kind: 'blocked',
    version: '1.96.2',
    summary: 'search-api 1.96.2, synonyms for the festival catalog',
  },
];
export const CLOSED_REASON = 'No search releases until the catalog import is over';

/** Releases of the story, in minutes of its loop: from the first stage, in production, to their end. */
export const RELEASES = [
  {
    change: 'CHG-214',
    site: 'br-prod',
    app: 'checkout-api',
    from: -12,
    production: -4,
    to: 22,
    status: 'Failed',
    version: '4.18.0',
    summary: 'checkout-api 4.18.0, new pricing client (CHG-214)',
  },
  {
    change: 'CHG-221',
    site: 'us-prod',
    app: 'recommendations',
    from: 40,
    production: 48,
    to: 71,
    status: 'Stopped',
    version: '7.3.0',
    summary: 'recommendations canary (CHG-221)',
  },
] as const;

export interface Occurrence {
  readonly loop: number;
  readonly start: Ms;
  readonly end: Ms;
}

/** Loops in which something of the story has begun, the newest first; a day of them. */
export function occurrences(storyStart: Ms, now: Ms, from: number, to: number): readonly Occurrence[] {
  const newest = Math.floor((now - storyStart - from * MINUTE) / (LOOP_MINUTES * MINUTE));
  const found: Occurrence[] = [];
  for (let loop = newest; loop >= Math.max(0, newest - DAY / (LOOP_MINUTES * MINUTE)); loop--) {
    const begin = storyStart + loop * LOOP_MINUTES * MINUTE;
    found.push({ loop, start: begin + from * MINUTE, end: begin + to * MINUTE });
  }
  return found;
}

/** Every run of one pipeline, the newest first. */
export function runsOf(site: Site, app: App, seed: number, storyStart: Ms, now: Ms): readonly Run[] {
  const key = `${site.id}/${app}`;
  const standing = STANDING.find((one) => one.site === site.id && one.app === app);
  const release = RELEASES.find((one) => one.site === site.id && one.app === app);
  const own = [
    ...(standing === undefined ? [] : [standingRun(standing, key, seed, storyStart)]),
    ...(release === undefined
      ? []
      : occurrences(storyStart, now, release.from, release.to).map(({ loop, start, end }) => {
          const production = start + (release.production - release.from) * MINUTE;
          return releaseRun(release, uuid(seed, `run/${key}/release/${loop}`), { start, production, end }, now);
        })),
  ];
  // What waits, and the story, leave no room for others after them.
  const first = own.at(-1)?.start ?? Infinity;
  return [...own, ...usualRuns(site, key, app, seed, now).filter(({ start }) => start < first - HOUR)].slice(0, TOLD);
}

function standingRun({ since, kind, version, summary }: Standing, key: string, seed: number, storyStart: Ms): Run {
  const at = storyStart + since;
  return {
    id: uuid(seed, `run/${key}/standing`),
    start: at - 14 * MINUTE,
    end: null,
    status: 'InProgress',
    stage: APPROVE,
    stageSince: at,
    blocked: kind === 'blocked',
    version,
    summary,
    by: 'Webhook',
  };
}

function releaseRun(
  { version, summary, status }: (typeof RELEASES)[number],
  id: string,
  { start, production, end }: { readonly start: Ms; readonly production: Ms; readonly end: Ms },
  now: Ms,
): Run {
  const over = now >= end;
  const deploying = now >= production;
  return {
    id,
    start,
    end: over ? end : null,
    status: over ? status : 'InProgress',
    stage: deploying ? APPROVE + 1 : 1,
    stageSince: deploying ? production : start + MINUTE,
    blocked: false,
    version,
    summary,
    by: 'StartPipelineExecution',
  };
}

function usualRuns(site: Site, key: string, app: App, seed: number, now: Ms): readonly Run[] {
  const dice = keyOf(seed, `runs/${key}`);
  const period = PERIOD[site.tier];
  const phase = Math.floor(unit(dice, 0) * period);
  const last = stagesOf(site).length - 1;
  const newest = Math.floor((now - phase) / period);
  return Array.from({ length: TOLD }, (_, index): Run => {
    const nth = newest - index;
    const start = nth * period + phase;
    const end = start + (9 + Math.floor(unit(dice, nth) * 14)) * MINUTE;
    const over = now >= end;
    const luck = unit(dice + 1, nth);
    const fate = luck < 0.92 ? 'Succeeded' : luck < 0.97 ? 'Failed' : 'Stopped';
    const step = (end - start) / (last + 1);
    const stage = over ? (fate === 'Succeeded' ? last : 1) : Math.min(last, Math.floor((now - start) / step));
    const version = `${1 + (app.length % 4)}.${nth % 90}.0`;
    return {
      id: uuid(seed, `run/${key}/${nth}`),
      start,
      end: over ? end : null,
      status: over ? fate : 'InProgress',
      stage,
      stageSince: start + stage * step,
      blocked: false,
      version,
      summary: `${app} ${version}`,
      by: 'Webhook',
    };
  });
}
