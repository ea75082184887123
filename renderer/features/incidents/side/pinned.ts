import type { PinnedSnapshot, PinnedValue } from '../../../../shared/domain/incident/types';
import type { Point } from '../../../../shared/domain/signals/types';
import { STATUSES, type Status } from '../../../../shared/domain/status/types';
import { plainText } from '../../../../shared/lib/plain-text';
import { quantityText } from '../../../ui/format';
import type { SparkInput } from '../../../ui/spark';
import { age } from '../../../ui/time';

export interface PinnedView {
  readonly status: Status | null;
  /** How old the data was when it was pinned. */
  readonly age: string | null;
  readonly reasons: readonly string[];
  readonly signals: readonly {
    readonly id: string;
    readonly name: string;
    readonly value: string;
    readonly spark: SparkInput | null;
  }[];
  readonly alarms: readonly string[];
  readonly events: readonly string[];
}

/** What can be drawn of a pinned content. Total: it may be of another version, or of a writer that means no good. */
export function pinnedOf({ content }: PinnedSnapshot): PinnedView {
  const top = fields(content);
  const site = fields(top['site']);
  const ageMs = site['ageMs'];
  return {
    status: STATUSES.find((one) => one === site['status']) ?? null,
    age: typeof ageMs === 'number' ? age(ageMs) : null,
    reasons: list(site['reasons']).flatMap((reason) => text(fields(reason)['text'])),
    signals: list(top['signals']).map((one, index) => signalOf(fields(one), index)),
    alarms: list(top['alarms']).flatMap((alarm) => {
      const { name, state } = fields(alarm);
      return state === 'ALARM' ? text(name) : [];
    }),
    events: list(top['events']).flatMap((event) => text(fields(event)['title'])),
  };
}

type Fields = Readonly<Record<string, PinnedValue | undefined>>;

const fields = (value: PinnedValue | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: PinnedValue | undefined): readonly PinnedValue[] =>
  Array.isArray(value) ? (value as readonly PinnedValue[]).slice(0, 200) : [];
const text = (value: PinnedValue | undefined): readonly string[] =>
  typeof value === 'string' && value !== '' ? [plainText(value)] : [];
const number = (value: PinnedValue | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function signalOf(signal: Fields, index: number): PinnedView['signals'][number] {
  const unit = text(signal['unit'])[0] ?? '';
  const value = number(signal['value']);
  const points = list(signal['points']).flatMap((point): readonly Point[] => {
    const [at, of] = list(point);
    const start = number(at);
    const measured = number(of);
    return start === null || measured === null ? [] : [[start, measured]];
  });
  const first = points[0];
  const last = points.at(-1);
  return {
    id: text(signal['id'])[0] ?? String(index),
    name: text(signal['name'])[0] ?? 'A signal',
    value: value === null ? 'no value' : quantityText(value, unit),
    spark:
      first === undefined || last === undefined || points.length < 2
        ? null
        : {
            points,
            warning: number(signal['warning']),
            critical: number(signal['critical']),
            worse: signal['worse'] === 'lower' ? 'lower' : 'higher',
            from: first[0],
            to: last[0],
            periodSeconds: number(signal['periodSeconds']) ?? 60,
          },
  };
}
