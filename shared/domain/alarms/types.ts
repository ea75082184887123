import type { Ms } from '../../lib/time';

export type AlarmKind = 'metric' | 'composite' | 'log';
/** As AWS names it; `UNKNOWN` is our word for a state that could not be understood: never ok (S2, P10). */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'UNKNOWN';
export type AlarmBadge = 'muted' | 'suppressed' | 'actions off';

/** A CloudWatch alarm as far as S6 needs it. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly kind: AlarmKind;
  readonly state: AlarmState;
  /** The true change of state (StateTransitionedTimestamp), else the best the answer has. */
  readonly since: Ms;
  readonly reason: string;
  readonly description: string;
  /** EVALUATION_ERROR, EVALUATION_FAILURE, PARTIAL_DATA or a newer word; null when all is well. */
  readonly evaluationState: string | null;
  /** Seconds of one evaluation period; 60 where the alarm names none. */
  readonly periodSeconds: number;
  /** Names of the alarms a composite looks at; empty for others. */
  readonly children: readonly string[];
  /** As the alarm itself says; that a rule mutes it is known elsewhere (mutes/). */
  readonly badge: AlarmBadge | null;
}
