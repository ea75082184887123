import type { Ms } from '../../lib/time';

export type OutsideKind = 'pipeline' | 'deployment' | 'stack';
export type OutsideState =
  | 'running'
  | 'stopping'
  | 'rolling-back'
  | 'waiting-approval'
  | 'waiting-traffic'
  | 'blocked'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'superseded';

/** A change that AWS tells of: a pipeline execution, a deployment, an operation on a stack. Read-only. */
export interface OutsideRun {
  /** `pipeline:ACCOUNT:REGION:NAME:EXECUTION`, the same at every question. */
  readonly id: string;
  readonly kind: OutsideKind;
  readonly account: string;
  readonly region: string;
  /** Pipeline; application and deployment group; root stack. */
  readonly name: string;
  readonly runId: string;
  readonly state: OutsideState;
  /** AWS's own word. */
  readonly said: string;
  readonly startedAt: Ms | null;
  readonly updatedAt: Ms | null;
  readonly endedAt: Ms | null;
  /** Of a manual approval, a blocked transition or a traffic shift that waits. */
  readonly waitingSince: Ms | null;
  readonly stage: string | null;
  /** Trigger or creator. */
  readonly by: string | null;
  readonly revision: string | null;
  readonly summary: string | null;
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly rollback: boolean;
}
