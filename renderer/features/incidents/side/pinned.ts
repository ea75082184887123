import { readPinned, tellingSignal, type PinnedSignal } from '../../../../shared/domain/incident/pinned-content';
import type { PinnedSnapshot } from '../../../../shared/domain/incident/types';
import type { SparkInput } from '../../../../shared/domain/signals/spark';
import type { Status } from '../../../../shared/domain/status/types';
import { quantityText } from '../../../ui/format';
import { age } from '../../../ui/time';

interface SignalLine {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly spark: SparkInput | null;
}

export interface PinnedView {
  readonly status: Status | null;
  /** How old the data was when it was pinned. */
  readonly age: string | null;
  readonly reasons: readonly string[];
  readonly signals: readonly SignalLine[];
  /** The line that is shown while the rest is folded away. */
  readonly telling: SignalLine | null;
  readonly alarms: readonly string[];
  readonly events: readonly string[];
}

export function pinnedOf({ content }: PinnedSnapshot): PinnedView {
  const pinned = readPinned(content);
  const telling = tellingSignal(pinned);
  return {
    ...pinned,
    age: pinned.ageMs === null ? null : age(pinned.ageMs),
    signals: pinned.signals.map(lineOf),
    telling: telling && lineOf(telling),
  };
}

const lineOf = ({ id, name, unit, value, chart }: PinnedSignal): SignalLine => ({
  id,
  name,
  value: value === null ? 'no value' : quantityText(value, unit),
  spark: chart,
});
