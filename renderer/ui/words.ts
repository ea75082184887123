import type { GuardVerdict } from '../../shared/domain/guard/types';
import type { Tier } from '../../shared/domain/snapshot/types';
import type { Status } from '../../shared/domain/status/types';
import type { SignalCondition } from '../../shared/domain/sources/types';

export { countryName } from '../../shared/lib/country-name';

/** Words of the five states, the tiers and the conditions: one place, so that every screen says the same. */
export const STATUS_WORD: Readonly<Record<Status, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  unknown: 'Unknown',
  maintenance: 'Maintenance',
  ok: 'Ok',
};

export const VERDICT_WORD: Readonly<Record<GuardVerdict, string>> = { go: 'Go', caution: 'Caution', hold: 'Hold' };
/** Verdicts reuse the shapes of states. */
export const VERDICT_SHAPE: Readonly<Record<GuardVerdict, Status>> = {
  go: 'ok',
  caution: 'warning',
  hold: 'critical',
};

export const TIERS: readonly Tier[] = ['production', 'pre-production', 'development'];
export const TIER_WORD: Readonly<Record<Tier, string>> = {
  production: 'Production',
  'pre-production': 'Pre-production',
  development: 'Development',
};
export const TIER_SHORT: Readonly<Record<Tier, string>> = {
  production: 'Prod',
  'pre-production': 'Pre-prod',
  development: 'Dev',
};

export const CONDITION_WORD: Readonly<Record<SignalCondition, string>> = {
  live: 'Live',
  late: 'Late',
  stale: 'Stale',
  throttled: 'Throttled',
  denied: 'Denied',
  'signed-out': 'Signed out',
  offline: 'Offline',
  error: 'Error',
  never: 'Never answered',
  misconfigured: 'Misconfigured',
  partial: 'Partial',
};
