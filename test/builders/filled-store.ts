import { Board } from '../../main/engine/board';
import { applyUpdate } from '../../main/engine/engine';
import { createMemory, type Memory } from '../../main/engine/memory';
import { openStore } from '../../main/storage/open-store';
import type { Point, SignalData } from '../../shared/domain/signals/types';
import type { SourceState } from '../../shared/domain/sources/types';
import { DAY, HOUR, MINUTE } from '../../shared/lib/time';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';

const HOURS = 27;

/** What an engine remembers in a folder. Trouble of the store is thrown: nothing may be measured or compared without it. */
export function memoryIn(folder: string): Memory {
  const { store } = openStore({ folder, now: () => NOW });
  return createMemory({
    store,
    key: 'w',
    recallSources: true,
    onProblem: (message) => {
      throw new Error(message);
    },
  });
}

/**
 * Stores minutes of more than a day and two weeks of hours for every signal, judged by the hour: the dearest there is. Gives
 * the board as it was.
 */
export function fillStore(folder: string, size: { readonly sites: number; readonly signals: number }): Board {
  const workspace = aWorkspace(
    Array.from({ length: size.sites }, (_one, s) =>
      aSite(`s${s}`, {
        region: `r${s}`,
        signals: Array.from({ length: size.signals }, (_two, i) =>
          aSignal(`g${i}`, { region: `r${s}`, warning: { kind: 'same-hour', percent: 150 } }),
        ),
      }),
    ),
  );
  const board = new Board({ workspace, file: null, demo: false, problem: null });
  const memory = memoryIn(folder);
  for (const site of workspace.sites) {
    const source: SourceState = {
      account: 'prod',
      region: site.region,
      api: 'GetMetricData',
      intervalSeconds: 60,
      lastGoodAt: NOW,
      lastGoodAwsAt: NOW,
      failure: null,
      nextTryAt: null,
      notUnderstood: [],
    };
    const signals = new Map(site.signals.map((signal, i) => [`${site.id}/${signal.id}`, dataOf(i)]));
    applyUpdate(board, { kind: 'signals', source, signals });
    memory.keep(board, { kind: 'signals', source, signals }, NOW);
  }
  memory.close();
  return board;
}

function dataOf(seed: number): SignalData {
  const end = NOW - (NOW % MINUTE);
  return {
    points: Array.from({ length: HOURS * 60 }, (_point, i): Point => [
      end - HOURS * HOUR + i * MINUTE,
      ((i * 7 + seed) % 13) / 3,
    ]),
    covered: [end - HOURS * HOUR, end],
    noDenominator: new Set(),
    problem: null,
    hours: Array.from({ length: 14 * 24 }, (_hour, i) => ({
      start: Math.floor(end / HOUR) * HOUR - 14 * DAY + i * HOUR,
      median: 5,
      count: 60,
    })),
    seenIn14Days: true,
  };
}
