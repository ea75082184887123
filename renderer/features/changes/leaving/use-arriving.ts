import { useState } from 'react';
import type { ChangesImported } from '../../../../shared/ipc/changes-contract';
import { MOST_IMPORT } from '../../../../shared/ipc/records-limits';
import { useStores } from '../../../stores/stores';

/** One file and what came of it; a sentence where nothing did. */
export interface Arrived {
  readonly key: number;
  readonly name: string;
  readonly answer: ChangesImported | string;
}
export interface Arriving {
  readonly arrived: readonly Arrived[];
  readonly busy: boolean;
  take(files: readonly File[]): Promise<void>;
  putAway(): void;
}

/** Files that are more than this at once are a folder dropped by mistake. */
const MOST_FILES = 50;

/** Takes calendars and tables in, one after the other. */
export function useArriving(): Arriving {
  const { navigation, changes } = useStores();
  const [arrived, setArrived] = useState<readonly Arrived[]>([]);
  const [busy, setBusy] = useState(false);
  const take = async (file: File): Promise<Arrived['answer']> => {
    if (!/\.(ics|ical|ifb|csv)$/i.test(file.name)) return 'it is neither a calendar (.ics) nor a table (.csv)';
    const text = await textOf(file);
    if (typeof text !== 'string') return text.why;
    const answer = await changes.import(file.name, text);
    return 'problem' in answer ? answer.problem : answer;
  };
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
      const first = Math.max(0, ...arrived.map(({ key }) => key)) + 1;
      const done: Arrived[] = [];
      for (const [index, file] of files.entries())
        done.push({ key: first + index, name: file.name, answer: await take(file) });
      setArrived((before) => [...done, ...before]);
      setBusy(false);
    },
    putAway: () => setArrived([]),
  };
}

async function textOf(file: File): Promise<string | { readonly why: string }> {
  if (file.size > MOST_IMPORT) return { why: `it is larger than ${MOST_IMPORT / 1e6} MB` };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (thrown) {
    return { why: thrown instanceof TypeError ? 'it is no text (UTF-8)' : 'it cannot be read' };
  }
}
