import { inlineDecoder } from '../../../main/polling/decode/decoder';
import { createAsker, type Asker, type Usage } from '../../../main/polling/sweep/asker';
import { FakeAws } from '../../fakes/aws';
import { ManualClock } from '../../fakes/clock';
import { NOW } from '../builders';

export interface SweepRig {
  readonly aws: FakeAws;
  readonly clock: ManualClock;
  readonly asker: Asker;
  readonly usage: Usage[];
}

/** An asker over the fake AWS, for one region. */
export function sweepRig(region = 'sa-east-1'): SweepRig {
  const clock = new ManualClock(NOW);
  const aws = new FakeAws(() => clock.now());
  const usage: Usage[] = [];
  const asker = createAsker({
    aws,
    target: { account: 'prod', profile: 'prod', region },
    clock,
    decoder: inlineDecoder,
    deadline: () => clock.now() + 15_000,
    signal: new AbortController().signal,
    onUsage: (one) => usage.push(one),
  });
  return { aws, clock, asker, usage };
}
