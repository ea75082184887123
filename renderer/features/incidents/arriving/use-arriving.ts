import { useState } from 'react';
import type { PersonId } from '../../../../shared/domain/incident/types';
import type { ImportAnswer } from '../../../../shared/ipc/records-contract';
import { useRecords, useStores } from '../../../stores/stores';

/** One file and what came of it; a sentence where it was not even asked. */
export interface Arrived {
  readonly key: number;
  readonly file: File;
  readonly answer: ImportAnswer | string;
  /** Who took it in, and alone is shown what came of it; null: nobody yet, who sees nothing that is restricted. */
  readonly by: PersonId | null;
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
  const person = useRecords((state) => state.status?.person ?? null);
  const [all, setArrived] = useState<readonly Arrived[]>([]);
  const [busy, setBusy] = useState(false);
  const next = (): number => Math.max(0, ...all.map(({ key }) => key)) + 1;
  const take = async (file: File, asNew = false): Promise<Pick<Arrived, 'answer' | 'by'>> => {
    const by = records.getState().status?.person ?? null;
    return { by, answer: await records.import(file, asNew) };
  };
  return {
    arrived: all.filter(({ by }) => by === null || by === person),
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
      for (const [index, file] of files.entries()) done.push({ key: first + index, file, ...(await take(file)) });
      setArrived((before) => [...done, ...before]);
      setBusy(false);
    },
    takeAsNew: async (one) => {
      setBusy(true);
      const again = await take(one.file, true);
      setArrived((before) => before.map((other) => (other.key === one.key ? { ...other, ...again } : other)));
      setBusy(false);
    },
    putAway: () => setArrived([]),
  };
}
