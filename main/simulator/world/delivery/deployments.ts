import { MINUTE, type Ms } from '../../../../shared/lib/time';
import type { Json } from '../../protocol/json';
import { hex } from '../noise';
import type { Site } from '../sites';
import { occurrences, RELEASES, runsOf, stagesOf, type App, type Run } from './runs';

const seconds = (at: Ms): number => at / 1000;
/** `d-` and nine capitals or digits. */
const deploymentId = (seed: number, text: string): string => `d-${hex(seed, text, 9).toUpperCase()}`;

/** Targets of a deployment. */
const TARGETS: Readonly<Record<Site['tier'], number>> = { production: 24, 'pre-production': 6, development: 2 };

interface Deployed {
  readonly id: string;
  readonly group: string;
  readonly start: Ms;
  readonly end: Ms | null;
  readonly status: string;
  /** 0 to 1. */
  readonly through: number;
  readonly revision: string;
  readonly description: string;
  readonly creator: string;
  readonly more?: Json;
}

/** A blue/green release of the story that is ready and waits for its traffic, in minutes of the loop. */
export const READY = { site: 'ca-prod', app: 'catalog-api', from: -25, ready: -10, to: 95, version: '3.7.1' } as const;
/** What CodeDeploy puts back after a release of the story that failed. */
const ROLLBACK = { from: 22, to: 28 };

/** Everything CodeDeploy was told to do with one application of one site. */
export function deploymentWires(site: Site, app: App, seed: number, storyStart: Ms, now: Ms): readonly Json[] {
  const last = stagesOf(site).length - 1;
  const runs = runsOf(site, app, seed, storyStart, now).filter((run) => run.stage === last && !run.blocked);
  const ready = READY.site === site.id && READY.app === app ? readyOnes(seed, storyStart, now) : [];
  const rolledBack = RELEASES.some((one) => one.change === 'CHG-214' && one.site === site.id && one.app === app)
    ? rollbacks(runs, seed, storyStart, now)
    : [];
  return [...ready, ...rolledBack, ...runs.map((run) => deployedBy(run, site, app, seed, now))].map((one) =>
    wire(site, app, one),
  );
}

function deployedBy(run: Run, site: Site, app: App, seed: number, now: Ms): Deployed {
  const release = RELEASES.find((one) => one.site === site.id && one.app === app && one.version === run.version);
  const whole = release === undefined ? 5 * MINUTE : (release.to - release.production) * MINUTE;
  const failed = run.status === 'Failed';
  return {
    id: deploymentId(seed, `deployment/${run.id}`),
    group: release?.change === 'CHG-221' ? 'canary' : site.id,
    start: run.stageSince,
    end: run.end,
    status: run.status,
    through: run.status === 'Succeeded' ? 1 : Math.min(0.95, Math.max(0, ((run.end ?? now) - run.stageSince) / whole)),
    revision: run.version,
    description: run.summary,
    creator: 'user',
    ...(failed && {
      more: {
        errorInformation: {
          code: 'ALARM_ACTIVE',
          message: `One or more alarms have been activated: ${site.prefix}-checkout-p95`,
        },
      },
    }),
  };
}

function rollbacks(runs: readonly Run[], seed: number, storyStart: Ms, now: Ms): readonly Deployed[] {
  return occurrences(storyStart, now, ROLLBACK.from, ROLLBACK.to).map(({ loop, start, end }) => {
    const of = runs.find((run) => run.end === start);
    return {
      id: deploymentId(seed, `rollback/${loop}`),
      group: 'br-prod',
      start,
      end: now >= end ? end : null,
      status: now >= end ? 'Succeeded' : 'InProgress',
      through: Math.min(1, (now - start) / (end - start)),
      revision: '4.17.3',
      description: 'checkout-api 4.17.3 again',
      creator: 'codeDeployRollback',
      more: {
        rollbackInfo: {
          rollbackTriggeringDeploymentId: deploymentId(seed, `deployment/${of?.id ?? ''}`),
          rollbackMessage: 'Deployment failed because alarms were activated.',
        },
      },
    };
  });
}

function readyOnes(seed: number, storyStart: Ms, now: Ms): readonly Deployed[] {
  return occurrences(storyStart, now, READY.from, READY.to).map(({ loop, start, end }) => {
    const isReady = now >= start + (READY.ready - READY.from) * MINUTE;
    const over = now >= end;
    return {
      id: deploymentId(seed, `ready/${loop}`),
      group: 'blue-green',
      start,
      end: over ? end : null,
      status: over ? 'Succeeded' : isReady ? 'Ready' : 'InProgress',
      through: over ? 1 : 0,
      revision: READY.version,
      description: `${READY.app} ${READY.version}, waits for its traffic`,
      creator: 'user',
    };
  });
}

function wire(
  site: Site,
  app: App,
  { id, group, start, end, status, through, revision, description, creator, more }: Deployed,
): Json {
  const all = TARGETS[site.tier];
  const done = Math.floor(all * through);
  const moving = end === null && status === 'InProgress' ? Math.min(2, all - done) : 0;
  const rest = all - done - moving;
  return {
    deploymentId: id,
    applicationName: `retail-${app}`,
    deploymentGroupName: group,
    deploymentConfigName: 'CodeDeployDefault.OneAtATime',
    status,
    createTime: seconds(start - 20_000),
    startTime: seconds(start),
    ...(end === null ? {} : { completeTime: seconds(end) }),
    deploymentOverview: {
      Pending: status === 'InProgress' ? rest : 0,
      InProgress: moving,
      Succeeded: done,
      Failed: 0,
      Skipped: end !== null && status !== 'Succeeded' ? rest : 0,
      Ready: status === 'Ready' ? rest : 0,
    },
    description,
    creator,
    computePlatform: 'Server',
    revision: {
      revisionType: 'S3',
      s3Location: { bucket: `retail-releases-${site.region}`, key: `${app}/${revision}.zip`, bundleType: 'zip' },
    },
    ...more,
  };
}
