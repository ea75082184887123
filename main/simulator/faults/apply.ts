import { assertNever } from '../../../shared/lib/assert-never';
import { errorAnswer, type Answer } from '../protocol/answer';
import type { Call } from '../protocol/call';
import {
  accessDenied,
  expiredToken,
  internalFailure,
  subscriptionRequired,
  throttling,
  unrecognizedClient,
} from '../protocol/errors';
import type { Fault } from './schema';

/** Faults that end without an answer are told apart from those that spoil it. */
export type Spoiled =
  { readonly kind: 'answer'; readonly answer: Answer } | { readonly kind: 'hang' } | { readonly kind: 'reset' };

const IAM_PREFIX: Readonly<Record<Call['service'], string>> = {
  health: 'health',
  monitoring: 'cloudwatch',
  sts: 'sts',
  codepipeline: 'codepipeline',
  codedeploy: 'codedeploy',
  cloudformation: 'cloudformation',
};

/** What a refusal says it is about; null where AWS names nothing. */
function resourceOf({ service, region, input }: Call, principal: string): string | null {
  const account = principal.split(':')[4] ?? '';
  switch (service) {
    case 'codepipeline': {
      const name = input['name'] ?? input['pipelineName'];
      return `arn:aws:codepipeline:${region}:${account}:${typeof name === 'string' ? name : '*'}`;
    }
    case 'codedeploy':
      return `arn:aws:codedeploy:${region}:${account}:deploymentgroup:*/*`;
    case 'cloudformation':
      return `arn:aws:cloudformation:${region}:${account}:stack/*/*`;
    case 'health':
    case 'monitoring':
    case 'sts':
      return null;
  }
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Network sign-in</title></head><body><h1>Please sign in to the network</h1></body></html>\n';

/** Turns a fault into what the caller gets; `good` makes the answer that it spoils. */
export function applyFault(
  fault: Fault,
  call: Call,
  principal: string,
  requestId: string,
  good: () => Answer,
): Spoiled {
  const refuse = (error: Parameters<typeof errorAnswer>[1]): Spoiled => ({
    kind: 'answer',
    answer: errorAnswer(call, error, requestId),
  });
  switch (fault.kind) {
    case 'throttle':
      return refuse(throttling);
    case 'deny':
      return refuse(
        accessDenied(
          principal,
          fault.action ?? `${IAM_PREFIX[call.service]}:${call.operation}`,
          resourceOf(call, principal),
        ),
      );
    case 'no-plan':
      return refuse(subscriptionRequired);
    case 'expired':
      return refuse(expiredToken);
    case 'invalid-token':
      return refuse(unrecognizedClient);
    case '500':
      return refuse(internalFailure);
    case 'hang':
      return { kind: 'hang' };
    case 'reset':
      return { kind: 'reset' };
    case 'html':
    case 'html-503':
      return {
        kind: 'answer',
        answer: {
          status: fault.kind === 'html' ? 200 : 503,
          headers: { 'content-type': 'text/html; charset=utf-8' },
          body: PAGE,
          errorCode: null,
        },
      };
    case 'empty':
      return { kind: 'answer', answer: { ...good(), status: 200, body: '', errorCode: null } };
    case 'truncated': {
      const answer = good();
      return {
        kind: 'answer',
        answer: { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * 0.6)) },
      };
    }
    case 'wrong-shape':
      return { kind: 'answer', answer: wrongShape(call, good()) };
    // A delay is no answer: it is taken care of before this is called.
    case 'slow':
      return { kind: 'answer', answer: good() };
    default:
      return assertNever(fault.kind);
  }
}

/** Valid JSON or XML in which every list is something else. */
function wrongShape(call: Call, answer: Answer): Answer {
  if (call.protocol === 'query')
    return { ...answer, body: `<${call.operation}Response><Unexpected/></${call.operation}Response>` };
  const value = JSON.parse(answer.body) as Record<string, unknown>;
  const instead: unknown = call.service === 'health' ? 'unexpected' : { unexpected: true };
  const fields = Object.entries(value).map(([key, item]) => [key, Array.isArray(item) ? instead : item]);
  return { ...answer, body: JSON.stringify(Object.fromEntries(fields)) };
}
