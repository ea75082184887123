import { DAY, type Ms } from '../../../../shared/lib/time';
import type { Json } from '../../protocol/json';
import { hex, uuid } from '../noise';
import type { Site } from '../sites';
import type { PipelineEntry } from '../types';
import { APPROVE, CLOSED_REASON, runsOf, stagesOf, type App, type Run } from './runs';

const seconds = (at: Ms): number => at / 1000;

const PIPELINE_AGE = 400 * DAY;

/** One pipeline as CodePipeline tells of it. */
export function pipelineEntry(site: Site, app: App, seed: number, storyStart: Ms, now: Ms): PipelineEntry {
  const name = `${site.prefix}-${app}`;
  const runs = runsOf(site, app, seed, storyStart, now);
  const made = { created: seconds(storyStart - PIPELINE_AGE), updated: seconds(storyStart - PIPELINE_AGE / 8) };
  return {
    name,
    summary: { name, version: 3, pipelineType: 'V2', executionMode: 'SUPERSEDED', ...made },
    executions: runs.map((run) => executionWire(site, run, seed)),
    state: {
      pipelineName: name,
      pipelineVersion: 3,
      stageStates: stagesOf(site).map((stage, index) => stageWire(site, stage, index, runs, seed, storyStart)),
      ...made,
    },
  };
}

function executionWire(site: Site, run: Run, seed: number): Json {
  return {
    pipelineExecutionId: run.id,
    status: run.status,
    startTime: seconds(run.start),
    lastUpdateTime: seconds(run.end ?? run.stageSince),
    sourceRevisions: [
      {
        actionName: 'Source',
        revisionId: hex(seed, `commit/${run.summary}`, 40),
        revisionSummary: JSON.stringify({ ProviderType: 'GitHub', CommitMessage: run.summary }),
        revisionUrl: `https://git.example/retail/commit/${hex(seed, `commit/${run.summary}`, 40)}`,
      },
    ],
    trigger: {
      triggerType: run.by,
      triggerDetail:
        run.by === 'Webhook'
          ? `arn:aws:codestar-connections:${site.region}:${site.account}:connection/${uuid(seed, 'connection')}`
          : `arn:aws:sts::${site.account}:assumed-role/RetailRelease/release-manager`,
    },
    executionMode: 'SUPERSEDED',
    executionType: 'STANDARD',
  };
}

/** A stage shows the newest run that came to it. */
function stageWire(site: Site, stage: string, index: number, runs: readonly Run[], seed: number, storyStart: Ms): Json {
  const before = runs.find((run) => run.blocked && run.stage === index - 1);
  const run = runs.find((one) => one.stage >= index);
  const status = run === undefined ? null : run.stage > index || run.blocked ? 'Succeeded' : run.status;
  const approval = site.tier === 'production' && index === APPROVE;
  return {
    stageName: stage,
    ...(before === undefined
      ? index === 0
        ? {}
        : { inboundTransitionState: { enabled: true } }
      : {
          inboundExecution: { pipelineExecutionId: before.id, status: 'InProgress' },
          inboundTransitionState: {
            enabled: false,
            lastChangedBy: `arn:aws:sts::${site.account}:assumed-role/RetailRelease/release-manager`,
            lastChangedAt: seconds(storyStart - 30 * 3_600_000),
            disabledReason: CLOSED_REASON,
          },
        }),
    actionStates: [
      {
        actionName: approval ? 'ReleaseApproval' : stage,
        ...(run === undefined || status === null
          ? {}
          : {
              latestExecution: {
                actionExecutionId: uuid(seed, `action/${run.id}/${index}`),
                status: status === 'Stopped' ? 'Abandoned' : status,
                lastStatusChange: seconds(run.stage > index ? run.start + index * 60_000 : (run.end ?? run.stageSince)),
                ...(approval && status === 'InProgress' ? { token: uuid(seed, `token/${run.id}`) } : {}),
              },
            }),
      },
    ],
    ...(run === undefined || status === null ? {} : { latestExecution: { pipelineExecutionId: run.id, status } }),
  };
}
