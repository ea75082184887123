import type { Ms } from '../../lib/time';

/** One resource AWS Health says is affected. Status may be absent in real answers. */
export interface HealthEntity {
  readonly value: string;
  readonly status: string | null;
  readonly awsAccountId: string | null;
}

/** An AWS Health event. Every field of the wire is optional; null says it was not sent. */
export interface HealthEvent {
  /** The key; made from type, region and start where AWS sent none. */
  readonly arn: string;
  readonly service: string | null;
  readonly typeCode: string | null;
  readonly category: string | null;
  readonly region: string | null;
  readonly availabilityZone: string | null;
  readonly start: Ms | null;
  readonly end: Ms | null;
  readonly lastUpdated: Ms | null;
  /** open, closed, upcoming or null; `open` alone does not mean ongoing. */
  readonly status: string | null;
  /** PUBLIC, ACCOUNT_SPECIFIC, NONE or null. */
  readonly scope: string | null;
  readonly description: string | null;
  /** Null until asked. */
  readonly entities: readonly HealthEntity[] | null;
  /** Why details or entities are missing although they were asked for (failedSet), else null. */
  readonly incomplete: string | null;
}
