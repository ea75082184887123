import { describe, expect, it } from 'vitest';
import { MOST_A_SWEEP, MuteSource } from '../../main/polling/mute-source';
import type { AwsFailure } from '../../main/polling/ports';
import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import { HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { aMuteRule, aSchedule } from '../builders/mutes';
import { aSource } from '../builders/sources';
import { failure } from '../fakes/aws';
import { sweepRig } from './sweep/rig';

const PLACE = { account: 'prod', region: 'sa-east-1' };
const seconds = (at: Ms): number => at / SECOND;
const arn = (name: string): string => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm-mute-rule:${name}`;

interface Swept {
  readonly failure: AwsFailure | null;
  readonly notUnderstood: readonly string[];
  readonly rules: readonly MuteRule[] | null;
  readonly calls: readonly string[];
}

function muteRig(known: readonly MuteRule[] = [], once = false) {
  const { aws, clock, asker } = sweepRig(PLACE.region);
  const source = new MuteSource({ asker, clock, known, once });
  const updatedAt = clock.now() - HOUR;
  const listed = (name: string, over: object = {}) => ({
    AlarmMuteRuleArn: arn(name),
    Status: 'SCHEDULED',
    MuteType: 'RECURRING',
    LastUpdatedTimestamp: seconds(updatedAt),
    ...over,
  });
  const rule = (over: object = {}, schedule: object = {}) => ({
    Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT2H', Timezone: 'America/Sao_Paulo', ...schedule } },
    MuteTargets: { AlarmNames: ['a', 'b'] },
    ...over,
  });
  return {
    aws,
    clock,
    updatedAt,
    listed,
    rule,
    lists: (...rules: readonly object[]) => aws.answers('ListAlarmMuteRules', { AlarmMuteRuleSummaries: rules }),
    sweep: async (): Promise<Swept> => {
      aws.forgetCalls();
      const outcome = await source.sweep();
      const update = outcome.update?.(aSource({ ...PLACE, api: 'ListAlarmMuteRules' }));
      return {
        failure: outcome.failure,
        notUnderstood: outcome.notUnderstood,
        rules: update?.kind === 'mutes' ? update.rules : null,
        calls: aws.calls.map(({ operation, input: { AlarmMuteRuleName: name } }) =>
          `${operation} ${typeof name === 'string' ? name : ''}`.trim(),
        ),
      };
    },
  };
}

describe('alarm mute rules of one account and region', () => {
  it('P2: those that mute or will, a hundred a page, and of each what it mutes and when', async () => {
    const rig = muteRig();
    rig.aws.answersPages('ListAlarmMuteRules', [
      { AlarmMuteRuleSummaries: [rig.listed('night')] },
      { AlarmMuteRuleSummaries: [rig.listed('peak: November', { Status: 'ACTIVE' })] },
    ]);
    const now = rig.clock.now();
    rig.aws.answersBy('GetAlarmMuteRule', ({ input }) =>
      input['AlarmMuteRuleName'] === 'night'
        ? rig.rule({ ExpireDate: seconds(now + 9 * HOUR), StartDate: seconds(now - HOUR) })
        : rig.rule({}, { Expression: 'cron(* * * * *)', Timezone: undefined }),
    );
    const { failure: failed, notUnderstood, rules, calls } = await rig.sweep();
    expect([failed, notUnderstood]).toEqual([null, []]);
    // What mutes now comes first.
    expect(calls).toEqual([
      'ListAlarmMuteRules',
      'ListAlarmMuteRules',
      'GetAlarmMuteRule peak: November',
      'GetAlarmMuteRule night',
    ]);
    expect(rig.aws.calls[0]?.input).toEqual({ Statuses: ['ACTIVE', 'SCHEDULED'], MaxRecords: 100 });
    expect(rules).toEqual([
      aMuteRule({
        arn: arn('night'),
        name: 'night',
        alarms: ['a', 'b'],
        schedule: aSchedule('cron(0 2 * * *)', 2 * HOUR, 'America/Sao_Paulo'),
        from: now - HOUR,
        until: now + 9 * HOUR,
        updatedAt: rig.updatedAt,
      }),
      aMuteRule({
        arn: arn('peak: November'),
        name: 'peak: November',
        alarms: ['a', 'b'],
        active: true,
        schedule: aSchedule('cron(* * * * *)', 2 * HOUR),
        updatedAt: rig.updatedAt,
      }),
    ]);
  });

  it('P2: a rule is asked about again when it was changed, and not before', async () => {
    const rig = muteRig();
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    rig.lists(rig.listed('one'), rig.listed('two'));
    expect((await rig.sweep()).calls).toHaveLength(3);
    expect((await rig.sweep()).calls).toEqual(['ListAlarmMuteRules']);
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule({ MuteTargets: { AlarmNames: ['c'] } }));
    rig.lists(rig.listed('one', { LastUpdatedTimestamp: seconds(rig.updatedAt + MINUTE) }), rig.listed('two'));
    const changed = await rig.sweep();
    expect(changed.calls).toEqual(['ListAlarmMuteRules', 'GetAlarmMuteRule one']);
    expect(changed.rules?.map(({ name, alarms }) => [name, alarms])).toEqual([
      ['one', ['c']],
      ['two', ['a', 'b']],
    ]);
    // Deleted.
    rig.lists(rig.listed('two'));
    expect(await rig.sweep()).toMatchObject({ calls: ['ListAlarmMuteRules'], rules: [{ name: 'two' }] });
    rig.lists();
    expect(await rig.sweep()).toMatchObject({ failure: null, rules: [] });
  });

  it('P9: one that an earlier run was told and nobody changed since is not asked about', async () => {
    const { updatedAt } = muteRig();
    const known = aMuteRule({ arn: arn('one'), name: 'one', updatedAt });
    const odd = aMuteRule({ arn: arn('odd'), name: 'odd', updatedAt, schedule: null });
    const rig = muteRig([known, odd]);
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    rig.lists(rig.listed('one'), rig.listed('odd'));
    const { calls, rules } = await rig.sweep();
    // What was not understood is looked at again by whoever starts anew.
    expect(calls).toEqual(['ListAlarmMuteRules', 'GetAlarmMuteRule odd']);
    expect(rules?.[0]).toEqual(known);
  });

  it.each([
    ['denied', 'AccessDenied', 'cloudwatch:ListAlarmMuteRules is not allowed for profile x'],
    ['throttled', 'Throttling', 'AWS asks to slow down (Throttling)'],
  ] as const)('P6: a list that is %s is the failure of the source', async (kind, code, reason) => {
    const rig = muteRig();
    rig.aws.fails('ListAlarmMuteRules', failure(kind, reason, code));
    expect(await rig.sweep()).toMatchObject({ failure: { kind, reason }, rules: null });
  });

  it.each(['UnknownOperationException', 'InvalidAction', 'UnsupportedOperation'])(
    'an endpoint without mute rules (%s) is said as such',
    async (code) => {
      const rig = muteRig();
      rig.aws.fails('ListAlarmMuteRules', failure('error', `${code}: UnknownError`, code));
      expect((await rig.sweep()).failure).toEqual({
        kind: 'error',
        code,
        reason: `alarm mute rules are not known there (${code})`,
      });
    },
  );

  it('P6: where all may be listed and none looked into, the missing permission is the failure, after a few questions', async () => {
    const rig = muteRig();
    const names = Array.from({ length: 30 }, (_, index) => `rule-${index}`);
    rig.lists(...names.map((name) => rig.listed(name)));
    rig.aws.fails('GetAlarmMuteRule', failure('denied', 'cloudwatch:GetAlarmMuteRule is not allowed', 'AccessDenied'));
    const { failure: failed, calls, rules, notUnderstood } = await rig.sweep();
    expect(failed).toMatchObject({ kind: 'denied', reason: 'cloudwatch:GetAlarmMuteRule is not allowed' });
    expect(calls).toHaveLength(5);
    expect(rules).toEqual([]);
    expect(notUnderstood).toEqual(['26 of 30 mute rules (not looked into yet)']);
  });

  it('P10: one that is refused among others is named, and the others are seen; one that is gone meanwhile is none', async () => {
    const rig = muteRig();
    rig.lists(rig.listed('mine'), rig.listed('theirs'), rig.listed('gone'));
    rig.aws.failsBy(
      'GetAlarmMuteRule',
      ({ input }) =>
        input['AlarmMuteRuleName'] === 'theirs'
          ? failure('denied', 'cloudwatch:GetAlarmMuteRule is not allowed', 'AccessDenied')
          : input['AlarmMuteRuleName'] === 'gone'
            ? failure('error', 'there is none', 'ResourceNotFoundException')
            : null,
      () => rig.rule(),
    );
    expect(await rig.sweep()).toMatchObject({
      failure: null,
      rules: [{ name: 'mine' }],
      notUnderstood: ['theirs (cloudwatch:GetAlarmMuteRule is not allowed)'],
    });
  });

  it('what was known stays where AWS asks to slow down in the middle, and the rest is asked next time', async () => {
    const rig = muteRig();
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    rig.lists(rig.listed('one'));
    await rig.sweep();
    rig.lists(rig.listed('one', { LastUpdatedTimestamp: seconds(rig.updatedAt + MINUTE) }), rig.listed('two'));
    rig.aws.fails('GetAlarmMuteRule', failure('throttled', 'AWS asks to slow down'));
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'throttled' }, rules: [{ name: 'one' }] });
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    const { failure: failed, rules, calls } = await rig.sweep();
    expect([failed, rules?.length, calls.length]).toEqual([null, 2, 3]);
  });

  it('P2: of very many a part each sweep, what waits is said; whoever sweeps once asks for all', async () => {
    const names = Array.from({ length: MOST_A_SWEEP + 20 }, (_, index) => `rule-${index}`);
    const rig = muteRig();
    rig.lists(...names.map((name) => rig.listed(name)));
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    const first = await rig.sweep();
    expect([first.calls.length, first.rules?.length]).toEqual([1 + MOST_A_SWEEP, MOST_A_SWEEP]);
    expect(first.notUnderstood).toEqual([`20 of ${names.length} mute rules (not looked into yet)`]);
    const second = await rig.sweep();
    expect([second.calls.length, second.rules?.length, second.notUnderstood]).toEqual([21, names.length, []]);
    const once = muteRig([], true);
    once.lists(...names.map((name) => once.listed(name)));
    once.aws.answersBy('GetAlarmMuteRule', () => once.rule());
    expect((await once.sweep()).rules).toHaveLength(names.length);
  });

  it('P10: where AWS mutes and the schedule does not, no end is claimed; the other way round it is said too', async () => {
    const rig = muteRig();
    rig.aws.answersBy('GetAlarmMuteRule', ({ input }) =>
      input['AlarmMuteRuleName'] === 'never'
        ? rig.rule({}, { Expression: 'cron(0 0 29 2 *)' })
        : rig.rule({}, { Expression: 'cron(* * * * *)' }),
    );
    rig.lists(rig.listed('never', { Status: 'ACTIVE' }), rig.listed('always'));
    const { rules, notUnderstood, failure: failed } = await rig.sweep();
    expect(failed).toBeNull();
    expect(rules).toMatchObject([
      { name: 'never', active: true, schedule: null },
      { name: 'always', active: false, schedule: { expression: 'cron(* * * * *)' } },
    ]);
    expect(notUnderstood).toEqual([
      'mute rule never (AWS calls it ACTIVE, its schedule cron(0 0 29 2 *) says otherwise)',
      'mute rule always (AWS calls it SCHEDULED, its schedule cron(* * * * *) says otherwise)',
    ]);
    // Once AWS agrees again, so does what we say: without another question.
    rig.lists(rig.listed('never'), rig.listed('always', { Status: 'ACTIVE' }));
    expect(await rig.sweep()).toMatchObject({
      calls: ['ListAlarmMuteRules'],
      notUnderstood: [],
      rules: [{ schedule: { expression: 'cron(0 0 29 2 *)' } }, {}],
    });
  });

  it('P10: a schedule that is not understood is named, and its rule mutes as long as AWS says so', async () => {
    const rig = muteRig();
    rig.lists(rig.listed('odd', { Status: 'ACTIVE' }));
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule({}, { Expression: 'cron(0 2 * * MON#2)' }));
    for (let time = 0; time < 2; time++)
      expect(await rig.sweep()).toMatchObject({
        failure: null,
        rules: [{ name: 'odd', active: true, schedule: null, alarms: ['a', 'b'] }],
        notUnderstood: ['mute rule odd (day of week "MON#2" of its cron)'],
      });
  });

  it('P10: a list of which nothing can be read is a failure; one bad entry among good ones costs only itself', async () => {
    const rig = muteRig();
    rig.aws.answersBy('GetAlarmMuteRule', () => rig.rule());
    rig.lists({ AlarmMuteRuleArn: 'not an arn', Status: 'ACTIVE' }, { Status: 'ACTIVE' });
    expect((await rig.sweep()).failure?.reason).toBe(
      'ListAlarmMuteRules was answered with nothing that can be understood',
    );
    rig.lists({ AlarmMuteRuleArn: 'not an arn', Status: 'ACTIVE' }, rig.listed('good'));
    expect(await rig.sweep()).toMatchObject({
      failure: null,
      rules: [{ name: 'good' }],
      notUnderstood: ['not an arn'],
    });
  });
});
