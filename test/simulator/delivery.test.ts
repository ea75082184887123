import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  BatchGetDeploymentsCommand,
  ListDeploymentsCommand,
  type ListDeploymentsCommandInput,
} from '@aws-sdk/client-codedeploy';
import {
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/lib/time';
import { LOWER, NOW, PROD_ACCOUNT, refusal, started, type Started } from './harness';

// What the simulator answers is read here by AWS's own SDK: the contract is its word, not ours.

const STORY = NOW - 12 * MINUTE - (NOW % MINUTE);

describe('CodePipeline', () => {
  it('lists the pipelines of a site, by pages', async () => {
    const client = (await started()).codePipeline('sa-east-1');
    const { pipelines, nextToken } = await client.send(new ListPipelinesCommand({ maxResults: 4 }));
    const rest = await client.send(new ListPipelinesCommand({ maxResults: 4, nextToken }));
    const all = [...(pipelines ?? []), ...(rest.pipelines ?? [])];
    expect([pipelines?.length, rest.pipelines?.length, rest.nextToken]).toEqual([4, 2, undefined]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(6);
    expect(all[0]).toMatchObject({ name: 'retail-br-prod-checkout-api', pipelineType: 'V2' });
    expect(all[0]?.updated).toBeInstanceOf(Date);
  });

  it('runs the release of checkout-api that turns Brazil critical, and fails it when the story does', async () => {
    const simulator = await started({ now: new Date(NOW).toISOString() });
    const client = simulator.codePipeline('sa-east-1');
    const newest = async () =>
      (await client.send(new ListPipelineExecutionsCommand({ pipelineName: 'retail-br-prod-checkout-api' })))
        .pipelineExecutionSummaries?.[0];
    const running = await newest();
    expect(running).toMatchObject({
      status: 'InProgress',
      trigger: { triggerType: 'StartPipelineExecution' },
      executionType: 'STANDARD',
    });
    expect(running?.sourceRevisions?.[0]?.revisionSummary).toContain('checkout-api 4.18.0');
    expect(running?.startTime).toEqual(new Date(STORY - 12 * MINUTE));
    const state = await client.send(new GetPipelineStateCommand({ name: 'retail-br-prod-checkout-api' }));
    expect(
      state.stageStates?.map(({ stageName, latestExecution }) => `${stageName} ${latestExecution?.status}`),
    ).toEqual(['Source Succeeded', 'Build Succeeded', 'Approve Succeeded', 'Production InProgress']);
    await simulator.control('POST', '/_sim/clock', { advanceSeconds: 30 * 60 });
    expect(await newest()).toMatchObject({ pipelineExecutionId: running?.pipelineExecutionId, status: 'Failed' });
  });

  it('holds an approval that has waited for days', async () => {
    const client = (await started()).codePipeline('us-east-1');
    const name = 'retail-us-prod-payments-api';
    const { pipelineExecutionSummaries } = await client.send(new ListPipelineExecutionsCommand({ pipelineName: name }));
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name }));
    const approve = stageStates?.find(({ stageName }) => stageName === 'Approve');
    expect(approve?.latestExecution).toMatchObject({
      pipelineExecutionId: pipelineExecutionSummaries?.[0]?.pipelineExecutionId,
      status: 'InProgress',
    });
    const action = approve?.actionStates?.[0]?.latestExecution;
    expect(action?.token).toMatch(/./);
    expect(NOW - (action?.lastStatusChange?.getTime() ?? NOW)).toBeGreaterThan(3 * DAY);
  });

  it('holds a run before a stage that somebody closed', async () => {
    const client = (await started()).codePipeline('ap-south-1');
    const { stageStates } = await client.send(new GetPipelineStateCommand({ name: 'retail-in-prod-search-api' }));
    const closed = stageStates?.filter(({ inboundTransitionState }) => inboundTransitionState?.enabled === false);
    expect(closed).toHaveLength(1);
    expect(closed?.[0]?.inboundTransitionState?.disabledReason).toMatch(/catalog import/);
    expect(closed?.[0]?.inboundExecution?.status).toBe('InProgress');
    expect(closed?.[0]?.latestExecution?.pipelineExecutionId).not.toBe(
      closed?.[0]?.inboundExecution?.pipelineExecutionId,
    );
  });

  it('refuses as AWS does', async () => {
    const client = (await started()).codePipeline('sa-east-1');
    expect(await refusal(client.send(new ListPipelinesCommand({ maxResults: 0 })))).toMatchObject({
      name: 'ValidationException',
    });
    expect(
      await refusal(client.send(new ListPipelineExecutionsCommand({ pipelineName: 'x', maxResults: 101 }))),
    ).toMatchObject({
      name: 'PipelineNotFoundException',
      message: `Account '${PROD_ACCOUNT}' does not have a pipeline with name 'x' in region 'sa-east-1'`,
      status: 400,
    });
    const pipelineName = 'retail-br-prod-checkout-api';
    expect(
      await refusal(client.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 101 }))),
    ).toMatchObject({
      name: 'ValidationException',
    });
    expect(await refusal(client.send(new ListPipelinesCommand({ nextToken: 'foreign' })))).toMatchObject({
      name: 'InvalidNextTokenException',
    });
    expect(await refusal(client.send(new GetPipelineStateCommand({ name: undefined })))).toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('CodeDeploy', () => {
  const ids = async (simulator: Started, region: string, input: ListDeploymentsCommandInput) =>
    (await simulator.codeDeploy(region).send(new ListDeploymentsCommand(input))).deployments ?? [];
  const info = async (simulator: Started, region: string, deploymentIds: string[]) =>
    (await simulator.codeDeploy(region).send(new BatchGetDeploymentsCommand({ deploymentIds }))).deploymentsInfo ?? [];

  it('moves checkout-api to its targets in Brazil, then fails and puts the old one back', async () => {
    const simulator = await started({ now: new Date(NOW).toISOString() });
    const [running = ''] = await ids(simulator, 'sa-east-1', { includeOnlyStatuses: ['InProgress'] });
    const [deployment] = await info(simulator, 'sa-east-1', [running]);
    expect(deployment).toMatchObject({
      applicationName: 'retail-checkout-api',
      deploymentGroupName: 'br-prod',
      status: 'InProgress',
      creator: 'user',
    });
    expect(deployment?.startTime).toEqual(new Date(STORY - 4 * MINUTE));
    const { Pending = 0, InProgress = 0, Succeeded = 0 } = deployment?.deploymentOverview ?? {};
    expect(Succeeded).toBeGreaterThan(0);
    expect(Pending + InProgress + Succeeded).toBe(24);
    await simulator.control('POST', '/_sim/clock', { advanceSeconds: 12 * 60 });
    const [failed] = await info(simulator, 'sa-east-1', [running]);
    expect(failed).toMatchObject({ status: 'Failed', errorInformation: { code: 'ALARM_ACTIVE' } });
    const [back = ''] = await ids(simulator, 'sa-east-1', { includeOnlyStatuses: ['InProgress'] });
    const [rollback] = await info(simulator, 'sa-east-1', [back]);
    expect(rollback).toMatchObject({
      creator: 'codeDeployRollback',
      rollbackInfo: { rollbackTriggeringDeploymentId: running },
    });
  });

  it('has a blue/green deployment that is ready and waits for its traffic', async () => {
    const simulator = await started();
    const ready = await ids(simulator, 'ca-central-1', { includeOnlyStatuses: ['Ready'] });
    expect(ready).toHaveLength(1);
    expect(await info(simulator, 'ca-central-1', ready)).toMatchObject([
      { status: 'Ready', deploymentGroupName: 'blue-green', deploymentOverview: { Ready: 24 } },
    ]);
  });

  it('lists by status, application and time of creation, the newest first', async () => {
    const simulator = await started();
    const all = await ids(simulator, 'us-east-1', {});
    const lately = await ids(simulator, 'us-east-1', { createTimeRange: { start: new Date(NOW - 3 * DAY) } });
    expect(lately.length).toBeLessThan(all.length);
    expect(all.slice(0, lately.length)).toEqual(lately);
    const catalog = await ids(simulator, 'us-east-1', { applicationName: 'retail-catalog-api' });
    expect((await info(simulator, 'us-east-1', catalog.slice(0, 25))).map((one) => one.applicationName)).toEqual(
      catalog.slice(0, 25).map(() => 'retail-catalog-api'),
    );
    expect(await ids(simulator, 'us-east-1', { createTimeRange: { end: new Date(NOW - 300 * DAY) } })).toEqual([]);
  });

  it('leaves out what it does not know, and refuses as AWS does', async () => {
    const simulator = await started();
    expect(await info(simulator, 'sa-east-1', ['d-NOTKNOWN1'])).toEqual([]);
    const client = simulator.codeDeploy('sa-east-1');
    const many = Array.from({ length: 26 }, (_, index) => `d-${index}`);
    for (const [command, name] of [
      [new BatchGetDeploymentsCommand({ deploymentIds: many }), 'BatchLimitExceededException'],
      [new BatchGetDeploymentsCommand({ deploymentIds: [] }), 'DeploymentIdRequiredException'],
    ] as const)
      expect(await refusal(client.send(command))).toMatchObject({ name, status: 400 });
    for (const [input, name] of [
      [{ includeOnlyStatuses: ['Levitating'] as never }, 'InvalidDeploymentStatusException'],
      [{ createTimeRange: { start: new Date(NOW), end: new Date(NOW - HOUR) } }, 'InvalidTimeRangeException'],
      [{ nextToken: 'foreign' }, 'InvalidNextTokenException'],
    ] as const)
      expect(await refusal(client.send(new ListDeploymentsCommand(input)))).toMatchObject({ name });
  });
});

describe('CloudFormation (Query, XML)', () => {
  it('updates a stack with others nested in it', async () => {
    const client = (await started()).cloudFormation('ap-south-1');
    const { StackSummaries = [] } = await client.send(
      new ListStacksCommand({ StackStatusFilter: ['UPDATE_IN_PROGRESS'] }),
    );
    const [root] = StackSummaries.filter(({ RootId }) => RootId === undefined);
    expect(root).toMatchObject({ StackName: 'retail-in-prod-platform', StackStatus: 'UPDATE_IN_PROGRESS' });
    expect(root?.LastUpdatedTime).toEqual(new Date(STORY + 2 * MINUTE));
    expect(NOW - (root?.CreationTime?.getTime() ?? NOW)).toBeGreaterThan(400 * DAY);
    const nested = StackSummaries.filter(({ RootId }) => RootId !== undefined);
    expect(nested.length).toBeGreaterThan(0);
    for (const one of nested) expect([one.RootId, one.ParentId]).toEqual([root?.StackId, root?.StackId]);
  });

  it('without a filter lists everything: deleted stacks, and a change set nobody executed', async () => {
    const client = (await started()).cloudFormation('us-east-1');
    const { StackSummaries = [] } = await client.send(new ListStacksCommand({}));
    const deleted = StackSummaries.find(({ StackStatus }) => StackStatus === 'DELETE_COMPLETE');
    expect(deleted?.DeletionTime?.getTime()).toBeGreaterThan(NOW - 90 * DAY);
    const review = StackSummaries.find(({ StackStatus }) => StackStatus === 'REVIEW_IN_PROGRESS');
    expect(NOW - (review?.CreationTime?.getTime() ?? NOW)).toBeGreaterThan(40 * DAY);
    expect(review?.LastUpdatedTime).toBeUndefined();
  });

  it('follows pages, of 100 or fewer', async () => {
    const stacks = Array.from({ length: 230 }, (_, index) => ({
      StackId: `arn:aws:cloudformation:eu-west-1:${PROD_ACCOUNT}:stack/s${index}/u`,
      StackName: `s${index} & <co>`,
      StackStatus: 'CREATE_COMPLETE',
      CreationTime: { $secondsAgo: index },
    }));
    const client = (await started({ delivery: [{ region: 'eu-west-1', stacks }] })).cloudFormation('eu-west-1');
    const names: (string | undefined)[] = [];
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListStacksCommand({ NextToken }));
      names.push(...(page.StackSummaries ?? []).map(({ StackName }) => StackName));
      sizes.push(page.StackSummaries?.length ?? 0);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(sizes).toEqual([100, 100, 30]);
    expect(names).toEqual(stacks.map(({ StackName }) => StackName));
  });

  it('refuses as AWS does', async () => {
    const client = (await started()).cloudFormation('us-east-1');
    expect(
      await refusal(client.send(new ListStacksCommand({ StackStatusFilter: ['SINGING'] as never }))),
    ).toMatchObject({
      name: 'ValidationError',
      status: 400,
    });
    expect(await refusal(client.send(new ListStacksCommand({ NextToken: 'foreign' })))).toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('the three of them', () => {
  const refused = async (fault: object) => {
    const simulator = await started({ faults: [fault] });
    return [
      await refusal(simulator.codePipeline('sa-east-1').send(new ListPipelinesCommand({}))),
      await refusal(simulator.codeDeploy('sa-east-1').send(new ListDeploymentsCommand({}))),
      await refusal(simulator.cloudFormation('sa-east-1').send(new ListStacksCommand({}))),
    ];
  };

  it('throttle each with its own code', async () => {
    expect((await refused({ kind: 'throttle' })).map(({ name, message }) => [name, message])).toEqual([
      ['ThrottlingException', 'Rate exceeded'],
      ['ThrottlingException', 'Rate exceeded'],
      ['Throttling', 'Rate exceeded'],
    ]);
  });

  it('deny each with its own words: who, which action, on what', async () => {
    const user = `User: arn:aws:iam::${PROD_ACCOUNT}:user/meridian is not authorized to perform:`;
    const about = `sa-east-1:${PROD_ACCOUNT}`;
    const words = (action: string, on: string) =>
      `${user} ${action} on resource: ${on} because no identity-based policy allows the ${action} action`;
    expect((await refused({ kind: 'deny' })).map(({ name, message }) => [name, message])).toEqual([
      ['AccessDeniedException', words('codepipeline:ListPipelines', `arn:aws:codepipeline:${about}:*`)],
      ['AccessDeniedException', words('codedeploy:ListDeployments', `arn:aws:codedeploy:${about}:deploymentgroup:*/*`)],
      ['AccessDenied', words('cloudformation:ListStacks', `arn:aws:cloudformation:${about}:stack/*/*`)],
    ]);
  });

  it('can be hit by faults one by one', async () => {
    const simulator = await started({ faults: [{ kind: 'deny', service: 'codedeploy' }] });
    await simulator.codePipeline('sa-east-1').send(new ListPipelinesCommand({}));
    await simulator.cloudFormation('sa-east-1').send(new ListStacksCommand({}));
    await refusal(simulator.codeDeploy('sa-east-1').send(new ListDeploymentsCommand({})));
    expect(simulator.log().map(({ service, operation, errorCode }) => [service, operation, errorCode])).toEqual([
      ['codepipeline', 'ListPipelines', null],
      ['cloudformation', 'ListStacks', null],
      ['codedeploy', 'ListDeployments', 'AccessDeniedException'],
    ]);
  });

  it('know of each account and region its own, and nothing elsewhere', async () => {
    const simulator = await started();
    const pipelines = async (region: string, key?: string) =>
      (await simulator.codePipeline(region, key).send(new ListPipelinesCommand({}))).pipelines?.length;
    expect(await pipelines('sa-east-1')).toBe(6);
    expect(await pipelines('sa-east-1', LOWER)).toBe(6);
    expect(await pipelines('ap-south-2', LOWER)).toBe(2);
    expect(await pipelines('eu-west-1')).toBe(0);
  });

  it('GET /_sim/truth says what runs, waits and is no change', async () => {
    const simulator = await started();
    const { outside } = (await simulator.control('GET', '/_sim/truth')) as { outside: Record<string, unknown>[] };
    expect(outside.map(({ site, kind, name, state }) => [site, kind, name, state])).toEqual([
      ['us-prod', 'pipeline', 'retail-us-prod-payments-api', 'waiting-approval'],
      ['in-prod', 'pipeline', 'retail-in-prod-search-api', 'blocked'],
      ['br-prod', 'pipeline', 'retail-br-prod-checkout-api', 'running'],
      ['br-prod', 'deployment', 'retail-checkout-api/br-prod', 'running'],
      ['ca-prod', 'deployment', 'retail-catalog-api/blue-green', 'waiting-traffic'],
      ['in-prod', 'stack', 'retail-in-prod-platform', 'running'],
      ['in-pre', 'stack', 'retail-in-pre-database', 'running'],
      ['us-prod', 'stack', 'retail-us-prod-edge-poc', 'review'],
    ]);
  });

  it('depend on nothing but seed and time', async () => {
    const told = async (seed: number) => {
      const simulator = await started({}, { seed });
      const { deployments } = await simulator.codeDeploy('us-east-1').send(new ListDeploymentsCommand({}));
      return deployments;
    };
    expect(await told(3)).toEqual(await told(3));
    expect(await told(3)).not.toEqual(await told(4));
  });
});
