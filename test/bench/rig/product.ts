import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAws } from '../../../main/aws/aws';
import { startEngine } from '../../../main/engine/engine';
import { createMemory } from '../../../main/engine/memory';
import type { Board } from '../../../main/engine/board';
import { createWorkerDecoder } from '../../../main/polling/decode/worker-decoder';
import { startPoller, type Poller } from '../../../main/polling/poller';
import { systemClock } from '../../../main/polling/system-clock';
import type { PollUpdate } from '../../../main/polling/updates';
import { openStore } from '../../../main/storage/open-store';
import type { Alarm } from '../../../shared/domain/alarms/types';
import { alarmsKey } from '../../../shared/domain/status/gathered';
import type { SignalData } from '../../../shared/domain/signals/types';
import { sourceId, type Api, type SourceId } from '../../../shared/domain/sources/types';
import type { Platform } from './platform';

/** When the last answer of a sweep was on the board, in milliseconds after the sweep began. */
export interface SweepTimes {
  /** Of the signals (GetMetricData). */
  readonly signals: number;
  /** Of everything: signals, alarms, AWS Health. */
  readonly all: number;
}

/** What the cockpit runs behind its window: engine, polling, AWS port, decode worker and store, joined as main/cockpit.ts does. */
export interface RunningProduct {
  /** Asks every source at once and waits until every answer is parsed, on the board and stored. Throws when one failed. */
  sweep(): Promise<SweepTimes>;
  signal(key: string): SignalData | undefined;
  alarms(account: string, region: string): readonly Alarm[];
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly platform: Platform;
  readonly url: string;
  readonly out: string;
  readonly temp: string;
}

/** Starts it and waits for its first sweeps, history included. */
export async function startProduct({ platform, url, out, temp }: ProductOptions): Promise<RunningProduct> {
  const folder = join(temp, 'data');
  mkdirSync(folder, { recursive: true });
  const files = { configFile: join(temp, 'config'), credentialsFile: join(temp, 'credentials') };
  writeFileSync(files.configFile, '');
  writeFileSync(files.credentialsFile, platform.credentials);
  const log = (line: string): void => {
    throw new Error(line);
  };

  const aws = createAws({ clock: systemClock, endpoint: url, files });
  const decoder = createWorkerDecoder(join(out, 'main', 'decode-worker.cjs'));
  const { store } = openStore({ folder, now: systemClock.now });
  let heard: (update: PollUpdate) => void = () => undefined;
  let poller: Poller | undefined;
  let board: Board | undefined;
  const engine = startEngine({
    scope: { workspace: platform.workspace, file: null, demo: false, problem: null },
    clock: systemClock,
    memory: createMemory({ store, key: 'bench', recallSources: true, onProblem: log }),
    startPolling: (workspace, parts) => {
      board = parts.board;
      poller = startPoller({
        workspace,
        aws,
        clock: systemClock,
        random: Math.random,
        memory: () => null,
        decoder,
        onUpdate: (update) => {
          // The engine first: what is heard here is on the board.
          parts.onUpdate(update);
          heard(update);
        },
      });
      return poller;
    },
    info: { version: 'bench', runtime: 'bench', dataFolder: folder, warning: null },
  });
  const stop = async (): Promise<void> => {
    await engine.stop();
    await aws.close();
    await decoder.close();
  };
  await poller?.firstSweepDone;

  const sweep = (): Promise<SweepTimes> =>
    new Promise((resolve, reject) => {
      const waiting = new Map<SourceId, Api>((poller?.sources() ?? []).map((source) => [sourceId(source), source.api]));
      const total = waiting.size;
      let signals = 0;
      let began = 0;
      heard = (update) => {
        if (update.kind === 'usage' || update.kind === 'pace') return;
        const at = performance.now() - began;
        const { source } = update;
        if (source.failure !== null || source.notUnderstood.length > 0) {
          reject(new Error(`${sourceId(source)}: ${source.failure?.reason ?? source.notUnderstood.join(', ')}`));
          return;
        }
        if (!waiting.delete(sourceId(source))) return;
        if (source.api === 'GetMetricData') signals = at;
        if (waiting.size > 0) return;
        heard = () => undefined;
        resolve({ signals, all: at });
      };
      began = performance.now();
      const asked = poller?.retry(null);
      if (asked !== total) reject(new Error(`only ${asked} of ${total} sources could be asked at once`));
    });
  return {
    sweep,
    signal: (key) => board?.signals.get(key),
    alarms: (account, region) => board?.alarms.get(alarmsKey(account, region)) ?? [],
    stop,
  };
}
