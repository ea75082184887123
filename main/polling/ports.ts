import type { Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { SignInEnd } from '../../shared/domain/sources/sign-in';
import type { FailureKind } from '../../shared/domain/sources/types';

/** The operations Meridian asks of AWS, all of them reads. */
export type Operation =
  | 'DescribeAlarms'
  | 'GetMetricData'
  | 'ListAlarmMuteRules'
  | 'GetAlarmMuteRule'
  | 'DescribeEvents'
  | 'DescribeEventDetails'
  | 'DescribeAffectedEntities'
  | 'DescribeEventsForOrganization'
  | 'DescribeEventDetailsForOrganization'
  | 'DescribeAffectedAccountsForOrganization'
  | 'DescribeAffectedEntitiesForOrganization'
  | 'ListPipelines'
  | 'ListPipelineExecutions'
  | 'GetPipelineState'
  | 'ListDeployments'
  | 'BatchGetDeployments'
  | 'ListStacks';

/** A good HTTP answer, undecoded: it is `unknown` until the polling side parses it (P10), large ones off the main thread (P1). */
export interface AwsAnswer {
  readonly body: Uint8Array;
  /** AWS's clock (the Date header) when it answered; null when it sent none. */
  readonly awsAt: Ms | null;
}

/** Why a call gave no answer. `validation` is AWS refusing the question itself (ValidationException), used to split a batch (P2). */
export interface AwsFailure {
  readonly kind: FailureKind | 'validation';
  /** Error code as AWS names it, e.g. `ThrottlingException`, or as the network does, e.g. `ECONNRESET`; null where there is none. */
  readonly code: string | null;
  /** A sentence for a person. A denied one names the missing permission; one without a support plan says so (P6, P8). */
  readonly reason: string;
}

/** Where a call goes. `global` is AWS Health's active endpoint (P8). */
export interface AwsTarget {
  /** Account id of the workspace, not the twelve digits. */
  readonly account: string;
  /** Profile of the AWS configuration whose credentials are used. */
  readonly profile: string;
  readonly region: string;
}

/**
 * The one thing polling needs of AWS. An implementation signs, connects within 3 s, retries inside the deadline and
 * classifies failures; it never parses an answer. Every (account, region) has its own connections: a slow one delays no other (P1).
 */
export interface AwsPort {
  /** `input` has the shape of the API; instants in it are Dates. */
  call(
    target: AwsTarget,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    options: { readonly deadline: Ms; readonly signal?: AbortSignal },
  ): Promise<Result<AwsAnswer, AwsFailure>>;
  /** P6: does STS refuse this profile too? `refused` means signed-out; `fine` means only that region or action is denied. */
  whoAmI(
    target: AwsTarget,
    options: { readonly deadline: Ms },
  ): Promise<Result<{ readonly awsAccountId: string; readonly arn: string }, AwsFailure>>;
  /** P6: calls back when the credential files of a profile changed, so that a signed-out account is tried at once. Returns its stop. */
  onCredentialsChanged(profile: string, listener: () => void): () => void;
  /** Until when the credentials of a profile serve without a person, as the files of this machine tell. Never fails. */
  signInEnd(profile: string): Promise<SignInEnd>;
  close(): Promise<void>;
}
