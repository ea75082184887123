import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOfRule } from '../../../main/polling/parse/alarm-rule';
import { parseAnswer, type AnswerKind, type Parsed } from '../../../main/polling/parse/parse';
import { NOW } from '../builders';

const KINDS: readonly AnswerKind[] = ['alarms', 'metrics', 'events', 'details', 'entities', 'accounts'];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = <K extends AnswerKind>(kind: K, value: unknown) => parseAnswer(kind, bytes(JSON.stringify(value)), NOW);
function good<K extends AnswerKind>(kind: K, value: unknown): Parsed[K] {
  const parsed = parse(kind, value);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('answers that are none (P10)', () => {
  it.each([
    ['', 'an empty answer'],
    ['  \n', 'an empty answer'],
    ['<!doctype html><html>sign in</html>', 'HTML instead of JSON (a proxy or a sign-in page?)'],
    ['<?xml version="1.0"?><a/>', 'XML instead of JSON'],
    ['<DescribeAlarmsResponse></DescribeAlarmsResponse>', 'XML instead of JSON'],
    ['{"MetricAlarms":[{"AlarmName":"x', 'JSON cut off'],
    ['{"MetricAlarms":[', 'JSON cut off'],
    ['{"MetricAlarms":}', 'not JSON'],
    ['hello', 'not JSON'],
    ['[]', 'JSON that is not an object'],
    ['null', 'JSON that is not an object'],
  ])('%j is %s', (text, words) => {
    for (const kind of KINDS) expect(parseAnswer(kind, bytes(text), NOW)).toEqual({ ok: false, error: words });
  });

  it.each([
    ['alarms', {}, 'no MetricAlarms, CompositeAlarms or LogAlarms in it'],
    ['alarms', { MetricAlarms: {} }, 'MetricAlarms is not a list'],
    ['metrics', {}, 'no MetricDataResults in it'],
    ['metrics', { MetricDataResults: 'x' }, 'MetricDataResults is not a list'],
    ['events', {}, 'no events list in it'],
    ['events', { events: 3 }, 'events is not a list'],
    ['details', {}, 'neither successfulSet nor failedSet in it'],
    ['details', { failedSet: {} }, 'failedSet is not a list'],
    ['entities', {}, 'no entities list in it'],
    ['accounts', {}, 'no affectedAccounts list in it'],
  ] as const)('%s: %j is refused with words', (kind, value, words) => {
    expect(parse(kind, value)).toEqual({ ok: false, error: words });
  });

  it('takes a byte order mark and survives broken UTF-8', () => {
    expect(parseAnswer('events', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('{"events":[]}')]), NOW).ok).toBe(true);
    expect(parseAnswer('events', new Uint8Array([0x7b, 0xff, 0xfe]), NOW)).toEqual({
      ok: false,
      error: 'JSON cut off',
    });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.uint8Array({ maxLength: 200 }), (kind, body) => {
        parseAnswer(kind, body, NOW);
      }),
    );
    const list = fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 5 });
    const answer = fc.record(
      {
        MetricAlarms: list,
        CompositeAlarms: list,
        MetricDataResults: list,
        events: list,
        successfulSet: list,
        failedSet: list,
        entities: list,
        affectedAccounts: list,
        NextToken: fc.jsonValue(),
        Messages: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), answer, (kind, value) => {
        parse(kind, value);
      }),
    );
  });

  it('reads every answer that was cut anywhere as cut off, or not at all', () => {
    const text = JSON.stringify({ events: [{ arn: 'arn:"x"', service: 'EC2', startTime: 1.5 }] });
    for (let length = 1; length < text.length; length++) {
      expect(parseAnswer('events', bytes(text.slice(0, length)), NOW)).toEqual({ ok: false, error: 'JSON cut off' });
    }
  });
});

describe('alarms', () => {
  const wire = {
    AlarmName: 'checkout',
    AlarmArn: 'arn:a',
    StateValue: 'ALARM',
    StateReason: 'why',
    Period: 300,
    ActionsEnabled: true,
  };

  it('become what S6 needs', () => {
    expect(
      good('alarms', {
        MetricAlarms: [
          {
            ...wire,
            StateTransitionedTimestamp: 1_767_225_600.5,
            StateUpdatedTimestamp: 1_767_229_200,
            EvaluationState: 'PARTIAL_DATA',
          },
        ],
        NextToken: 't',
      }),
    ).toEqual({
      alarms: [
        {
          name: 'checkout',
          arn: 'arn:a',
          kind: 'metric',
          state: 'ALARM',
          since: 1_767_225_600_500,
          reason: 'why',
          description: '',
          evaluationState: 'PARTIAL_DATA',
          periodSeconds: 300,
          children: [],
          badge: null,
        },
      ],
      nextToken: 't',
      notUnderstood: [],
    });
  });

  it('take the best instant the answer has, an ISO text too', () => {
    const since = (part: object): number | undefined =>
      good('alarms', { MetricAlarms: [{ ...wire, ...part }] }).alarms[0]?.since;
    expect(since({ StateUpdatedTimestamp: '2026-01-01T00:00:00Z', AlarmConfigurationUpdatedTimestamp: 1 })).toBe(
      Date.parse('2026-01-01'),
    );
    expect(since({ AlarmConfigurationUpdatedTimestamp: 1 })).toBe(1_000);
    expect(since({ StateTransitionedTimestamp: 'soon' })).toBe(NOW);
  });

  it('carry their badge', () => {
    const badge = (part: object): string | null | undefined =>
      good('alarms', { CompositeAlarms: [{ ...wire, ...part }] }).alarms[0]?.badge;
    expect(badge({ ActionsSuppressedBy: 'Alarm', ActionsEnabled: false })).toBe('suppressed');
    expect(badge({ ActionsEnabled: false })).toBe('actions off');
    expect(badge({})).toBeNull();
  });

  it('know their period wherever it stands', () => {
    const period = (part: object): number | undefined =>
      good('alarms', { MetricAlarms: [{ AlarmName: 'a', StateValue: 'OK', ...part }] }).alarms[0]?.periodSeconds;
    expect(period({})).toBe(60);
    expect(period({ Metrics: [{ Expression: 'x' }, { MetricStat: { Period: 900 } }] })).toBe(900);
    expect(period({ EvaluationInterval: 30 })).toBe(30);
    expect(period({ Period: -1 })).toBe(60);
  });

  it('that are bad cost only themselves, by name', () => {
    const page = good('alarms', {
      MetricAlarms: [
        wire,
        { ...wire, AlarmName: 'new', StateValue: 'PANIC' },
        { ...wire, AlarmName: 'none', StateValue: undefined },
        null,
        { AlarmArn: 'arn:nameless' },
        { ...wire, AlarmName: undefined, AlarmArn: 'arn:aws:cloudwatch:sa-east-1:1:alarm:a:b' },
        { AlarmName: 7 },
      ],
      LogAlarms: [{ ...wire, AlarmName: 'log' }],
    });
    // One whose state is not understood stays an alarm: its site must not be called ok for want of it (S2).
    expect(page.alarms.map(({ name, kind, state }) => `${name} ${kind} ${state}`)).toEqual([
      'checkout metric ALARM',
      'new metric UNKNOWN',
      'none metric UNKNOWN',
      'a:b metric ALARM',
      'log log ALARM',
    ]);
    expect(page.notUnderstood).toEqual([
      'new (state PANIC)',
      'none (state missing)',
      'MetricAlarms[3]',
      'arn:nameless',
      'MetricAlarms[6]',
    ]);
  });

  it('have texts of bounded length without control characters', () => {
    const [alarm] = good('alarms', {
      MetricAlarms: [{ ...wire, StateReason: `a\u0000\u001b[31mb\r\n${'x'.repeat(10_000)}` }],
    }).alarms;
    expect(alarm?.reason).toHaveLength(4_096);
    expect(alarm?.reason.startsWith('a[31mb\nxx')).toBe(true);
  });
});

describe('rules of composites', () => {
  it.each([
    ['ALARM("a")', ['a']],
    ['ALARM(a) OR (OK("b b") AND NOT INSUFFICIENT_DATA(c))', ['a', 'b b', 'c']],
    [
      'ALARM("arn:aws:cloudwatch:us-east-1:111122223333:alarm:checkout errors") AND ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:x)',
      ['checkout errors', 'x'],
    ],
    ['AT_LEAST(2, ALARM, (a, "b (x), y", arn:aws:cloudwatch:eu-west-1:1:alarm:c))', ['a', 'b (x), y', 'c']],
    ['AT_LEAST(50%, NOT OK, (a, b)) OR ALARM(d)', ['a', 'b', 'd']],
    ['ALARM("say \\"no\\"")', ['say "no"']],
    ['ALARM(a) AND ALARM(a)', ['a']],
    ['TRUE', []],
    ['ALARM(', []],
    ['AT_LEAST(2, ALARM', []],
    ['', []],
  ])('%s looks at %j', (rule, children) => {
    expect(childrenOfRule(rule)).toEqual(children);
  });

  it('find every quoted name back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zA-Z0-9 _.()\-,]{1,20}$/), { minLength: 1, maxLength: 5 }),
        (names) => {
          const rule = names.map((name) => `ALARM("${name}")`).join(' AND ');
          expect(childrenOfRule(rule)).toEqual([...new Set(names)]);
        },
      ),
    );
  });
});

describe('metric data', () => {
  const series = (result: Parsed['metrics']['results'][number] | undefined): unknown =>
    result && [...result.times].map((at, index) => [at, result.values[index]]);

  it('become instants and values, in any order, with one point given plainly', () => {
    const page = good('metrics', {
      MetricDataResults: [
        { Id: 'q0', Label: 'l', StatusCode: 'Complete', Timestamps: [1_767_225_660, 1_767_225_600], Values: [2, 1.5] },
        { Id: 'q1', StatusCode: 'Complete', Timestamps: 1_767_225_600, Values: [50] },
        { Id: 'q2', StatusCode: 'Complete', Timestamps: '2026-01-01T00:00:00Z', Values: 7 },
        { Id: 'q3' },
      ],
      NextToken: 'more',
      Messages: [{ Code: 'MaxMetricsExceeded', Value: 'too many' }, 'odd'],
    });
    expect(page.results.map(series)).toEqual([
      [
        [1_767_225_660_000, 2],
        [1_767_225_600_000, 1.5],
      ],
      [[1_767_225_600_000, 50]],
      [[1_767_225_600_000, 7]],
      [],
    ]);
    expect(page).toMatchObject({
      nextToken: 'more',
      notUnderstood: [],
      messages: [{ code: 'MaxMetricsExceeded', text: 'too many' }],
    });
  });

  it('lose only the points that are none', () => {
    const [result] = good('metrics', {
      MetricDataResults: [{ Id: 'q0', Timestamps: [1, 2, 'x', 4, 5], Values: [1, 'NaN', 3, 4] }],
    }).results;
    expect(series(result)).toEqual([
      [1_000, 1],
      [4_000, 4],
    ]);
    expect(result?.dropped).toBe(3);
  });

  it('report results that cannot be understood, with their id where there is one', () => {
    const page = good('metrics', {
      MetricDataResults: [null, { Id: 'q1', Timestamps: {}, Values: [] }, { Timestamps: [] }],
    });
    expect(page.results).toEqual([]);
    expect(page.notUnderstood).toEqual([
      { id: null, text: 'MetricDataResults[0]' },
      { id: 'q1', text: 'result q1' },
      { id: null, text: 'MetricDataResults[2]' },
    ]);
  });
});

describe('health events', () => {
  const wire = {
    arn: 'arn:e',
    service: 'EC2',
    eventTypeCode: 'AWS_EC2_ISSUE',
    eventTypeCategory: 'issue',
    region: 'us-east-1',
    startTime: 1_767_225_600.25,
    statusCode: 'open',
    eventScopeCode: 'PUBLIC',
  };

  it('keep every field as AWS sent it, unknown words too', () => {
    expect(
      good('events', { events: [{ ...wire, eventTypeCategory: 'brandNew', lastUpdatedTime: '2026-01-01T00:10:00Z' }] })
        .events,
    ).toEqual([
      {
        arn: 'arn:e',
        service: 'EC2',
        typeCode: 'AWS_EC2_ISSUE',
        category: 'brandNew',
        region: 'us-east-1',
        availabilityZone: null,
        start: 1_767_225_600_250,
        end: null,
        lastUpdated: Date.parse('2026-01-01T00:10:00Z'),
        status: 'open',
        scope: 'PUBLIC',
        description: null,
        entities: null,
        incomplete: null,
      },
    ]);
  });

  it('without an ARN get a key from type, region and start', () => {
    const { arn: _arn, ...rest } = wire;
    const [event] = good('events', { events: [rest] }).events;
    expect(event?.arn).toBe('no-arn:AWS_EC2_ISSUE:us-east-1:2026-01-01T00:00:00.250Z');
  });

  it('that are bad cost only themselves; a bad instant costs only the instant', () => {
    const page = good('events', {
      events: [wire, 'x', {}, { region: 'us-east-1' }, { ...wire, arn: 'arn:f', endTime: 'later' }],
    });
    expect(page.events.map((event) => event.arn)).toEqual(['arn:e', 'arn:f']);
    expect(page.notUnderstood).toEqual(['events[1]', 'events[2]', 'events[3]', 'arn:f (endTime)']);
  });

  it('have descriptions with real line ends, and say what failed', () => {
    const page = good('details', {
      successfulSet: [
        { event: wire, eventDescription: { latestDescription: 'one\\ntwo\\n\\nthree\nfour' } },
        { event: null },
      ],
      failedSet: [{ eventArn: 'arn:g', errorName: 'InvalidArn', errorMessage: 'no such event' }],
    });
    expect(page.details[0]?.description).toBe('one\ntwo\n\nthree\nfour');
    expect(page.notUnderstood).toEqual(['successfulSet[1]']);
    expect(page.failed).toEqual([{ arn: 'arn:g', awsAccountId: null, text: 'InvalidArn: no such event' }]);
  });

  it('have resources, whose status may be absent', () => {
    const page = good('entities', {
      entities: [
        { entityValue: 'i-1', eventArn: 'arn:e', statusCode: 'IMPAIRED', awsAccountId: '1' },
        { entityArn: 'arn:x', eventArn: 'arn:e' },
        { eventArn: 'arn:e' },
        3,
      ],
    });
    expect(page.entities).toEqual([
      { value: 'i-1', status: 'IMPAIRED', awsAccountId: '1', eventArn: 'arn:e' },
      { value: 'arn:x', status: null, awsAccountId: null, eventArn: 'arn:e' },
    ]);
    expect(page.notUnderstood).toEqual(['an entity of arn:e', 'entities[3]']);
  });

  it('say when a page is longer than anybody would send', () => {
    const page = good('events', {
      events: Array.from({ length: 6_000 }, (_, index) => ({ ...wire, arn: `arn:${index}` })),
    });
    expect(page.events).toHaveLength(5_000);
    expect(page.notUnderstood).toEqual(['events after the first 5000 of a page']);
  });
});
