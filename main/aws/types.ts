import type { FailureKind } from '../../shared/domain/sources/types';
import type { Ms } from '../../shared/lib/time';

// What polling asks for is its own port (main/polling/ports.ts). The two do not know each other: the composition roots pass
// the one for the other, and the compiler compares them there.

/** Why a call gave no answer. */
export interface Failure {
  readonly kind: FailureKind | 'validation';
  readonly code: string | null;
  readonly reason: string;
}

/** Where a call goes. */
export interface Target {
  readonly account: string;
  readonly profile: string;
  /** `global` is the active endpoint of AWS Health (P8). */
  readonly region: string;
}

export interface Answer {
  readonly body: Uint8Array;
  /** The Date header. */
  readonly awsAt: Ms | null;
}
