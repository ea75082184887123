import type { Operation } from './commands';
import type { Failure } from './types';
import { networkCause, tlsCause } from './network';
import { cleaned, thrown } from './words';

/** What was asked when it failed. */
export interface About {
  readonly profile: string;
  /** Region of the target, `global` for AWS Health. */
  readonly region: string;
  readonly operation: Operation | 'GetCallerIdentity';
}

/** A failure, or one that only STS can tell apart: keys that ended, or a region that is off (P6). */
export type Verdict = Failure | { readonly kind: 'ask-sts'; readonly code: string; readonly said: string };

const THROTTLED: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'ProvisionedThroughputExceededException',
  'BandwidthLimitExceeded',
  'SlowDown',
  'PriorRequestNotComplete',
  'LimitExceededException',
]);
const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'NotAuthorized',
  'AuthorizationError',
  'UnauthorizedException',
]);
/** What AWS says of keys it does not accept, and of good keys in a region that is not enabled. */
const KEYS: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'RequestExpired',
  'RequestTimeTooSkewed',
  'RequestInTheFuture',
  'UnrecognizedClient',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'NotSignedUp',
]);
const VALIDATION: ReadonlySet<string> = new Set([
  'ValidationException',
  'ValidationError',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'InvalidParameterCombination',
  'InvalidParameterCombinationException',
  'MissingParameter',
  'MissingRequiredParameter',
  'MissingRequiredParameterException',
]);

/** What IAM calls the service of an operation. */
const IAM: Readonly<Record<About['operation'], string>> = {
  GetCallerIdentity: 'sts',
  DescribeAlarms: 'cloudwatch',
  GetMetricData: 'cloudwatch',
  ListAlarmMuteRules: 'cloudwatch',
  GetAlarmMuteRule: 'cloudwatch',
  DescribeEvents: 'health',
  DescribeEventDetails: 'health',
  DescribeAffectedEntities: 'health',
  DescribeEventsForOrganization: 'health',
  DescribeEventDetailsForOrganization: 'health',
  DescribeAffectedAccountsForOrganization: 'health',
  DescribeAffectedEntitiesForOrganization: 'health',
  ListPipelines: 'codepipeline',
  ListPipelineExecutions: 'codepipeline',
  GetPipelineState: 'codepipeline',
  ListDeployments: 'codedeploy',
  BatchGetDeployments: 'codedeploy',
  ListStacks: 'cloudformation',
};

/** P6: what a thrown error means. Names come with and without the x-amzn-query-error header, so sets hold both forms. */
export function classify(error: unknown, about: About): Verdict {
  const { name, code, message, status } = thrown(error);
  const names = [code, name].filter((one) => one !== null);
  const is = (set: ReadonlySet<string>): string | undefined => names.find((one) => set.has(one));
  const text = message === 'UnknownError' ? '' : message;

  const throttled = is(THROTTLED) ?? (status === 429 ? name : undefined);
  if (throttled !== undefined)
    return { kind: 'throttled', code: throttled, reason: cleaned(`AWS asks to slow down (${throttled})`) };
  if (names.includes('SubscriptionRequiredException')) {
    return {
      kind: 'denied',
      code: 'SubscriptionRequiredException',
      reason: 'AWS Health needs a paid support plan (Business Support+, Enterprise or Unified Operations)',
    };
  }
  const denied = is(DENIED);
  if (denied !== undefined) {
    const missing = /perform:? ([a-z0-9-]+:[A-Za-z*]+)/.exec(text)?.[1] ?? `${IAM[about.operation]}:${about.operation}`;
    return {
      kind: 'denied',
      code: denied,
      reason: cleaned(`${missing} is not allowed for profile ${about.profile}${text === '' ? '' : `: ${text}`}`),
    };
  }
  if (names.includes('OptInRequired')) return { kind: 'denied', code: 'OptInRequired', reason: notEnabled(about) };
  const keys = is(KEYS);
  if (keys !== undefined) return { kind: 'ask-sts', code: keys, said: cleaned(text) };
  const validation = is(VALIDATION);
  if (validation !== undefined)
    return {
      kind: 'validation',
      code: validation,
      reason: cleaned(text === '' ? `AWS refuses the question (${validation})` : text),
    };

  const network = networkCause(error);
  if (network !== null) return { kind: 'offline', code, reason: cleaned(network) };
  const tls = tlsCause(error);
  if (tls !== null) return { kind: 'error', code, reason: cleaned(tls) };
  if (name === 'SyntaxError') {
    const what = /token '?</.test(text)
      ? 'HTML instead of JSON (a proxy or a sign-in page?)'
      : 'something that is not JSON';
    return { kind: 'error', code: null, reason: `HTTP ${status ?? '?'} with ${what}` };
  }
  // So the SDK names an answer in XML that holds no error of AWS.
  if (name === 'Unknown' && code === null)
    return {
      kind: 'error',
      code: null,
      reason: `HTTP ${status ?? '?'} with no error of AWS in it (a proxy or a sign-in page?)`,
    };
  const label = code ?? name;
  if (status !== null && status >= 500)
    return {
      kind: 'error',
      code: label,
      reason: cleaned(`AWS failed with HTTP ${status} (${label})${text === '' ? '' : `: ${text}`}`),
    };
  return { kind: 'error', code: label, reason: cleaned(text === '' ? label : `${label}: ${text}`) };
}

/** P6: keys that STS accepts and one region does not. */
export const notEnabled = ({ profile, region }: About): string =>
  region === 'global'
    ? `AWS Health refuses the keys of profile ${profile}, which STS accepts`
    : `region ${region} is not enabled for this account, or its keys are refused there`;
