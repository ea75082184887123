import type { SignalAnswer } from '../../../shared/domain/signals/merge';
import type { Point, SignalProblem } from '../../../shared/domain/signals/types';
import { floorTo, type Ms } from '../../../shared/lib/time';
import type { Message, MetricPage, MetricResult } from '../parse/metrics';
import type { Asked, MetricCall } from './calls';
import { periodOf } from './units';

/** What all pages of a call say of one id. */
interface Collected {
  readonly points: Map<Ms, number>;
  label: string | null;
  status: string | null;
  dropped: number;
  /** Results under one id with different labels: a SEARCH or an array found several series. */
  several: boolean;
  readonly messages: Message[];
}

/** Everything the pages of one call say, put together by id. */
export interface Collection {
  readonly byId: ReadonlyMap<string, Collected>;
  /** Messages about the call as a whole. */
  readonly messages: readonly Message[];
  /** Ids of results that could not be understood, with what is said of them. */
  readonly broken: ReadonlyMap<string, string>;
  /** What could not be understood and carries no id of this call. */
  readonly strangers: readonly string[];
}

/** The same id may come back on several pages: points are appended. The order of pages and points does not matter. */
export function collect(call: MetricCall, pages: readonly MetricPage[]): Collection {
  const byId = new Map<string, Collected>();
  const broken = new Map<string, string>();
  const strangers: string[] = [];
  for (const page of pages) {
    const seen = new Set<string>();
    for (const result of page.results) {
      if (!call.returnedIds.has(result.id)) {
        strangers.push(`result ${result.id}, which was not asked for`);
        continue;
      }
      const known = byId.get(result.id);
      if (known === undefined) byId.set(result.id, startOf(result));
      else append(known, result, seen.has(result.id));
      seen.add(result.id);
    }
    for (const { id, text } of page.notUnderstood) {
      if (id !== null && call.returnedIds.has(id)) broken.set(id, text);
      else strangers.push(text);
    }
  }
  return { byId, messages: pages.flatMap((page) => page.messages), broken, strangers };
}

const startOf = (result: MetricResult): Collected => {
  const collected: Collected = {
    points: new Map(),
    label: result.label,
    status: null,
    dropped: 0,
    several: false,
    messages: [],
  };
  append(collected, result, false);
  return collected;
};

function append(known: Collected, result: MetricResult, samePage: boolean): void {
  if (known.label !== result.label || samePage) known.several = true;
  result.times.forEach((at, index) => {
    known.points.set(at, result.values[index] ?? 0);
  });
  // The last page decides whether the answer is complete.
  known.status = result.status;
  known.dropped += result.dropped;
  known.messages.push(...result.messages);
}

/** What AWS answered for one signal. */
export function answerOf(asked: Asked, call: MetricCall, collection: Collection): SignalAnswer {
  const { unit } = asked;
  const { start, end } = call.range;
  const found = collection.byId.get(asked.valueId);
  const points: Point[] = [];
  for (const [at, value] of found?.points ?? []) if (at >= start && at < end) points.push([at, value * unit.scale]);
  points.sort((a, b) => a[0] - b[0]);
  return {
    asked: [start, end],
    points,
    noDenominator: missingDenominators(asked, call, collection),
    problem: problemOf(asked, collection),
  };
}

/** S5: buckets in which a metric under a division has no point. */
function missingDenominators(asked: Asked, call: MetricCall, collection: Collection): ReadonlySet<Ms> {
  const period = periodOf(asked.unit);
  const missing = new Set<Ms>();
  for (const id of asked.denominatorIds) {
    const present = new Set([...(collection.byId.get(id)?.points.keys() ?? [])].map((at) => floorTo(at, period)));
    for (let at = call.range.start; at < call.range.end; at += period) if (!present.has(at)) missing.add(at);
  }
  return missing;
}

function problemOf(asked: Asked, collection: Collection): SignalProblem | null {
  const value = collection.byId.get(asked.valueId);
  const own = [asked.valueId, ...asked.denominatorIds];
  for (const id of own) {
    const found = collection.byId.get(id);
    if (found?.several === true)
      return { kind: 'misconfigured', text: 'returns several series; a signal is one number' };
    if (found?.status === 'Forbidden')
      return { kind: 'denied', text: `AWS forbids this metric${said(found.messages)}` };
  }
  const partial = (text: string): SignalProblem => ({ kind: 'partial', text });
  for (const id of own) {
    const found = collection.byId.get(id);
    const broken = collection.broken.get(id);
    if (broken !== undefined) return partial('its answer could not be understood');
    if (found === undefined) return partial('AWS did not answer it');
    if (found.status === 'InternalError')
      return partial(`AWS could not compute it (InternalError)${said(found.messages)}`);
    if (found.status !== null && found.status !== 'Complete')
      return partial(`AWS sent only a part of it (${found.status})${said(found.messages)}`);
    if (found.dropped > 0) return partial(`${found.dropped} of its points are no numbers`);
  }
  // A division by zero drops its point with a message. Where a missing bucket has a meaning of its own, that is what it means.
  const dropsZero = asked.unit.watched.signal.missing !== 'unknown';
  const messages = (value?.messages ?? []).filter((message) => !(dropsZero && message.code === 'ArithmeticError'));
  const all = [...messages, ...collection.messages];
  return all.length === 0 ? null : partial(`AWS says of it: ${words(all)}`);
}

const words = (messages: readonly Message[]): string =>
  messages
    .slice(0, 2)
    .map((message) => (message.text === '' ? message.code : `${message.text} (${message.code})`))
    .join('; ');

/** Messages as the end of a sentence. */
export const said = (messages: readonly Message[]): string => (messages.length === 0 ? '' : `: ${words(messages)}`);
