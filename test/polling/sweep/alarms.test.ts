import { describe, expect, it } from 'vitest';
import { sweepAlarms } from '../../../main/polling/sweep/alarms';
import { failure } from '../../fakes/aws';
import { sweepRig } from './rig';

const alarm = (name: string, state = 'OK'): unknown => ({
  AlarmName: name,
  AlarmArn: `arn:${name}`,
  StateValue: state,
  StateTransitionedTimestamp: 1,
});

describe('a sweep of alarms (P2)', () => {
  it('asks all types, 100 a page, and follows the pages, empty ones too', async () => {
    const { aws, asker } = sweepRig();
    aws.answersPages('DescribeAlarms', [
      { MetricAlarms: [alarm('a')] },
      { MetricAlarms: [] },
      { CompositeAlarms: [alarm('b')], LogAlarms: [alarm('c')] },
    ]);
    const found = await sweepAlarms(asker, { oldTypes: false });
    expect(found.ok && found.value.alarms.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(aws.calls).toHaveLength(3);
    expect(aws.calls[0]?.input).toEqual({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'], MaxRecords: 100 });
    expect(aws.calls[2]?.input).toMatchObject({ NextToken: 'page2' });
  });

  it('takes the later word about an alarm that changed place between pages', async () => {
    const { aws, asker } = sweepRig();
    aws.answersPages('DescribeAlarms', [{ MetricAlarms: [alarm('a', 'OK')] }, { MetricAlarms: [alarm('a', 'ALARM')] }]);
    const found = await sweepAlarms(asker, { oldTypes: false });
    expect(found.ok && found.value.alarms.map(({ state }) => state)).toEqual(['ALARM']);
  });

  it('asks without LogAlarm where AWS does not know it, and remembers that', async () => {
    const { aws, asker } = sweepRig();
    const refusal = failure('validation', "Value '[LogAlarm]' at 'alarmTypes' failed to satisfy constraint");
    aws.failsBy(
      'DescribeAlarms',
      ({ input }) => ((input['AlarmTypes'] as readonly string[]).includes('LogAlarm') ? refusal : null),
      () => ({ MetricAlarms: [alarm('a')] }),
    );
    const memory = { oldTypes: false };
    expect((await sweepAlarms(asker, memory)).ok).toBe(true);
    expect((await sweepAlarms(asker, memory)).ok).toBe(true);
    expect(aws.calls).toHaveLength(3);
  });

  it.each([
    ['the same token for ever', () => ({ MetricAlarms: [], NextToken: 'x' }), /in a circle: .* same page token/, 2],
    [
      'always another token',
      ((page: number) => () => ({ MetricAlarms: [], NextToken: `t${page++}` }))(0),
      /^AWS sent more than 1,000 pages$/,
      1_000,
    ],
  ])('ends where AWS pages do not: %s', async (_what, handler, words, calls) => {
    const { aws, asker } = sweepRig();
    aws.answersBy('DescribeAlarms', handler);
    const found = await sweepAlarms(asker, { oldTypes: false });
    expect(found.ok ? '' : found.error.reason).toMatch(words);
    expect(aws.calls).toHaveLength(calls);
  });

  it('follows as many pages as a large account has', async () => {
    const { aws, asker } = sweepRig();
    aws.answersPages(
      'DescribeAlarms',
      Array.from({ length: 120 }, (_, index) => ({ MetricAlarms: [alarm(`a${index}`)] })),
    );
    const found = await sweepAlarms(asker, { oldTypes: false });
    expect(found.ok && found.value.alarms).toHaveLength(120);
  });

  it('takes entries of which not one can be read for no answer, and one readable among them for a good one (P10)', async () => {
    const { aws, asker } = sweepRig();
    aws.answers('DescribeAlarms', { MetricAlarms: [null, 7, 'x'] });
    expect(await sweepAlarms(asker, { oldTypes: false })).toEqual({
      ok: false,
      error: {
        kind: 'error',
        code: null,
        reason: 'DescribeAlarms was answered with nothing that can be understood',
      },
    });
    aws.answers('DescribeAlarms', { MetricAlarms: [null, alarm('a')] });
    const found = await sweepAlarms(asker, { oldTypes: false });
    expect(found.ok && found.value.notUnderstood).toEqual(['MetricAlarms[0]']);
  });

  it('says in words what came instead of an answer (P10)', async () => {
    const { aws, asker } = sweepRig();
    aws.answersBytes('DescribeAlarms', '<html>');
    expect(await sweepAlarms(asker, { oldTypes: false })).toEqual({
      ok: false,
      error: {
        kind: 'error',
        code: null,
        reason: 'DescribeAlarms was answered with HTML instead of JSON (a proxy or a sign-in page?)',
      },
    });
  });
});
