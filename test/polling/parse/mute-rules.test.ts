import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer, type AnswerKind, type Parsed } from '../../../main/polling/parse/parse';
import { HOUR } from '../../../shared/lib/time';
import { HOSTILE, STEERING } from '../../builders/hostile';
import { holds } from '../../builders/property';
import { NOW } from '../builders';

const parse = <K extends AnswerKind>(kind: K, value: unknown) =>
  parseAnswer(kind, new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), NOW);
function good<K extends AnswerKind>(kind: K, value: unknown): Parsed[K] {
  const parsed = parse(kind, value);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}
const arn = (name: string): string => `arn:aws:cloudwatch:sa-east-1:111122223333:alarm-mute-rule:${name}`;
const detail = {
  Name: 'nightly',
  AlarmMuteRuleArn: arn('nightly'),
  Rule: { Schedule: { Expression: 'cron(0 2 * * *)', Duration: 'PT2H', Timezone: 'America/Sao_Paulo' } },
  MuteTargets: { AlarmNames: ['a', 'b'] },
  Status: 'SCHEDULED',
};
const schedule = (over: object) => ({ ...detail, Rule: { Schedule: { ...detail.Rule.Schedule, ...over } } });

describe('ListAlarmMuteRules (P10)', () => {
  it('gives names out of ARNs, colons and all, in any partition', () => {
    const page = good('muteRules', {
      AlarmMuteRuleSummaries: [
        { AlarmMuteRuleArn: arn('a: b:c'), Status: 'ACTIVE', LastUpdatedTimestamp: 1_795_435_200 },
        { AlarmMuteRuleArn: 'arn:aws-cn:cloudwatch:cn-north-1:1:alarm-mute-rule:x', Status: 'SCHEDULED' },
      ],
      NextToken: 'next',
    });
    expect(page).toEqual({
      rules: [
        { arn: arn('a: b:c'), name: 'a: b:c', status: 'ACTIVE', updatedAt: 1_795_435_200_000 },
        {
          arn: 'arn:aws-cn:cloudwatch:cn-north-1:1:alarm-mute-rule:x',
          name: 'x',
          status: 'SCHEDULED',
          updatedAt: null,
        },
      ],
      nextToken: 'next',
      notUnderstood: [],
    });
  });

  it('one bad entry costs only itself, and is named', () => {
    const page = good('muteRules', {
      AlarmMuteRuleSummaries: [
        null,
        7,
        {},
        { AlarmMuteRuleArn: arn('no-status') },
        { AlarmMuteRuleArn: 'x', Status: 'ACTIVE' },
      ],
    });
    expect(page).toEqual({
      rules: [],
      nextToken: null,
      notUnderstood: [
        'AlarmMuteRuleSummaries[0]',
        'AlarmMuteRuleSummaries[1]',
        'AlarmMuteRuleSummaries[2]',
        arn('no-status'),
        'x',
      ],
    });
  });

  it.each([
    ['{}', 'no AlarmMuteRuleSummaries in it'],
    ['{"AlarmMuteRuleSummaries":{}}', 'AlarmMuteRuleSummaries is not a list'],
    ['', 'an empty answer'],
    ['{"AlarmMuteRuleSummaries":[{"Alarm', 'JSON cut off'],
    ['<html>', 'HTML instead of JSON (a proxy or a sign-in page?)'],
  ])('%s is %s', (text, error) => {
    expect(parse('muteRules', text)).toEqual({ ok: false, error });
  });
});

describe('GetAlarmMuteRule (P10)', () => {
  it('gives what it mutes and when', () => {
    const dates = { StartDate: NOW / 1000, ExpireDate: new Date(NOW + HOUR).toISOString() };
    expect(good('muteRule', { ...detail, ...dates })).toEqual({
      rule: {
        alarms: ['a', 'b'],
        schedule: { expression: 'cron(0 2 * * *)', duration: 2 * HOUR, timeZone: 'America/Sao_Paulo' },
        from: NOW,
        until: NOW + HOUR,
      },
      notUnderstood: [],
    });
    expect(good('muteRule', { ...detail, MuteTargets: undefined }).rule).toMatchObject({ alarms: [], from: null });
  });

  it.each([
    [schedule({ Expression: 'cron(0 2 * * *  *)' }), 'cron with 6 fields instead of 5'],
    [schedule({ Expression: 7 }), 'no expression'],
    [schedule({ Duration: 'PT2X' }), 'duration "PT2X"'],
    [schedule({ Duration: null }), 'no duration'],
    [schedule({ Timezone: 'Mars/Olympus' }), 'time zone "Mars/Olympus"'],
    [{ ...detail, StartDate: 'soon' }, 'StartDate'],
    [{ ...detail, ExpireDate: {} }, 'ExpireDate'],
  ])('a rule whose schedule is not understood stays one, and says why: %j', (answer, why) => {
    const { rule, notUnderstood } = good('muteRule', answer);
    expect(rule).toMatchObject({ alarms: ['a', 'b'], schedule: null });
    expect(notUnderstood).toEqual([why]);
  });

  it.each([
    [{}, 'no Schedule in it'],
    [{ ...detail, Rule: { Schedule: [] } }, 'no Schedule in it'],
    [{ ...detail, MuteTargets: [] }, 'MuteTargets is not an object'],
    [{ ...detail, MuteTargets: { AlarmNames: {} } }, 'AlarmNames is not a list'],
  ])('%j is %s', (answer, error) => {
    expect(parse('muteRule', answer)).toEqual({ ok: false, error });
  });

  it('names that are none are named, the rest stands; a name twice is one', () => {
    const { rule, notUnderstood } = good('muteRule', {
      ...detail,
      MuteTargets: { AlarmNames: ['a', 1, '', 'a', null, 'b'] },
    });
    expect(rule.alarms).toEqual(['a', 'b']);
    expect(notUnderstood).toEqual(['AlarmNames[1]', 'AlarmNames[2]', 'AlarmNames[4]']);
  });

  it('names that want to be more than names are not', () => {
    for (const text of Object.values(HOSTILE)) {
      const page = good('muteRules', { AlarmMuteRuleSummaries: [{ AlarmMuteRuleArn: arn(text), Status: 'ACTIVE' }] });
      const { rule, notUnderstood } = good('muteRule', {
        ...schedule({ Expression: text }),
        MuteTargets: { AlarmNames: [text] },
      });
      for (const said of [page.rules[0]?.name ?? '', ...rule.alarms, ...notUnderstood])
        expect(said).not.toMatch(STEERING);
    }
  });

  it('whatever comes instead is an answer or a reason, and never thrown', () => {
    const place = fc.constantFrom('Rule', 'MuteTargets', 'StartDate', 'ExpireDate', 'Name');
    const inner = fc.constantFrom('Expression', 'Duration', 'Timezone');
    holds(
      fc.property(place, inner, fc.jsonValue(), fc.string(), (outer, within, value, text) => {
        for (const answer of [
          { ...detail, [outer]: value },
          schedule({ [within]: value }),
          schedule({ [within]: text }),
        ]) {
          const parsed = parse('muteRule', answer);
          if (parsed.ok && parsed.value.rule.schedule === null) expect(parsed.value.notUnderstood).not.toEqual([]);
          if (!parsed.ok) expect(parsed.error).not.toBe('');
        }
      }),
    );
  });
});
