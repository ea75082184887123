import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { SignalData } from '../../shared/domain/signals/types';
import type { SourceState } from '../../shared/domain/sources/types';
import type { Usage } from './sweep/asker';

/** What polling says to whoever listens. The state of the source comes with everything. */
export type PollUpdate = { readonly source: SourceState } & (
  | { readonly kind: 'alarms'; readonly alarms: readonly Alarm[] }
  /** Signals that have an answer or a problem now, by `site/signal`; a failure of the source may come along. */
  | { readonly kind: 'signals'; readonly signals: ReadonlyMap<string, SignalData> }
  | { readonly kind: 'events'; readonly events: readonly HealthEvent[] }
  /** Every run of one source that is active or ended lately; a failure of the source may come along. */
  | { readonly kind: 'outside'; readonly runs: readonly OutsideRun[] }
  | { readonly kind: 'failure' }
  /** Only the promised interval or the time of the next try changed. */
  | { readonly kind: 'pace' }
  | { readonly kind: 'usage'; readonly usage: Usage }
);

/** Why a source is asked now. */
export type Occasion = 'start' | 'usual' | 'alarm' | 'retry' | 'catch-up';
