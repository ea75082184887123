import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { startSimulator } from './simulator';

/** What the parent gives as `workerData`. */
const dataSchema = z.object({
  port: z.int().min(0).max(65_535),
  seed: z.int().min(0).optional(),
  scenario: z.unknown().optional(),
});

/** Runs the simulator off the main thread, so that the demo never slows the window. Ends on the message `stop`. */
async function run(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('worker.ts runs in a worker thread only');
  try {
    const data = dataSchema.parse(workerData);
    const simulator = await startSimulator({
      port: data.port,
      ...(data.seed === undefined ? {} : { seed: data.seed }),
      clock: () => Date.now(),
      scenario: data.scenario,
    });
    port.on('message', (message: unknown) => {
      if (message !== 'stop') return;
      void simulator.stop().then(() => port.close());
    });
    port.postMessage({ url: simulator.url, seed: simulator.seed, now: simulator.now });
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? error.message : String(error) });
    port.close();
  }
}

void run();
