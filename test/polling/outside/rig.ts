import type { OutsideRun } from '../../../shared/domain/outside/types';
import type { OutsideApi } from '../../../shared/domain/sources/types';
import { SECOND, type Ms } from '../../../shared/lib/time';
import { createOutsideSource } from '../../../main/polling/outside/create';
import type { AwsFailure } from '../../../main/polling/ports';
import type { FakeAws, FakeCall } from '../../fakes/aws';
import type { ManualClock } from '../../fakes/clock';
import { aSource } from '../../builders/sources';
import { sweepRig } from '../sweep/rig';

const PLACE = { account: 'prod', region: 'sa-east-1' };

export interface Swept {
  readonly failure: AwsFailure | null;
  readonly notUnderstood: readonly string[];
  /** Null: the sweep brought nothing but its failure. */
  readonly runs: readonly OutsideRun[] | null;
}

export interface OutsideRig {
  readonly aws: FakeAws;
  readonly clock: ManualClock;
  sweep(): Promise<Swept>;
  /** Questions of the last sweep, as `Operation what`. */
  asked(what?: (call: FakeCall) => unknown): readonly string[];
}

/** One source of changes from outside, over the fake AWS. */
export function outsideRig(api: OutsideApi, known: readonly OutsideRun[] = [], once = false): OutsideRig {
  const { aws, clock, asker } = sweepRig(PLACE.region);
  const source = createOutsideSource(api, { asker, place: PLACE, clock, known, once });
  return {
    aws,
    clock,
    sweep: async () => {
      aws.forgetCalls();
      const outcome = await source.sweep();
      const update = outcome.update?.(aSource({ ...PLACE, api }));
      return {
        failure: outcome.failure,
        notUnderstood: outcome.notUnderstood,
        runs: update?.kind === 'outside' ? update.runs : null,
      };
    },
    asked: (what = () => '') => aws.calls.map((call) => `${call.operation} ${String(what(call))}`.trim()),
  };
}

export const seconds = (at: Ms): number => at / SECOND;

/** An answer of ListStacks. */
export const stacksXml = (
  stacks: readonly Readonly<Record<string, string>>[],
  nextToken: string | null = null,
): string => {
  const members = stacks.map(
    (stack) =>
      `<member>${Object.entries(stack)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('')}</member>`,
  );
  const token = nextToken === null ? '' : `<NextToken>${nextToken}</NextToken>`;
  return `<ListStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStacksResult><StackSummaries>${members.join('')}</StackSummaries>${token}</ListStacksResult><ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></ListStacksResponse>`;
};
