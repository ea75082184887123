import { describe, expect, it } from 'vitest';
import { MOST_A_SWEEP } from '../../../main/polling/outside/pipelines';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../../shared/lib/time';
import { aRun } from '../../builders/outside';
import { failure, type FakeCall } from '../../fakes/aws';
import { NOW } from '../builders';
import { outsideRig, seconds, type OutsideRig } from './rig';

const pipeline = (name: string, updated: Ms = NOW - 90 * DAY) => ({ name, updated: seconds(updated) });
const execution = (id: string, status: string, updated: Ms, over: object = {}) => ({
  pipelineExecutionId: id,
  status,
  startTime: seconds(updated - 10 * MINUTE),
  lastUpdateTime: seconds(updated),
  ...over,
});
const nameOf = ({ input }: FakeCall): unknown => input['pipelineName'] ?? input['name'] ?? '';
const looked = (rig: OutsideRig): readonly string[] =>
  rig.aws.callsOf('ListPipelineExecutions').map((call) => String(nameOf(call)));

/** Pipelines, each with its executions. */
function has(rig: OutsideRig, pipelines: Readonly<Record<string, readonly unknown[]>>, updated?: Ms): void {
  rig.aws.answers('ListPipelines', { pipelines: Object.keys(pipelines).map((name) => pipeline(name, updated)) });
  rig.aws.answersBy('ListPipelineExecutions', (call) => ({
    pipelineExecutionSummaries: pipelines[String(nameOf(call))] ?? [],
  }));
}

describe('CodePipeline', () => {
  it('P2: lists pipelines, looks into each, and asks for stages only where something runs', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, {
      busy: [execution('run-2', 'InProgress', NOW - MINUTE), execution('run-1', 'Succeeded', NOW - HOUR)],
      quiet: [execution('old', 'Succeeded', NOW - 9 * DAY)],
    });
    rig.aws.answers('GetPipelineState', {
      stageStates: [
        {
          stageName: 'Approve',
          latestExecution: { pipelineExecutionId: 'run-2', status: 'InProgress' },
          actionStates: [
            {
              actionName: 'OK?',
              latestExecution: { status: 'InProgress', token: 't', lastStatusChange: seconds(NOW - MINUTE) },
            },
          ],
        },
      ],
    });
    const { runs, failure: none } = await rig.sweep();
    expect(none).toBeNull();
    expect(runs).toMatchObject([
      { id: 'pipeline:prod:sa-east-1:busy:run-2', state: 'waiting-approval', waitingSince: NOW - MINUTE },
      { runId: 'run-1', state: 'succeeded', endedAt: NOW - HOUR },
    ]);
    expect([...rig.asked(nameOf)].sort()).toEqual([
      'GetPipelineState busy',
      'ListPipelineExecutions busy',
      'ListPipelineExecutions quiet',
      'ListPipelines',
    ]);
  });

  it('P2: follows the pages of pipelines, each once', async () => {
    const rig = outsideRig('CodePipeline');
    rig.aws.answersPages('ListPipelines', [
      { pipelines: [pipeline('a'), pipeline('b')] },
      { pipelines: [pipeline('b'), pipeline('c')] },
    ]);
    await rig.sweep();
    expect(looked(rig)).toEqual(['a', 'b', 'c']);
    expect(rig.aws.callsOf('ListPipelines').map(({ input }) => input['maxResults'])).toEqual([1_000, 1_000]);
  });

  it('P4: a pipeline in which something happened is looked into every time, a quiet one every 5 minutes', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, { busy: [execution('a', 'Failed', NOW - 20 * HOUR)], quiet: [execution('b', 'Failed', NOW - 3 * DAY)] });
    await rig.sweep();
    expect(looked(rig)).toEqual(['busy', 'quiet']);
    for (let minute = 1; minute < 5; minute++) {
      await rig.clock.advance(MINUTE);
      await rig.sweep();
      expect(looked(rig), `minute ${minute}`).toEqual(['busy']);
    }
    await rig.clock.advance(MINUTE);
    await rig.sweep();
    expect(looked(rig)).toEqual(['busy', 'quiet']);
  });

  it('P2: one sweep looks into so many and no more; all have their turn, the lately changed ones first', async () => {
    const rig = outsideRig('CodePipeline');
    const names = Array.from({ length: 3 * MOST_A_SWEEP - 10 }, (_, index) => `p${index}`);
    rig.aws.answers('ListPipelines', {
      pipelines: names.map((name, index) => pipeline(name, NOW - (10 + index) * DAY)),
    });
    const seen: string[] = [];
    for (let sweep = 0; sweep < 3; sweep++) {
      await rig.sweep();
      expect(looked(rig).length).toBeLessThanOrEqual(MOST_A_SWEEP);
      seen.push(...looked(rig));
      await rig.clock.advance(MINUTE);
    }
    expect(seen).toEqual(names);
  });

  it('P10: what was not looked into yet is told, until each was looked into once', async () => {
    const rig = outsideRig('CodePipeline');
    const count = 2 * MOST_A_SWEEP + 5;
    has(rig, Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, []])));
    const told: (readonly string[])[] = [];
    for (let sweep = 0; sweep < 3; sweep++) {
      told.push((await rig.sweep()).notUnderstood);
      await rig.clock.advance(MINUTE);
    }
    expect(told).toEqual([
      [`${MOST_A_SWEEP + 5} of ${count} pipelines (not looked into yet)`],
      [`5 of ${count} pipelines (not looked into yet)`],
      [],
    ]);
  });

  it('who asks once has all of them looked into', async () => {
    const rig = outsideRig('CodePipeline', [], true);
    const names = Array.from({ length: MOST_A_SWEEP + 20 }, (_, index) => `p${index}`);
    has(rig, Object.fromEntries(names.map((name) => [name, []])));
    expect(await rig.sweep()).toMatchObject({ failure: null, notUnderstood: [] });
    expect([...looked(rig)].sort()).toEqual([...names].sort());
  });

  it('what the time did not suffice for is told with the failure', async () => {
    const rig = outsideRig('CodePipeline', [], true);
    has(rig, Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, []])));
    let asked = 0;
    rig.aws.failsBy(
      'ListPipelineExecutions',
      () => (++asked > 50 ? failure('offline', 'no answer before the deadline') : null),
      () => ({ pipelineExecutionSummaries: [] }),
    );
    expect((await rig.sweep()).failure).toMatchObject({
      kind: 'offline',
      reason: 'no answer before the deadline; 10 of 60 pipelines were not looked into yet',
    });
  });

  it('P10: refused ones are told as long as they are refused, and do not take the turn of the others', async () => {
    const rig = outsideRig('CodePipeline');
    const names = Array.from({ length: MOST_A_SWEEP + 20 }, (_, index) => `p${index}`);
    rig.aws.answers('ListPipelines', { pipelines: names.map((name) => pipeline(name)) });
    let refused = new Set(names.slice(0, MOST_A_SWEEP - 1));
    rig.aws.failsBy(
      'ListPipelineExecutions',
      (call) => (refused.has(String(nameOf(call))) ? failure('denied', 'not allowed') : null),
      () => ({ pipelineExecutionSummaries: [] }),
    );
    const seen = new Set<string>();
    for (let sweep = 0; sweep < 3; sweep++) {
      const { notUnderstood, failure: none } = await rig.sweep();
      expect(none).toBeNull();
      expect(notUnderstood.filter((text) => text.endsWith('(not allowed)'))).toHaveLength(1);
      for (const name of looked(rig)) seen.add(name);
      await rig.clock.advance(MINUTE);
    }
    expect(seen.size).toBe(names.length);
    refused = new Set();
    await rig.clock.advance(5 * MINUTE);
    await rig.sweep();
    await rig.clock.advance(MINUTE);
    expect((await rig.sweep()).notUnderstood).toEqual([]);
  });

  it('P6: where every single one is refused all are tried again with the next sweep', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, { a: [], b: [] });
    rig.aws.fails('ListPipelineExecutions', failure('denied', 'not allowed'));
    expect((await rig.sweep()).failure).toMatchObject({ kind: 'denied' });
    has(rig, { a: [], b: [] });
    await rig.clock.advance(SECOND);
    expect(await rig.sweep()).toMatchObject({ failure: null, notUnderstood: [] });
  });

  it('P4: many busy pipelines leave room for quiet ones', async () => {
    const rig = outsideRig('CodePipeline');
    const busy = Array.from({ length: 80 }, (_, index) => `busy${index}`);
    rig.aws.answers('ListPipelines', {
      pipelines: [...busy.map((name) => pipeline(name, NOW - HOUR)), pipeline('quiet')],
    });
    const seen = new Set<string>();
    for (let sweep = 0; sweep < 3; sweep++) {
      await rig.sweep();
      for (const name of looked(rig)) seen.add(name);
      await rig.clock.advance(MINUTE);
    }
    expect(seen.size).toBe(81);
  });

  it('an approval that waits for days is found again behind any number of newer runs', async () => {
    const rig = outsideRig('CodePipeline');
    const newer = Array.from({ length: 120 }, (_, index) => execution(`new${index}`, 'Superseded', NOW - 2 * DAY));
    const pages = [newer.slice(0, 60), newer.slice(60), [execution('waits', 'InProgress', NOW - 8 * DAY)]];
    rig.aws.answers('ListPipelines', { pipelines: [pipeline('a')] });
    rig.aws.answersPages(
      'ListPipelineExecutions',
      pages.map((page) => ({ pipelineExecutionSummaries: page })),
    );
    // Nobody knows of it: the first page is old enough to be the last one.
    expect((await rig.sweep()).runs).toEqual([]);
    const known = [aRun({ name: 'a', runId: 'waits', state: 'waiting-approval' })];
    const later = outsideRig('CodePipeline', known);
    later.aws.answers('ListPipelines', { pipelines: [pipeline('a')] });
    later.aws.answersPages(
      'ListPipelineExecutions',
      pages.map((page) => ({ pipelineExecutionSummaries: page })),
    );
    expect((await later.sweep()).runs).toMatchObject([{ runId: 'waits' }]);
  });

  it('P9: what an earlier run was told of a pipeline stands until it is looked into', async () => {
    const names = Array.from({ length: MOST_A_SWEEP + 5 }, (_, index) => `p${index}`);
    const last = names.at(-1) ?? '';
    const rig = outsideRig('CodePipeline', [aRun({ name: last, state: 'succeeded', updatedAt: NOW - 23 * HOUR })]);
    rig.aws.answers('ListPipelines', { pipelines: names.map((name) => pipeline(name)) });
    rig.aws.fails('ListPipelineExecutions', failure('throttled', 'slower'));
    expect((await rig.sweep()).runs).toMatchObject([{ name: last }]);
  });

  it('P6: throttled in the middle keeps what was learned and what was known', async () => {
    const rig = outsideRig('CodePipeline');
    const one = [execution('x', 'InProgress', NOW - MINUTE)];
    has(rig, { a: one, b: one, c: one, d: one });
    await rig.sweep();
    await rig.clock.advance(MINUTE);
    rig.aws.failsBy(
      'ListPipelineExecutions',
      (call) => (nameOf(call) === 'b' ? failure('throttled', 'AWS asks to slow down') : null),
      () => ({ pipelineExecutionSummaries: [execution('x', 'Failed', NOW)] }),
    );
    const swept = await rig.sweep();
    expect(swept.failure?.kind).toBe('throttled');
    expect(swept.runs?.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
      'a failed',
      'b running',
      'c running',
      'd running',
    ]);
  });

  it('P10: one pipeline that may not be looked into, or answers nonsense, costs only itself and is named', async () => {
    const rig = outsideRig('CodePipeline');
    rig.aws.answers('ListPipelines', { pipelines: ['a', 'b', 'c', 'd'].map((name) => pipeline(name)) });
    rig.aws.failsBy(
      'ListPipelineExecutions',
      (call) => (['b', 'c'].includes(String(nameOf(call))) ? failure('denied', 'codepipeline:X is not allowed') : null),
      (call) =>
        nameOf(call) === 'd' ? { unexpected: true } : { pipelineExecutionSummaries: [execution('x', 'Failed', NOW)] },
    );
    const swept = await rig.sweep();
    expect(swept.failure).toBeNull();
    expect(swept.runs?.map(({ name }) => name)).toEqual(['a']);
    expect(swept.notUnderstood).toEqual([
      'b, c (codepipeline:X is not allowed)',
      'd (ListPipelineExecutions was answered with no pipelineExecutionSummaries in it)',
    ]);
  });

  it('P6: refused everywhere, it is the source that is denied', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, { a: [], b: [] });
    rig.aws.fails('ListPipelineExecutions', failure('denied', 'codepipeline:ListPipelineExecutions is not allowed'));
    expect((await rig.sweep()).failure).toMatchObject({ kind: 'denied' });
    rig.aws.fails('ListPipelines', failure('denied', 'codepipeline:ListPipelines is not allowed'));
    expect(await rig.sweep()).toEqual({
      failure: failure('denied', 'codepipeline:ListPipelines is not allowed'),
      notUnderstood: [],
      runs: null,
    });
  });

  it('where the stages may not be read a run still runs, and what is missing is said', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, { a: [execution('x', 'InProgress', NOW)] });
    rig.aws.fails('GetPipelineState', failure('denied', 'codepipeline:GetPipelineState is not allowed'));
    const swept = await rig.sweep();
    expect(swept).toMatchObject({ failure: null, runs: [{ state: 'running', stage: null }] });
    expect(swept.notUnderstood).toEqual(['a (codepipeline:GetPipelineState is not allowed)']);
  });

  it('a waiting approval does not begin to run because its stages could not be read once', async () => {
    const rig = outsideRig('CodePipeline', [
      aRun({ name: 'a', id: 'pipeline:prod:sa-east-1:a:x', runId: 'x', state: 'waiting-approval', stage: 'Approve' }),
    ]);
    has(rig, { a: [execution('x', 'InProgress', NOW)] });
    rig.aws.fails('GetPipelineState', failure('throttled', 'slower'));
    expect(await rig.sweep()).toMatchObject({
      failure: { kind: 'throttled' },
      runs: [{ state: 'waiting-approval', stage: 'Approve' }],
    });
  });

  it('a pipeline that was deleted is forgotten, before or after it was listed', async () => {
    const rig = outsideRig('CodePipeline');
    const one = [execution('x', 'InProgress', NOW)];
    has(rig, { a: one, b: one });
    expect((await rig.sweep()).runs).toHaveLength(2);
    has(rig, { a: one });
    expect((await rig.sweep()).runs).toMatchObject([{ name: 'a' }]);
    rig.aws.fails('ListPipelineExecutions', failure('error', 'gone', 'PipelineNotFoundException'));
    expect(await rig.sweep()).toMatchObject({ failure: null, runs: [], notUnderstood: [] });
  });

  it('P10: a status nobody knows is named, and no run', async () => {
    const rig = outsideRig('CodePipeline');
    has(rig, { a: [execution('x', 'Dreaming', NOW), execution('y', 'Failed', NOW - 5 * SECOND)] });
    const swept = await rig.sweep();
    expect(swept.runs).toMatchObject([{ runId: 'y' }]);
    expect(swept.notUnderstood).toEqual(['a (x, status Dreaming)']);
  });
});
