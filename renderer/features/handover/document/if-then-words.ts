import type { IfThen } from '../../../../shared/domain/handover/types';
import type { SignalView } from '../../../../shared/domain/snapshot/types';
import { quantityText } from '../../../ui/format';

/** "Brazil, Production: Checkout latency p95 over 0.8 s for 5 min", or what a person wrote. */
export function conditionWords(
  { text, watch }: Pick<IfThen, 'text' | 'watch'>,
  siteName: (site: string) => string,
  signal: (site: string, signal: string) => Pick<SignalView, 'name' | 'unit' | 'warning' | 'critical'> | null,
): string {
  if (watch === null) return text;
  const known = signal(watch.site, watch.signal);
  const limit =
    known === null ? String(watch.limit) : quantityText(watch.limit, known.unit, [known.warning, known.critical]);
  const words = `${siteName(watch.site)}: ${known?.name ?? watch.signal} ${watch.is} ${limit} for ${watch.minutes} min`;
  return text === '' ? words : `${text} (${words})`;
}
