import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusText } from '../../main/cli/status-text';
import { statusJson } from '../../shared/domain/snapshot/status-json';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { NOW } from '../builders/instants';
import { holds } from '../builders/property';
import { aReason, aSiteView, aSnapshot, aSourceView, anAttentionItem } from '../builders/snapshots';
import { anyText } from '../builders/any-text';

const textOf = (snapshot: Snapshot): string => statusText(statusJson(snapshot, NOW));
const METRICS = 'prod/sa-east-1/GetMetricData';

const broken = (text: string): Snapshot =>
  aSnapshot({
    sites: [
      aSiteView({
        id: text,
        name: text,
        account: text,
        region: text,
        status: 'critical',
        reasons: [aReason({ severity: 'critical', kind: 'signal', text, source: text })],
      }),
      aSiteView({ id: `${text} 2`, name: text }),
    ],
    sources: [aSourceView({ id: text, account: text, region: text, api: text, condition: 'denied', reason: text })],
    attention: [anAttentionItem({ site: text, severity: 'critical' })],
  });

/** What may steer a terminal or turn the order of what is read: controls, and marks, embeddings and isolates of direction. */
const STEERS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const lines = (text: string): readonly string[] => text.split('\n');

describe('the status as text', () => {
  it('what needs a person comes first, as attention ranks it, with every reason, its source and its age', () => {
    const text = textOf(
      aSnapshot({
        sites: [
          aSiteView({ id: 'in-prod', name: 'India production', status: 'ok' }),
          aSiteView({
            id: 'us-prod',
            name: 'USA production',
            status: 'warning',
            since: NOW - HOUR,
            reasons: [aReason({ severity: 'warning', text: 'Alarm cpu is in ALARM', source: METRICS })],
          }),
          aSiteView({
            id: 'br-prod',
            status: 'critical',
            blind: true,
            reasons: [
              aReason({ severity: 'critical', text: 'Latency 3,000 ms, limit 2,000 ms', source: METRICS }),
              aReason({ severity: 'unknown', text: 'Alarms never answered', source: 'prod/sa-east-1/DescribeAlarms' }),
            ],
          }),
        ],
        sources: [
          aSourceView({ lastGoodAt: NOW - 20_000 }),
          aSourceView({
            id: 'prod/sa-east-1/DescribeAlarms',
            api: 'DescribeAlarms',
            condition: 'denied',
            lastGoodAt: null,
            reason: 'cloudwatch:DescribeAlarms is missing',
          }),
        ],
        attention: [anAttentionItem({ site: 'br-prod' }), anAttentionItem({ site: 'us-prod' })],
      }),
    );
    expect(lines(text)).toEqual([
      'CRITICAL, blind  Brazil production (br-prod, prod sa-east-1) since 2026-11-23T11:00:00.000Z',
      '    Latency 3,000 ms, limit 2,000 ms  [prod/sa-east-1/GetMetricData, 20 s old]',
      '    Alarms never answered  [prod/sa-east-1/DescribeAlarms, never answered]',
      'Warning  USA production (us-prod, prod sa-east-1) since 2026-11-23T11:00:00.000Z',
      '    Alarm cpu is in ALARM  [prod/sa-east-1/GetMetricData, 20 s old]',
      'Ok  1 site: in-prod',
      '',
      'Sources that are not live:',
      '    prod sa-east-1 DescribeAlarms: denied, cloudwatch:DescribeAlarms is missing',
      '',
    ]);
  });

  it('says that it is a demo, and nothing of sources when all are live', () => {
    const text = textOf(aSnapshot({ demo: true }));
    expect(lines(text)).toEqual(['Demo data: no workspace file is configured.', '', 'Ok  1 site: br-prod', '']);
  });

  it('says a source that is late or was never asked, also without a reason', () => {
    const text = textOf(
      aSnapshot({ sources: [aSourceView({ condition: 'late' }), aSourceView({ condition: 'never' })] }),
    );
    expect(text).toContain('    prod sa-east-1 GetMetricData: late\n');
    expect(text).toContain('    prod sa-east-1 GetMetricData: never\n');
  });

  it('every age is said in words', () => {
    const old = aSnapshot({
      sites: [aSiteView({ status: 'unknown', reasons: [aReason({ severity: 'unknown', text: 'Metrics not seen' })] })],
      sources: [aSourceView({ lastGoodAt: NOW - 17 * MINUTE })],
    });
    expect(textOf(old)).toContain(', 17 min old]');
  });

  it.each([
    ['an escape sequence', '\u001b[2J\u001b[31mred\u001b[0m'],
    ['a title of the terminal', '\u001b]0;owned\u0007'],
    ['a control of eight bits', '\u009b31m'],
    ['a line of its own', 'fine\nOk  99 sites: all'],
    ['a return of the carriage', 'CRITICAL\rOk      '],
    ['steps back', 'CRITICAL\b\b\b\b\b\b\b\bOk'],
    ['a tab', 'a\tb'],
    ['zero and delete', 'a\u0000b\u007fc'],
    ['text that runs the other way', 'ok \u202e txet sdrawkcab \u202c'],
    ['isolates', '\u2066a\u2067b\u2068c\u2069'],
    ['marks of direction', '\u200ea\u200fb\u061cc'],
    ['separators of lines and paragraphs', 'a\u2028b\u2029c'],
  ])('%s of AWS or of a file steers nothing', (_name, text) => {
    const printed = textOf(broken(text));
    expect(lines(printed).filter((line) => STEERS.test(line))).toEqual([]);
    expect(lines(printed)).toHaveLength(lines(textOf(broken('plain'))).length);
  });

  it('no text at all steers it', () => {
    const count = lines(textOf(broken('plain'))).length;
    holds(
      fc.property(anyText({ minLength: 1 }), (text) => {
        const printed = textOf(broken(text));
        expect(lines(printed).some((line) => STEERS.test(line))).toBe(false);
        expect(lines(printed)).toHaveLength(count);
      }),
      500,
    );
  });

  it('the scripts of the teams come through whole', () => {
    for (const text of ['São Paulo', 'Замовлення', 'आदेश', 'क्‍ष', '\u{1f6d2}'])
      expect(textOf(broken(text))).toContain(`CRITICAL  ${text} (${text},`);
  });
});
