import type { Ms } from '../../lib/time';

/** What runs outside of Meridian and changes a site: read only, never started, stopped or approved from here. */
export type OutsideKind = 'pipeline' | 'deployment' | 'stack';

export type OutsideState =
  | 'running'
  | 'stopping'
  | 'rolling-back'
  /** A person has to say yes: AWS calls it in progress, for days if need be. */
  | 'waiting-approval'
  /** A blue/green deployment that is ready and waits for the traffic to be moved. */
  | 'waiting-traffic'
  /** It stands before a stage that somebody closed. */
  | 'blocked'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'superseded';

/** One run of a pipeline, one deployment, or one operation on a root stack with all that is nested in it. */
export interface OutsideRun {
  /** `KIND:ACCOUNT:REGION:NAME:RUN`; of a stack RUN is the last part of its id and the start of the operation. */
  readonly id: string;
  readonly kind: OutsideKind;
  /** Account id of the workspace. */
  readonly account: string;
  readonly region: string;
  /** Pipeline; application/group; root stack. */
  readonly name: string;
  /** Execution id, deployment id, stack id. */
  readonly runId: string;
  readonly state: OutsideState;
  /** AWS's own word for it. */
  readonly said: string;
  /** Of a stack the start of this operation, never of the stack. */
  readonly startedAt: Ms | null;
  readonly updatedAt: Ms | null;
  /** Null while it is active, and where AWS does not tell it: CloudFormation never does, so it is when we saw it end. */
  readonly endedAt: Ms | null;
  /** Since when it waits for an approval, a closed stage or a traffic shift; null when it does not wait, or AWS does not say. */
  readonly waitingSince: Ms | null;
  readonly stage: string | null;
  /** What or who began it. */
  readonly by: string | null;
  readonly revision: string | null;
  readonly summary: string | null;
  /** Targets that are through, whatever came of them, of all; CodeDeploy only. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly rollback: boolean;
}

/** Where runs are read. */
export interface OutsidePlace {
  readonly account: string;
  readonly region: string;
}
