import { join } from 'node:path';
import { signalKey } from '../shared/domain/status/gathered';
import { createAws } from './aws/aws';
import { startDemo } from './demo';
import type { Scope } from './engine/board';
import type { StartPolling } from './engine/polling';
import { createClockOffset, heardOf, type ClockOffset } from './polling/clock-offset';
import type { Decoder } from './polling/decode/decoder';
import { createWorkerDecoder } from './polling/decode/worker-decoder';
import { startPoller } from './polling/poller';
import type { AwsPort } from './polling/ports';
import { systemClock } from './polling/system-clock';

/** Files of the bundle that are started as threads. */
const decodeWorkerFile = join(__dirname, 'decode-worker.cjs');
const simulatorWorkerFile = join(__dirname, 'simulator-worker.cjs');

const DEMO_SEED = 1;

/** The AWS a workspace is asked of: real accounts, or the demo's look-alike. The AWS SDK comes with it, so it is loaded late. */
export interface Reach {
  readonly aws: AwsPort;
  readonly decoder: Decoder;
  /** Starts polling with what the board already knows. */
  readonly startPolling: StartPolling;
  stop(): Promise<void>;
}

/** `onTrouble` is told when a thread ended by itself. */
export async function openReach(
  scope: Scope,
  onTrouble: (line: string) => void = () => undefined,
  clockOffset: ClockOffset = createClockOffset(systemClock),
): Promise<Reach> {
  const demo = scope.demo ? await startDemo({ workerFile: simulatorWorkerFile, seed: DEMO_SEED, onTrouble }) : null;
  const aws = heardOf(
    createAws({
      clock: systemClock,
      ...(demo !== null && { endpoint: demo.endpoint, files: demo.profiles }),
    }),
    { offset: clockOffset, clock: systemClock },
  );
  const decoder = createWorkerDecoder(decodeWorkerFile, onTrouble);
  return {
    aws,
    decoder,
    startPolling: (workspace, { board, onUpdate, onSignIn }) =>
      startPoller({
        workspace,
        aws,
        clock: systemClock,
        random: Math.random,
        memory: (site, signal) => board.signals.get(signalKey(site, signal)) ?? null,
        outside: (source) => board.outside.get(source) ?? [],
        mutes: (source) => board.mutes.get(source) ?? [],
        decoder,
        onUpdate,
        onSignIn,
      }),
    stop: async () => {
      await aws.close();
      await decoder.close();
      await demo?.stop();
    },
  };
}
