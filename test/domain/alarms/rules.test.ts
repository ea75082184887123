import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAlarms, type AlarmSeverity, type JudgedAlarms } from '../../../shared/domain/alarms/rules';
import type { Alarm, AlarmState } from '../../../shared/domain/alarms/types';
import type { Site } from '../../../shared/domain/workspace/types';
import { MINUTE, SECOND } from '../../../shared/lib/time';
import { aComposite, anAlarm } from '../../builders/alarms';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';

const judge = (alarms: readonly Alarm[], over: Partial<Site['alarms']> = {}): JudgedAlarms =>
  judgeAlarms({ alarms: { include: null, ignore: ['TargetTracking-*'], critical: ['*-page'], ...over } }, alarms, NOW);

/** Severity and speaker by name. */
const told = (alarms: readonly Alarm[], over: Partial<Site['alarms']> = {}): Record<string, string> =>
  Object.fromEntries(
    judge(alarms, over).alarms.map(({ alarm, severity, under }) => [
      alarm.name,
      `${severity ?? 'listed'}${under === null ? '' : ` under ${under}`}`,
    ]),
  );

const severityOf = (alarm: Alarm, over: Partial<Site['alarms']> = {}): AlarmSeverity | null | undefined =>
  judge([alarm], over).alarms[0]?.severity;

describe('S6: ALARM is a warning, critical when its name matches `critical`', () => {
  test.each([
    { name: 'retail-br-cpu', state: 'OK', severity: null },
    { name: 'retail-br-cpu', state: 'ALARM', severity: 'warning' },
    { name: 'retail-br-page', state: 'OK', severity: null },
    { name: 'retail-br-page', state: 'ALARM', severity: 'critical' },
    { name: 'retail-br-page-old', state: 'ALARM', severity: 'warning' },
  ] as const)('$name in $state: $severity', ({ name, state, severity }) => {
    expect(severityOf(anAlarm({ name, state }))).toBe(severity);
  });

  test('without a pattern nothing is critical, with * everything is', () => {
    const alarm = anAlarm({ name: 'retail-br-page', state: 'ALARM' });
    expect(severityOf(alarm, { critical: [] })).toBe('warning');
    expect(severityOf(alarm, { critical: ['*'] })).toBe('critical');
    expect(severityOf(alarm, { critical: ['nothing', 'retail-*'] })).toBe('critical');
  });

  test.each(['metric', 'composite', 'log'] as const)('a %s alarm too', (kind) => {
    expect(severityOf(anAlarm({ kind, state: 'ALARM' }))).toBe('warning');
    expect(severityOf(anAlarm({ kind, name: 'retail-br-page', state: 'ALARM' }))).toBe('critical');
  });
});

describe('S6: EvaluationState ERROR or FAILURE is unknown', () => {
  test.each([
    { evaluationState: 'EVALUATION_ERROR', severity: 'unknown' },
    { evaluationState: 'EVALUATION_FAILURE', severity: 'unknown' },
    { evaluationState: 'evaluation_failure', severity: 'unknown' },
    { evaluationState: 'PARTIAL_DATA', severity: null },
    { evaluationState: null, severity: null },
  ])('$evaluationState in OK: $severity', ({ evaluationState, severity }) => {
    expect(severityOf(anAlarm({ evaluationState }))).toBe(severity);
  });

  test.each(['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const)('whatever its state says: %s', (state) => {
    expect(severityOf(anAlarm({ name: 'a-page', state, evaluationState: 'EVALUATION_ERROR' }))).toBe('unknown');
  });

  test('a broken composite neither speaks for its children nor calms them', () => {
    const child = anAlarm({ name: 'child-page', state: 'ALARM' });
    for (const state of ['OK', 'ALARM'] as const) {
      const parent = aComposite('parent', ['child-page'], { state, evaluationState: 'EVALUATION_ERROR' });
      expect(told([child, parent])).toEqual({ 'child-page': 'critical', parent: 'unknown' });
    }
  });
});

describe('S2, P10: an alarm whose state is not understood is never ok', () => {
  test.each(['a-page', 'a-other'])('%s is unknown', (name) => {
    expect(severityOf(anAlarm({ name, state: 'UNKNOWN' }))).toBe('unknown');
  });

  test('nor does such a composite speak for its children or calm them', () => {
    const alarms = [
      anAlarm({ name: 'child-page', state: 'ALARM' }),
      aComposite('parent', ['child-page'], { state: 'UNKNOWN' }),
    ];
    expect(told(alarms)).toEqual({ 'child-page': 'critical', parent: 'unknown' });
  });
});

describe('S6: INSUFFICIENT_DATA is listed; unknown for a critical-listed alarm after 3 evaluation periods', () => {
  test.each([
    { name: 'a-page', periodSeconds: 60, age: 180_000, severity: 'unknown' },
    { name: 'a-page', periodSeconds: 60, age: 179_999, severity: null },
    { name: 'a-page', periodSeconds: 300, age: 899_999, severity: null },
    { name: 'a-page', periodSeconds: 300, age: 900_000, severity: 'unknown' },
    { name: 'a-other', periodSeconds: 60, age: 900 * MINUTE, severity: null },
  ])('$name, period $periodSeconds s, for $age ms: $severity', ({ name, periodSeconds, age, severity }) => {
    expect(severityOf(anAlarm({ name, state: 'INSUFFICIENT_DATA', periodSeconds, since: NOW - age }))).toBe(severity);
  });

  test('it is judged by the clock of AWS that is handed over', () => {
    const alarm = anAlarm({ name: 'a-page', state: 'INSUFFICIENT_DATA', since: NOW });
    const at = (awsNow: number) =>
      judgeAlarms({ alarms: { include: null, ignore: [], critical: ['*'] } }, [alarm], awsNow).alarms[0]?.severity;
    expect(at(NOW + 180 * SECOND - 1)).toBeNull();
    expect(at(NOW + 180 * SECOND)).toBe('unknown');
  });
});

describe('S6: a composite in ALARM replaces its children among the reasons', () => {
  const parent = aComposite('parent', ['child', 'other'], { state: 'ALARM' });

  test('children in ALARM stand under it, others stand alone', () => {
    const alarms = [
      anAlarm({ name: 'child', state: 'ALARM' }),
      anAlarm({ name: 'other', state: 'OK' }),
      anAlarm({ name: 'stranger', state: 'ALARM' }),
      parent,
    ];
    expect(told(alarms)).toEqual({
      child: 'warning under parent',
      other: 'listed',
      stranger: 'warning',
      parent: 'warning',
    });
  });

  test('a child that is not in ALARM is not replaced: what is not known stays said', () => {
    const broken = anAlarm({ name: 'child', state: 'OK', evaluationState: 'EVALUATION_FAILURE' });
    expect(told([broken, parent])).toEqual({ child: 'unknown', parent: 'warning' });
  });

  test('it is never milder than the worst of its children in ALARM: it must not hide a page', () => {
    const page = anAlarm({ name: 'disk-page', state: 'ALARM' });
    const direct = aComposite('direct', ['disk-page'], { state: 'ALARM' });
    const outer = aComposite('outer', ['direct'], { state: 'ALARM' });
    expect(told([page, direct, outer])).toEqual({
      'disk-page': 'critical under outer',
      direct: 'critical under outer',
      outer: 'critical',
    });
    const quiet = anAlarm({ name: 'disk-page', state: 'OK' });
    expect(told([quiet, direct])).toEqual({ 'disk-page': 'listed', direct: 'warning' });
  });

  test('composites in ALARM over composites: the outermost speaks', () => {
    const alarms = [
      anAlarm({ name: 'leaf', state: 'ALARM' }),
      aComposite('a', ['leaf'], { state: 'ALARM' }),
      aComposite('b', ['a'], { state: 'ALARM' }),
      aComposite('c', ['b'], { state: 'ALARM' }),
    ];
    expect(told(alarms)).toEqual({ leaf: 'warning under c', a: 'warning under c', b: 'warning under c', c: 'warning' });
  });

  test('a chain that is broken by a composite not in ALARM ends there', () => {
    const alarms = [
      anAlarm({ name: 'leaf', state: 'ALARM' }),
      aComposite('a', ['leaf'], { state: 'ALARM' }),
      aComposite('b', ['a'], { state: 'INSUFFICIENT_DATA' }),
      aComposite('c', ['b'], { state: 'ALARM' }),
    ];
    expect(told(alarms)).toEqual({ leaf: 'warning under a', a: 'warning', b: 'listed', c: 'warning' });
  });

  test.each([
    { what: 'itself', alarms: [aComposite('a', ['a'], { state: 'ALARM' })], speaks: ['a'] },
    {
      what: 'each other',
      alarms: [aComposite('b', ['a'], { state: 'ALARM' }), aComposite('a', ['b'], { state: 'ALARM' })],
      speaks: ['a'],
    },
    {
      what: 'a ring of three with a leaf',
      alarms: [
        aComposite('c', ['b'], { state: 'ALARM' }),
        aComposite('b', ['a', 'leaf'], { state: 'ALARM' }),
        aComposite('a', ['c'], { state: 'ALARM' }),
        anAlarm({ name: 'leaf', state: 'ALARM' }),
      ],
      speaks: ['a'],
    },
    {
      what: 'a ring under another composite',
      alarms: [
        aComposite('a', ['b'], { state: 'ALARM' }),
        aComposite('b', ['a'], { state: 'ALARM' }),
        aComposite('z', ['a'], { state: 'ALARM' }),
      ],
      speaks: ['z'],
    },
  ])('composites that look at $what never silence each other', ({ alarms, speaks }) => {
    expect(
      judge(alarms)
        .alarms.filter(({ under }) => under === null)
        .map(({ alarm }) => alarm.name),
    ).toEqual(speaks);
  });

  test('a ring is as bad as the worst alarm it looks at', () => {
    const alarms = [
      aComposite('a', ['b'], { state: 'ALARM' }),
      aComposite('b', ['a', 'disk-page'], { state: 'ALARM' }),
      anAlarm({ name: 'disk-page', state: 'ALARM' }),
    ];
    expect(told(alarms)['a']).toBe('critical');
  });
});

describe('S6: under a composite in OK a child in ALARM is at most a warning', () => {
  const page = anAlarm({ name: 'disk-page', state: 'ALARM' });

  test.each([
    { parents: [], severity: 'critical' },
    { parents: ['OK'], severity: 'warning' },
    { parents: ['OK', 'OK'], severity: 'warning' },
    { parents: ['INSUFFICIENT_DATA'], severity: 'critical' },
    { parents: ['OK', 'ALARM'], severity: 'critical under p1' },
    { parents: ['OK', 'INSUFFICIENT_DATA'], severity: 'warning' },
  ] as const)('parents in $parents: $severity', ({ parents, severity }) => {
    const composites = parents.map((state, index) => aComposite(`p${index}`, ['disk-page'], { state }));
    expect(told([page, ...composites])['disk-page']).toBe(severity);
  });

  test('a critical-listed composite under a composite in OK too', () => {
    const inner = aComposite('inner-page', [], { state: 'ALARM' });
    const outer = aComposite('outer', ['inner-page'], { state: 'OK' });
    expect(told([inner, outer])['inner-page']).toBe('warning');
  });

  test('a composite that carries a page, under a composite in OK, is at most a warning', () => {
    const inner = aComposite('inner', ['disk-page'], { state: 'ALARM' });
    const outer = aComposite('outer', ['inner'], { state: 'OK' });
    expect(told([page, inner, outer])['inner']).toBe('warning');
  });

  test('it does not become milder than a warning', () => {
    const parent = aComposite('parent', ['child'], { state: 'OK' });
    expect(told([anAlarm({ name: 'child', state: 'ALARM' }), parent])['child']).toBe('warning');
  });

  test('a metric alarm of the same children list calms nothing: only composites do', () => {
    const odd = anAlarm({ name: 'odd', children: ['disk-page'], state: 'OK' });
    expect(told([page, odd])['disk-page']).toBe('critical');
  });
});

describe('S6: which alarms are of the site', () => {
  const alarms = ['retail-br-cpu', 'retail-br-page', 'retail-us-cpu', 'TargetTracking-table/x-AlarmHigh'].map((name) =>
    anAlarm({ name, state: 'ALARM' }),
  );
  const names = (over: Partial<Site['alarms']>): readonly string[] =>
    judge(alarms, over).alarms.map(({ alarm }) => alarm.name);

  test('without include every alarm but the ignored', () => {
    expect(names({})).toEqual(['retail-br-cpu', 'retail-br-page', 'retail-us-cpu']);
  });

  test('TargetTracking alarms sit in ALARM by design and are ignored, unless somebody says otherwise', () => {
    expect(names({ include: ['*'] })).not.toContain('TargetTracking-table/x-AlarmHigh');
    expect(names({ ignore: [] })).toContain('TargetTracking-table/x-AlarmHigh');
  });

  test.each([
    { include: ['retail-br-*'], names: ['retail-br-cpu', 'retail-br-page'] },
    { include: ['*-cpu'], names: ['retail-br-cpu', 'retail-us-cpu'] },
    { include: ['retail-?r-cpu'], names: ['retail-br-cpu'] },
    { include: ['retail-br-cpu', 'retail-*'], names: ['retail-br-cpu', 'retail-br-page', 'retail-us-cpu'] },
    { include: ['retail'], names: [] },
    { include: ['RETAIL-*'], names: [] },
  ])('include $include', ({ include, names: expected }) => {
    expect(names({ include })).toEqual(expected);
  });

  test('ignored alarms are ignored even when included', () => {
    expect(names({ include: ['retail-*'], ignore: ['*-page'] })).toEqual(['retail-br-cpu', 'retail-us-cpu']);
  });

  test('an ignored composite neither speaks nor calms', () => {
    const page = anAlarm({ name: 'disk-page', state: 'ALARM' });
    const composite = aComposite('noise', ['disk-page'], { state: 'OK' });
    expect(told([page, composite], { ignore: ['noise'] })).toEqual({ 'disk-page': 'critical' });
  });

  test('an include that matches nothing is told, each pattern alone', () => {
    expect(judge(alarms, { include: ['retail-br-*', 'retail-ca-*', 'x'] }).unmatched).toEqual(['retail-ca-*', 'x']);
    expect(judge(alarms, { include: ['retail-br-*'] }).unmatched).toEqual([]);
    expect(judge(alarms, { include: null }).unmatched).toEqual([]);
    expect(judge([], { include: ['*'] }).unmatched).toEqual(['*']);
  });

  test('an include that only matches what is ignored matches nothing', () => {
    expect(judge(alarms, { include: ['TargetTracking-*'] }).unmatched).toEqual(['TargetTracking-*']);
  });
});

describe('S6: muted and suppressed alarms keep their state and carry a badge', () => {
  const mute = { until: null, by: ['nightly'] };
  test.each([
    [null, 'muted'],
    ['suppressed', 'suppressed'],
    // After its mute it tells nobody either.
    ['actions off', 'actions off'],
  ] as const)('one that a rule mutes and that itself says %s is %s', (own, badge) => {
    const alarm = anAlarm({ name: 'a-page', state: 'ALARM', badge: own });
    const site = { alarms: { include: null, ignore: [], critical: ['*-page'] } };
    const [judged] = judgeAlarms(site, [alarm], NOW, new Map([['a-page', mute]])).alarms;
    expect(judged).toMatchObject({ severity: 'critical', alarm: { state: 'ALARM', badge }, mute });
    expect(judgeAlarms(site, [alarm], NOW, new Map([['a', mute]])).alarms[0]).toMatchObject({ alarm, mute: null });
  });

  test.each(['muted', 'suppressed', 'actions off'] as const)('%s', (badge) => {
    const [judged] = judge([anAlarm({ name: 'a-page', state: 'ALARM', badge })]).alarms;
    expect(judged).toMatchObject({ severity: 'critical', alarm: { state: 'ALARM', badge } });
  });
});

describe('S6 for any alarms', () => {
  const names = ['a', 'b', 'c', 'd-page', 'e-page', 'f'];
  const alarms = fc
    .uniqueArray(
      fc.record({
        name: fc.constantFrom(...names),
        kind: fc.constantFrom('metric' as const, 'composite' as const),
        state: fc.constantFrom<AlarmState>('OK', 'ALARM', 'ALARM', 'INSUFFICIENT_DATA', 'UNKNOWN'),
        children: fc.subarray(names),
        evaluationState: fc.constantFrom(null, null, null, 'EVALUATION_ERROR'),
      }),
      { selector: ({ name }) => name, minLength: 1, maxLength: names.length },
    )
    .map((list) => list.map((one) => anAlarm({ ...one, children: one.kind === 'composite' ? one.children : [] })));

  test('some alarm always speaks for one in ALARM, itself in ALARM or the one that is replaced', () => {
    holds(
      fc.property(alarms, (list) => {
        const judged = new Map(judge(list).alarms.map((one) => [one.alarm.name, one]));
        for (const { alarm, under, severity } of judged.values()) {
          if (alarm.state === 'ALARM') expect(severity).not.toBeNull();
          if (under === null) continue;
          const speaker = judged.get(under);
          expect(speaker?.under).toBeNull();
          expect(speaker?.alarm).toMatchObject({ kind: 'composite', state: 'ALARM' });
        }
        const anyAlarm = list.some((alarm) => alarm.state === 'ALARM' && alarm.evaluationState === null);
        const worst = [...judged.values()].filter(({ under }) => under === null).map(({ severity }) => severity);
        if (anyAlarm) expect(worst.some((severity) => severity === 'critical' || severity === 'warning')).toBe(true);
      }),
      500,
    );
  });

  test('the order in which AWS lists them changes no severity and no speaker', () => {
    holds(
      fc.property(
        alarms.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(told(shuffled)).toEqual(told(list));
        },
      ),
    );
  });
});
