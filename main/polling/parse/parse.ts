import type { Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import { parseAlarms, type AlarmsPage } from './alarms';
import {
  parseAffectedAccounts,
  parseEntities,
  parseEventDetails,
  parseEvents,
  type AccountsPage,
  type DetailsPage,
  type EntitiesPage,
  type EventsPage,
} from './events';
import type { Fields } from './fields';
import { jsonObject } from './json';
import { parseMetricData, type MetricPage } from './metrics';

/** What each kind of answer becomes. */
export interface Parsed {
  readonly alarms: AlarmsPage;
  readonly metrics: MetricPage;
  readonly events: EventsPage;
  readonly details: DetailsPage;
  readonly entities: EntitiesPage;
  readonly accounts: AccountsPage;
}
export type AnswerKind = keyof Parsed;

const PARSERS: { readonly [K in AnswerKind]: (answer: Fields, now: Ms) => Result<Parsed[K], string> } = {
  alarms: parseAlarms,
  metrics: parseMetricData,
  events: parseEvents,
  details: parseEventDetails,
  entities: parseEntities,
  accounts: parseAffectedAccounts,
};

/** P10: bytes to plain values, or what is wrong with them in words. Runs inline or in the decode worker (P1). */
export function parseAnswer<K extends AnswerKind>(kind: K, body: Uint8Array, now: Ms): Result<Parsed[K], string> {
  const object = jsonObject(body);
  return object.ok ? PARSERS[kind](object.value, now) : object;
}
