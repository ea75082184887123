import type { Json } from '../../shared/records/ids';
import { MINUTE, type Ms } from '../../shared/lib/time';

/** A signal as `pinOf` freezes it. */
export const aPinnedSignal = (given: {
  readonly id?: string;
  readonly name?: string;
  readonly unit?: string;
  readonly worse?: 'higher' | 'lower';
  readonly values: readonly number[];
  readonly from: Ms;
  readonly warning?: number | null;
  readonly critical?: number | null;
}): Json => ({
  id: given.id ?? 'p95',
  name: given.name ?? 'Checkout latency p95',
  unit: given.unit ?? 's',
  worse: given.worse ?? 'higher',
  value: given.values.at(-1) ?? null,
  warning: given.warning === undefined ? 1.5 : given.warning,
  critical: given.critical ?? null,
  periodSeconds: 60,
  points: given.values.map((value, index) => [given.from + index * MINUTE, value]),
});

/** A site as `pinOf` freezes it. */
export const aPinnedSite = (given: { readonly signals: readonly Json[] }): Json => ({
  takenAt: 0,
  demo: true,
  site: { id: 'br-prod', name: 'Brazil production', status: 'critical', ageMs: 12_000, reasons: [] },
  signals: given.signals,
  alarms: [],
  events: [],
});
