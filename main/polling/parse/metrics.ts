import { err, ok, type Result } from '../../../shared/lib/result';
import { instantOf, isFields, isSent, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** A message of AWS about a call or a result: it can come with StatusCode Complete. */
export interface Message {
  readonly code: string;
  readonly text: string;
}

/** What one page says of one query: the points in the order AWS sent them. */
export interface MetricResult {
  readonly id: string;
  readonly label: string | null;
  /** Complete, PartialData, InternalError, Forbidden, a newer word or null. */
  readonly status: string | null;
  readonly messages: readonly Message[];
  /** Instants in milliseconds and their values, of one length. Typed arrays cross threads without a copy (P1). */
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  /** Points that were no points: a value that is not finite, an instant that is none, one list longer than the other. */
  readonly dropped: number;
}

/** One page of GetMetricData. */
export interface MetricPage {
  readonly results: readonly MetricResult[];
  readonly messages: readonly Message[];
  readonly nextToken: string | null;
  /** Results that could not be understood; the id where one could be read, so that the signal can be named (P10). */
  readonly notUnderstood: readonly { readonly id: string | null; readonly text: string }[];
}

/** Most points of one page: P3 keeps a call under 100,800, so ten times that is a broken or hostile answer. */
const POINT_LIMIT = 1_008_000;

/** P10: a page of GetMetricData; a bad result costs only itself, a bad point only itself. */
export function parseMetricData(answer: Fields): Result<MetricPage, string> {
  const list = listOf(answer['MetricDataResults']);
  if (list === null) return err('no MetricDataResults in it');
  if (list === 'no list') return err('MetricDataResults is not a list');
  const results: MetricResult[] = [];
  const notUnderstood: { id: string | null; text: string }[] = [];
  let room = POINT_LIMIT;
  list.forEach((item, index) => {
    const result = isFields(item) ? resultOf(item, room) : null;
    if (result === null) {
      const id = isFields(item) ? nameOf(item['Id']) : null;
      notUnderstood.push({ id, text: id === null ? `MetricDataResults[${index}]` : `result ${id}` });
      return;
    }
    room -= result.times.length;
    results.push(result);
  });
  return ok({
    results,
    messages: messagesOf(answer['Messages']),
    nextToken: tokenOf(answer['NextToken']),
    notUnderstood,
  });
}

function resultOf(item: Fields, room: number): MetricResult | null {
  const id = nameOf(item['Id']);
  const values = seriesOf(item['Values']);
  // A single instant beside no value at all is how recordings write an empty result; it is no lost point.
  const times = values?.length === 0 && typeof item['Timestamps'] === 'number' ? [] : seriesOf(item['Timestamps']);
  if (id === null || times === null || values === null) return null;
  const length = Math.min(times.length, values.length, room);
  const kept = { times: new Float64Array(length), values: new Float64Array(length) };
  let count = 0;
  for (let index = 0; index < length; index++) {
    const at = instantOf(times[index]);
    const value = values[index];
    if (at === null || typeof value !== 'number' || !Number.isFinite(value)) continue;
    kept.times[count] = at;
    kept.values[count] = value;
    count++;
  }
  return {
    id,
    label: textOf(item['Label']),
    status: nameOf(item['StatusCode']),
    messages: messagesOf(item['Messages']),
    times: kept.times.slice(0, count),
    values: kept.values.slice(0, count),
    dropped: Math.max(times.length, values.length) - count,
  };
}

/** A list; absent is an empty one; a single instant or number in its place, as recordings have it, is a list of one. */
function seriesOf(value: unknown): readonly unknown[] | null {
  if (!isSent(value)) return [];
  if (Array.isArray(value)) return value as readonly unknown[];
  return typeof value === 'number' || typeof value === 'string' ? [value] : null;
}

function messagesOf(value: unknown): readonly Message[] {
  const list = listOf(value);
  if (list === null || list === 'no list') return [];
  return list.slice(0, 20).flatMap((item) => {
    if (!isFields(item)) return [];
    const code = nameOf(item['Code']);
    const text = textOf(item['Value'], 300);
    return code === null && text === null ? [] : [{ code: code ?? 'Message', text: text ?? '' }];
  });
}
