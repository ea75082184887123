import { Board } from '../../../main/engine/board';
import { fillStore, memoryIn } from '../../builders/filled-store';
import { NOW } from '../../polling/builders';
import type { BenchContext, Figure, Row } from '../figure';
import { summary } from '../statistics';

const SIZE = { sites: 12, signals: 40 };
const RUNS = 5;

export const lastKnownFigure: Figure = {
  id: 'h',
  title: 'Last known state back on the board',
  method:
    `A store with ${SIZE.sites * SIZE.signals} signals, each with the minutes of more than a day and two weeks of hours, is opened, recalled onto an empty board and its first picture ` +
    `made, as a start does before any network answer (rule P9: within a second). Wall time, median of ${RUNS} after one to warm up.`,
  run: measure,
};

async function measure({ temp }: BenchContext): Promise<readonly Row[]> {
  const { workspace } = fillStore(temp, SIZE);
  const took: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const since = performance.now();
    const memory = memoryIn(temp);
    const board = new Board({ workspace, file: null, demo: false, problem: null });
    memory.recall(board, NOW);
    const { sites } = board.picture(1, NOW);
    const end = performance.now();
    memory.close();
    if (sites.some(({ signals }) => signals.some(({ value }) => value === null)))
      throw new Error('signals are missing');
    if (run > 0) took.push(end - since);
  }
  return [
    {
      id: 'h',
      what: `Last known state of ${SIZE.sites * SIZE.signals} signals, from disk to the first picture`,
      ...summary(took),
      unit: 'ms',
      limit: { kind: 'at-most', value: 1_000 },
    },
  ];
}
