import type { SignalView, SourceView } from '../../../../shared/domain/snapshot/types';
import { badness, type Status } from '../../../../shared/domain/status/types';
import { rememberedWith } from '../../../../shared/lib/remembered';
import { HOUR, SECOND, type Ms } from '../../../../shared/lib/time';
import { countriesNow, type CountryNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { plural, quantity, quantityText, type Quantity } from '../../../ui/format';
import { ago } from '../../../ui/hint-text';
import type { SparkInput } from '../../../../shared/domain/signals/spark';
import { age, clock } from '../../../ui/time';
import { CONDITION_WORD, countryName, STATUS_WORD } from '../../../ui/words';

export interface SignalRow {
  readonly id: string;
  readonly label: string;
  readonly value: Quantity | null;
  readonly state: 'ok' | 'warning' | 'critical' | 'unknown';
  /** "min 600", "max 0.8"; empty without a limit. */
  readonly limit: string;
  readonly spark: SparkInput;
  readonly blindFrom: Ms | null;
  /** What, since when, from where, how old: shown on focus. */
  readonly hint: string;
}

export interface CardView {
  readonly country: string;
  readonly name: string;
  readonly status: Status | null;
  readonly word: string;
  readonly time: string;
  readonly site: string;
  /** Lower environments that are unknown while production is not (S9). */
  readonly unknown: number;
  readonly hint: string;
  readonly rows: readonly SignalRow[];
  /** Signals of the site that have no row here. */
  readonly more: number;
}

export interface CardsInput {
  readonly sites: readonly SiteNow[];
  readonly sources: readonly SourceView[];
  readonly clocks: Clocks;
  readonly now: Ms;
}

const ROWS = 4;
/** Cards that are in sight on every window; more scroll sideways. */
const IN_SIGHT = 4;

/** Yields where the work may be interrupted. */
export function* cardsSteps({ sites, sources, clocks, now }: CardsInput): Generator<void, readonly CardView[]> {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const countries = countriesNow(sites);
  // A place that never changes is found fastest; but what is wrong must not lie beyond the edge.
  const ordered =
    countries.length <= IN_SIGHT
      ? countries
      : [...countries].sort((a, b) => badness(a.status ?? 'unknown') - badness(b.status ?? 'unknown'));
  const cards: CardView[] = [];
  for (const country of ordered) {
    yield;
    cards.push(cardOf(country, byId, clocks, now));
  }
  return cards;
}

function cardOf(country: CountryNow, sources: ReadonlyMap<string, SourceView>, clocks: Clocks, now: Ms): CardView {
  const { lead, status } = country;
  const { site } = lead;
  const shown = pickSignals(site.signals);
  const others = country.sites.length - 1;
  const of =
    country.production.length > 1
      ? `Worst of ${plural(country.production.length, 'production site')}: ${site.name}.`
      : `${site.name}.`;
  return {
    country: country.country,
    name: countryName(country.country),
    status,
    word: wordOf(country, now),
    time: clocks.time(now, site.timeZone),
    site: site.id,
    unknown: status === 'unknown' ? 0 : country.unknown,
    hint: [
      of,
      status === null ? 'This country has no production site, so its status is not known.' : '',
      lead.was ? `Was ${lead.was.status} at ${clock(lead.was.at, 'UTC')} UTC.` : '',
      others > 0 ? `${plural(others, 'other site')}, ${country.unknown} of ${country.sites.length} unknown.` : '',
    ]
      .filter((line) => line !== '')
      .join('\n'),
    rows: shown.map((signal) => rowOf(signal, lead, sources.get(signal.source), now)),
    more: site.signals.length - shown.length,
  };
}

function wordOf({ status, since, lead, unknown }: CountryNow, now: Ms): string {
  if (status === null) return 'No production site';
  const tail = unknown > 0 && status !== 'unknown' ? `, ${unknown} unknown` : '';
  if (status === 'ok') return `Ok${tail}`;
  const from = status === 'unknown' ? (lead.dataAt ?? since) : since;
  const aged = from === null ? STATUS_WORD[status] : `${STATUS_WORD[status]}, ${age(now - from)}`;
  return `${aged}${lead.held ? ', not seen' : tail}`;
}

/** Four rows: in the order of the workspace, but nothing that is not ok is left out for something that is. */
function pickSignals(signals: readonly SignalView[]): readonly SignalView[] {
  if (signals.length <= ROWS) return signals;
  const wanted = new Set(
    [...signals.filter((signal) => signal.state !== 'ok'), ...signals.filter((signal) => signal.state === 'ok')].slice(
      0,
      ROWS,
    ),
  );
  return signals.filter((signal) => wanted.has(signal));
}

export function rowOf(
  signal: SignalView,
  one: Pick<SiteNow, 'blind' | 'status' | 'held'>,
  source: SourceView | undefined,
  now: Ms,
): SignalRow {
  const isSeen =
    !one.blind && (signal.condition === 'live' || signal.condition === 'late' || signal.condition === 'partial');
  const last = signal.recent.at(-1)?.[0] ?? signal.at;
  // Only a row that is not seen, or has nothing to show, ends at the present moment.
  return steadyRow(signal, isSeen, source?.lastGoodAt ?? null, isSeen && last !== null ? last : now);
}

const steadyRow = rememberedWith((signal: SignalView, isSeen: boolean, readAt: Ms | null, to: Ms): SignalRow => {
  const last = signal.recent.at(-1)?.[0] ?? signal.at;
  const state = isSeen ? signal.state : 'unknown';
  const limit = state === 'critical' ? (signal.critical ?? signal.warning) : (signal.warning ?? signal.critical);
  const about = [signal.warning, signal.critical];
  return {
    id: signal.id,
    label: signal.unit === 'per minute' && signal.name.length < 12 ? `${signal.name}/min` : signal.name,
    value: signal.value === null ? null : shorten(quantity(signal.value, signal.unit, about)),
    state,
    limit:
      limit === null ? '' : `${signal.worse === 'lower' ? 'min' : 'max'} ${quantity(limit, signal.unit, about).text}`,
    spark: {
      points: signal.recent,
      warning: signal.warning,
      critical: signal.critical,
      worse: signal.worse,
      from: to - HOUR,
      to,
      periodSeconds: signal.periodSeconds,
    },
    blindFrom: isSeen ? null : (last ?? to - HOUR),
    hint: hintOf(signal, readAt, isSeen, limit),
  };
});

/** The label already says "per minute". */
const shorten = (value: Quantity): Quantity => (value.unit === '/min' ? { text: value.text, unit: '' } : value);

function hintOf(signal: SignalView, readAt: Ms | null, isSeen: boolean, limit: number | null): string {
  const about = [signal.warning, signal.critical];
  const value = signal.value === null ? 'no value' : quantityText(signal.value, signal.unit, about);
  const bucket =
    signal.at === null
      ? ''
      : `Bucket ${clock(signal.at, 'UTC')} to ${clock(signal.at + signal.periodSeconds * SECOND, 'UTC')} UTC.`;
  const read = readAt === null ? 'Never read.' : `Read ${ago(readAt)} from ${signal.source}.`;
  return [
    `${signal.name}: ${value}${isSeen ? '' : ', last known'}`,
    limit === null
      ? 'No limit.'
      : `Limit ${quantityText(limit, signal.unit, about)}${signal.limitText === null ? '' : ` (${signal.limitText})`}.`,
    bucket,
    read,
    isSeen
      ? ''
      : `${CONDITION_WORD[signal.condition]}${signal.conditionReason === null ? '' : `: ${signal.conditionReason}`}.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
