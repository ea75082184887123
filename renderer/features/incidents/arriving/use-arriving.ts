import { useState } from 'react';
import type { ImportAnswer } from '../../../../shared/ipc/records-contract';
import { useStores } from '../../../stores/stores';

/** One file and what came of it; a sentence where it was not even asked. */
export interface Arrived {
  readonly key: number;
  readonly file: File;
  readonly answer: ImportAnswer | string;
}

export interface Arriving {
  readonly arrived: readonly Arrived[];
  readonly busy: boolean;
  take(files: readonly File[]): Promise<void>;
  takeAsNew(one: Arrived): Promise<void>;
  putAway(): void;
}

/** Files that are more than this at once are a folder dropped by mistake. */
const MOST_FILES = 50;

/** Takes files in, one after the other. */
export function useArriving(): Arriving {
  const { navigation, records } = useStores();
  const [arrived, setArrived] = useState<readonly Arrived[]>([]);
  const [busy, setBusy] = useState(false);
  const next = (): number => Math.max(0, ...arrived.map(({ key }) => key)) + 1;
  return {
    arrived,
    busy,
    take: async (files) => {
      if (files.length === 0 || busy) return;
      if (files.length > MOST_FILES) {
        navigation.say(`${files.length} files at once are too many: up to ${MOST_FILES}.`);
        return;
      }
      setBusy(true);
      const done: Arrived[] = [];
      const first = next();
      for (const [index, file] of files.entries())
        done.push({ key: first + index, file, answer: await records.import(file) });
      setArrived((before) => [...done, ...before]);
      setBusy(false);
    },
    takeAsNew: async (one) => {
      setBusy(true);
      const answer = await records.import(one.file, true);
      setArrived((before) => before.map((other) => (other.key === one.key ? { ...other, answer } : other)));
      setBusy(false);
    },
    putAway: () => setArrived([]),
  };
}
