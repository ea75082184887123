import { err, ok } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { constraintError, invalidNextToken, validationError } from '../protocol/errors';
import { isRecord, readNumber, readText, readTexts, type Json } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';
import type { AlarmEntry, AlarmType } from '../world/types';

const TYPES: readonly AlarmType[] = ['CompositeAlarm', 'MetricAlarm', 'LogAlarm'];
const isType = (text: string): text is AlarmType => (TYPES as readonly string[]).includes(text);

const DEFAULT_PAGE = 50;

const field = (entry: AlarmEntry, key: string): string =>
  isRecord(entry.wire) ? (readText(entry.wire, key) ?? '') : '';

/** Names that a rule such as `ALARM("a") AND NOT OK(b)` speaks of. */
const childrenOf = (rule: string): readonly string[] =>
  [...rule.matchAll(/(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*"?([^")]+)"?\s*\)/g)].map((match) =>
    (match[1] ?? '').trim().replace(/^arn:.*:alarm:/, ''),
  );

export const describeAlarms: Operation = ({ world, principal, region, now }, input) => {
  const max = readNumber(input, 'MaxRecords') ?? DEFAULT_PAGE;
  if (max < 1) {
    return err(constraintError(String(max), 'maxRecords', 'Member must have value greater than or equal to 1'));
  }
  if (max > 100) {
    return err(constraintError(String(max), 'maxRecords', 'Member must have value less than or equal to 100'));
  }
  const types = readTexts(input, 'AlarmTypes');
  const strange = types.find((type) => !isType(type));
  if (strange !== undefined) {
    return err(constraintError(strange, 'alarmTypes', `Member must satisfy enum value set: [${TYPES.join(', ')}]`));
  }
  const names = readTexts(input, 'AlarmNames');
  const prefix = readText(input, 'AlarmNamePrefix');
  if (names.length > 100) {
    return err(validationError('The collection AlarmNames must not have a size greater than 100.'));
  }
  if (names.length > 0 && prefix !== null) {
    return err(validationError('AlarmNamePrefix cannot be specified with AlarmNames.'));
  }
  const offset = readOffset(readText(input, 'NextToken'));
  if (offset === null) return err(invalidNextToken);

  const book = world.alarms(principal.accountId, region, now);
  const matching = select(book.entries, input, types, names, prefix);
  const size = Math.min(max, book.pageSize ?? max);
  const page = matching.slice(offset, offset + size);
  const wires = (type: AlarmType): readonly unknown[] =>
    page.filter((entry) => entry.type === type).map((entry) => entry.wire);
  const more = offset + size < matching.length;
  return ok(
    plain({
      CompositeAlarms: wires('CompositeAlarm'),
      LogAlarms: wires('LogAlarm'),
      MetricAlarms: wires('MetricAlarm'),
      ...(more ? { NextToken: writeToken({ offset: offset + size }) } : {}),
    }),
  );
};

function select(
  entries: readonly AlarmEntry[],
  input: Json,
  types: readonly string[],
  names: readonly string[],
  prefix: string | null,
): readonly AlarmEntry[] {
  // Relations exclude all other parameters and answer with little more than names.
  const parent = readText(input, 'ChildrenOfAlarmName');
  const child = readText(input, 'ParentsOfAlarmName');
  if (parent !== null) {
    const rule = entries.find((entry) => field(entry, 'AlarmName') === parent);
    const children = rule === undefined ? [] : childrenOf(field(rule, 'AlarmRule'));
    return entries.filter((entry) => children.includes(field(entry, 'AlarmName'))).map(partOf);
  }
  if (child !== null) {
    return entries.filter((entry) => childrenOf(field(entry, 'AlarmRule')).includes(child)).map(partOf);
  }
  const state = readText(input, 'StateValue');
  const wanted: readonly string[] = types.length === 0 ? ['MetricAlarm'] : types;
  return entries.filter(
    (entry) =>
      wanted.includes(entry.type) &&
      (names.length === 0 || names.includes(field(entry, 'AlarmName'))) &&
      (prefix === null || field(entry, 'AlarmName').startsWith(prefix)) &&
      (state === null || field(entry, 'StateValue') === state),
  );
}

const partOf = (entry: AlarmEntry): AlarmEntry => ({
  type: entry.type,
  wire: { AlarmName: field(entry, 'AlarmName'), AlarmArn: field(entry, 'AlarmArn') },
});
