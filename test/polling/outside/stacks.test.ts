import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, iso, type Ms } from '../../../shared/lib/time';
import { aRun } from '../../builders/outside';
import { failure, type FakeCall } from '../../fakes/aws';
import { NOW } from '../builders';
import { outsideRig, stacksXml, type OutsideRig } from './rig';

const idOf = (name: string): string => `arn:aws:cloudformation:sa-east-1:111122223333:stack/${name}/u-${name}`;
const stack = (name: string, status: string, updated: Ms, over: Readonly<Record<string, string>> = {}) => ({
  StackId: idOf(name),
  StackName: name,
  StackStatus: status,
  CreationTime: iso(NOW - 400 * DAY),
  LastUpdatedTime: iso(updated),
  ...over,
});
type Wire = ReturnType<typeof stack>;

const wanted = ({ input }: FakeCall): readonly string[] => input['StackStatusFilter'] as readonly string[];
const asksActive = (call: FakeCall): boolean => wanted(call).includes('UPDATE_IN_PROGRESS');

/** A CloudFormation that holds these; the list of those at rest may be refused. */
function has(rig: OutsideRig, stacks: readonly Wire[], atRest: ReturnType<typeof failure> | null = null): void {
  rig.aws.repliesBy('ListStacks', (call) =>
    atRest !== null && !asksActive(call)
      ? atRest
      : { body: stacksXml(stacks.filter(({ StackStatus }) => wanted(call).includes(StackStatus))) },
  );
}
const lists = (rig: OutsideRig): readonly string[] =>
  rig.aws.calls.map((call) => (asksActive(call) ? 'active' : 'at rest'));

describe('CloudFormation', () => {
  it('tells operations that go on and those that began in the last day', async () => {
    const rig = outsideRig('CloudFormation');
    has(rig, [
      stack('shop', 'UPDATE_IN_PROGRESS', NOW - MINUTE),
      stack('db', 'UPDATE_IN_PROGRESS', NOW, { ParentId: idOf('shop'), RootId: idOf('shop') }),
      stack('net', 'UPDATE_COMPLETE', NOW - 2 * HOUR),
      stack('part', 'UPDATE_COMPLETE', NOW - HOUR, { ParentId: idOf('net'), RootId: idOf('net') }),
      stack('old', 'UPDATE_COMPLETE', NOW - 3 * DAY),
      stack('poc', 'REVIEW_IN_PROGRESS', NOW - 40 * DAY),
    ]);
    const swept = await rig.sweep();
    expect(swept).toMatchObject({ failure: null, notUnderstood: [] });
    expect(swept.runs?.map(({ name, state }) => `${name} ${state}`)).toEqual(['shop running', 'net succeeded']);
    for (const call of rig.aws.calls) expect(wanted(call)).not.toContain('REVIEW_IN_PROGRESS');
  });

  it('P2: what rests is read at the start, when something came to rest, and else every 15 minutes', async () => {
    const rig = outsideRig('CloudFormation');
    has(rig, [stack('shop', 'UPDATE_IN_PROGRESS', NOW)]);
    await rig.sweep();
    expect(lists(rig)).toEqual(['active', 'at rest']);
    await rig.clock.advance(MINUTE);
    await rig.sweep();
    expect(lists(rig)).toEqual(['active']);
    has(rig, [stack('shop', 'UPDATE_COMPLETE', NOW)]);
    await rig.sweep();
    expect(lists(rig)).toEqual(['active', 'at rest']);
    await rig.sweep();
    expect(lists(rig)).toEqual(['active']);
    await rig.clock.advance(15 * MINUTE);
    await rig.sweep();
    expect(lists(rig)).toEqual(['active', 'at rest']);
  });

  it('an operation that was seen to run ends when it is first seen at rest, under the same name', async () => {
    const rig = outsideRig('CloudFormation');
    has(rig, [stack('shop', 'UPDATE_IN_PROGRESS', NOW - 30 * HOUR)]);
    const [running] = (await rig.sweep()).runs ?? [];
    await rig.clock.advance(MINUTE);
    has(rig, [stack('shop', 'UPDATE_ROLLBACK_COMPLETE', NOW)]);
    const seen = Math.floor(rig.clock.now() / 1_000) * 1_000;
    for (let again = 0; again < 3; again++) {
      const { runs } = await rig.sweep();
      expect(runs).toMatchObject([
        { id: running?.id, state: 'failed', rollback: true, startedAt: NOW - 30 * HOUR, endedAt: seen },
      ]);
      await rig.clock.advance(MINUTE);
    }
    await rig.clock.advance(25 * HOUR);
    expect((await rig.sweep()).runs).toEqual([]);
  });

  it('a stack that is being deleted is one run until it is gone', async () => {
    const rig = outsideRig('CloudFormation');
    has(rig, [stack('shop', 'DELETE_IN_PROGRESS', NOW - DAY, { DeletionTime: iso(NOW - MINUTE) })]);
    const [running] = (await rig.sweep()).runs ?? [];
    expect(running).toMatchObject({ state: 'running', startedAt: NOW - MINUTE });
    has(rig, [stack('shop', 'DELETE_COMPLETE', NOW - DAY, { DeletionTime: iso(NOW - 30_000) })]);
    expect((await rig.sweep()).runs).toMatchObject([
      { id: running?.id, state: 'succeeded', startedAt: NOW - MINUTE, endedAt: NOW - 30_000 },
    ]);
  });

  it('P6: while nobody can say how it ended it stands as it was, and is looked for again', async () => {
    const rig = outsideRig('CloudFormation');
    has(rig, [stack('shop', 'UPDATE_IN_PROGRESS', NOW)]);
    await rig.sweep();
    has(rig, [stack('shop', 'UPDATE_COMPLETE', NOW)], failure('throttled', 'slower'));
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'throttled' }, runs: [{ state: 'running' }] });
    has(rig, [stack('shop', 'UPDATE_COMPLETE', NOW)]);
    expect(await rig.sweep()).toMatchObject({ failure: null, runs: [{ state: 'succeeded' }] });
  });

  it.each([
    ['in an earlier run', 'earlier run'],
    ['before the machine slept', 'sleep'],
  ])('P9, P7: what was last seen to run %s ended at a time nobody knows', async (_when, how) => {
    const known = aRun({ kind: 'stack', name: 'shop', runId: idOf('shop'), id: 'earlier', startedAt: NOW - HOUR });
    const rig = outsideRig('CloudFormation', how === 'sleep' ? [] : [known]);
    if (how === 'sleep') {
      has(rig, [stack('shop', 'UPDATE_IN_PROGRESS', NOW - HOUR)]);
      await rig.sweep();
      await rig.clock.jump(5 * HOUR);
    }
    has(rig, [stack('shop', 'UPDATE_COMPLETE', NOW - HOUR)]);
    expect((await rig.sweep()).runs).toMatchObject([{ state: 'succeeded', startedAt: NOW - HOUR, endedAt: null }]);
  });

  it('P9: so it does with what an earlier run was told', async () => {
    const rig = outsideRig('CloudFormation', [
      aRun({ kind: 'stack', name: 'shop', runId: idOf('shop'), id: 'earlier', startedAt: NOW - HOUR }),
    ]);
    has(rig, [stack('shop', 'UPDATE_COMPLETE', NOW - HOUR)]);
    expect((await rig.sweep()).runs).toMatchObject([{ id: 'earlier', state: 'succeeded' }]);
  });

  it('P2: follows pages; a stack that changed its place between two is told once', async () => {
    const rig = outsideRig('CloudFormation');
    rig.aws.repliesBy('ListStacks', (call) => {
      if (!asksActive(call)) return { body: stacksXml([]) };
      return call.input['NextToken'] === undefined
        ? { body: stacksXml([stack('a', 'UPDATE_IN_PROGRESS', NOW), stack('b', 'UPDATE_IN_PROGRESS', NOW)], 'more') }
        : { body: stacksXml([stack('b', 'UPDATE_ROLLBACK_IN_PROGRESS', NOW), stack('c', 'UPDATE_IN_PROGRESS', NOW)]) };
    });
    const { runs } = await rig.sweep();
    expect(runs?.map(({ name, state }) => `${name} ${state}`)).toEqual(['a running', 'b rolling-back', 'c running']);
  });

  it('P6, P10: refused, or answered with something else, it says why and brings nothing', async () => {
    const rig = outsideRig('CloudFormation');
    rig.aws.fails('ListStacks', failure('denied', 'cloudformation:ListStacks is not allowed'));
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'denied' }, runs: null });
    rig.aws.answersBytes('ListStacks', '<html>sign in</html>');
    expect(await rig.sweep()).toMatchObject({
      failure: {
        kind: 'error',
        reason: 'ListStacks was answered with HTML instead of XML (a proxy or a sign-in page?)',
      },
      runs: null,
    });
    rig.aws.answersBytes('ListStacks', stacksXml([{ StackName: 'x' }]));
    expect(await rig.sweep()).toMatchObject({
      failure: { kind: 'error', reason: 'ListStacks was answered with nothing that can be understood' },
    });
  });
});
