import { isRecord, readList, readNumber, readText, readTexts, type Json } from '../protocol/json';

type Test = (item: Json) => boolean;

/** Text fields of an event and the list of the filter that speaks of each. */
const EVENT_LISTS: readonly (readonly [filter: string, field: string])[] = [
  ['eventArns', 'arn'],
  ['eventTypeCodes', 'eventTypeCode'],
  ['services', 'service'],
  ['regions', 'region'],
  ['availabilityZones', 'availabilityZone'],
  ['eventTypeCategories', 'eventTypeCategory'],
  ['eventStatusCodes', 'statusCode'],
  ['actionabilities', 'actionability'],
];

/** One account may list ranges, the organization view sends a single one under the singular name. */
const EVENT_RANGES: readonly (readonly [list: string, single: string, field: string])[] = [
  ['startTimes', 'startTime', 'startTime'],
  ['endTimes', 'endTime', 'endTime'],
  ['lastUpdatedTimes', 'lastUpdatedTime', 'lastUpdatedTime'],
];

/** Ranges include both ends; either end may be left out. */
const inside = (range: unknown, value: number): boolean => {
  if (!isRecord(range)) return true;
  return value >= (readNumber(range, 'from') ?? -Infinity) && value <= (readNumber(range, 'to') ?? Infinity);
};

/**
 * Builds the test of an EventFilter. Entries that are no objects, or lack the field that is asked for, pass: scripted
 * worlds plant such entries to be seen by the caller.
 */
export function eventTest(filter: Json, entities: readonly unknown[]): Test {
  const tests: Test[] = [];
  for (const [list, field] of EVENT_LISTS) {
    const wanted = readTexts(filter, list);
    if (wanted.length > 0) tests.push(oneOf(field, wanted));
  }
  for (const [list, single, field] of EVENT_RANGES) {
    const one = filter[single];
    const ranges = readList(filter, list).concat(one === undefined ? [] : [one]);
    if (ranges.length > 0) {
      tests.push((event) => {
        const value = readNumber(event, field);
        return value === null || ranges.some((range) => inside(range, value));
      });
    }
  }
  const personas = readTexts(filter, 'personas');
  if (personas.length > 0)
    tests.push((event) => readTexts(event, 'personas').some((persona) => personas.includes(persona)));
  for (const [list, field] of [
    ['entityArns', 'entityArn'],
    ['entityValues', 'entityValue'],
  ] as const) {
    const wanted = readTexts(filter, list);
    if (wanted.length === 0) continue;
    const arns = entities
      .filter(isRecord)
      .filter(oneOf(field, wanted))
      .map((entity) => readText(entity, 'eventArn'));
    tests.push((event) => arns.includes(readText(event, 'arn')));
  }
  return (event) => tests.every((test) => test(event));
}

/** The test of an EntityFilter, with its event ARNs. */
export function entityTest(filter: Json, eventArns: readonly string[]): Test {
  const tests: Test[] = [oneOf('eventArn', eventArns)];
  for (const [list, field] of [
    ['entityArns', 'entityArn'],
    ['entityValues', 'entityValue'],
    ['statusCodes', 'statusCode'],
  ] as const) {
    const wanted = readTexts(filter, list);
    if (wanted.length > 0) tests.push(oneOf(field, wanted));
  }
  const ranges = readList(filter, 'lastUpdatedTimes');
  if (ranges.length > 0) {
    tests.push((entity) => ranges.some((range) => inside(range, readNumber(entity, 'lastUpdatedTime') ?? NaN)));
  }
  return (entity) => tests.every((test) => test(entity));
}

const oneOf =
  (field: string, wanted: readonly string[]): Test =>
  (item) => {
    const value = readText(item, field);
    return value === null || wanted.includes(value);
  };

/** Applies a test to wire entries; what is no object passes. */
export const selectItems = (items: readonly unknown[], test: Test): readonly unknown[] =>
  items.filter((item) => !isRecord(item) || test(item));
