import type { Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { AccountBook, Principal } from './accounts';
import type { AwsError } from './protocol/errors';
import type { Json } from './protocol/json';
import type { World } from './world/types';

/** What an operation may look at. */
export interface OperationContext {
  readonly now: Ms;
  readonly region: string;
  readonly principal: Principal;
  readonly accounts: AccountBook;
  readonly world: World;
}

/** Numbers for the log: what the call would cost on AWS. */
export interface Usage {
  readonly queries: number;
  /** Metrics that AWS bills: up to five statistics of one metric in a request count as one. */
  readonly billedMetrics: number;
  readonly points: number;
}

export const NO_USAGE: Usage = { queries: 0, billedMetrics: 0, points: 0 };

export interface OperationResult {
  readonly value: Json;
  readonly usage: Usage;
}

export type Operation = (context: OperationContext, input: Json) => Result<OperationResult, AwsError>;

export const plain = (value: Json): OperationResult => ({ value, usage: NO_USAGE });
