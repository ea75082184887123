import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
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
  /** Every rule of one account and region that mutes or will; a failure of the source may come along. */
  | { readonly kind: 'mutes'; readonly rules: readonly MuteRule[] }
  /** Every run of one source that is active or ended lately; a failure of the source may come along. */
  | { readonly kind: 'outside'; readonly runs: readonly OutsideRun[] }
  | { readonly kind: 'failure' }
  /** Only the promised interval or the time of the next try changed. */
  | { readonly kind: 'pace' }
  /** `aside`: asked for one look and not by a sweep, so it says nothing of what a sweep costs. */
  | { readonly kind: 'usage'; readonly usage: Usage; readonly aside?: true }
);

/** Why a source is asked now. */
export type Occasion = 'start' | 'usual' | 'alarm' | 'retry' | 'catch-up';
