import { useState, type DragEvent } from 'react';
import type { Output } from '../../../../shared/ipc/contract';
import { MOST_IMPORT } from '../../../../shared/ipc/records-limits';
import { useStores } from '../../../stores/stores';

/** One file and what came of it; a sentence where nothing did. */
export interface Arrived {
  readonly key: number;
  readonly name: string;
  readonly answer: Output<'handovers.import'> | string;
}

export interface Arriving {
  readonly arrived: readonly Arrived[];
  readonly busy: boolean;
  /** A file is held over the place where it may be dropped. */
  readonly isOver: boolean;
  take(files: readonly File[]): Promise<void>;
  putAway(): void;
  /** For the part of the screen that files are dropped on. */
  readonly drop: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

/** Files that are more than this at once are a folder dropped by mistake. */
const MOST_FILES = 20;

/** Takes handovers of another data folder in, one file after the other. */
export function useArriving(): Arriving {
  const { handovers, navigation } = useStores();
  const [arrived, setArrived] = useState<readonly Arrived[]>([]);
  const [busy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const one = async (file: File): Promise<Arrived['answer']> => {
    const text = await textOf(file);
    if (typeof text !== 'string') return text.why;
    const answer = await handovers.import(file.name, text);
    return 'problem' in answer ? answer.problem : answer;
  };
  const take = async (files: readonly File[]): Promise<void> => {
    if (files.length === 0 || busy) return;
    if (files.length > MOST_FILES) {
      navigation.say(`${files.length} files at once are too many: up to ${MOST_FILES}.`);
      return;
    }
    setBusy(true);
    const first = Math.max(0, ...arrived.map(({ key }) => key)) + 1;
    const done: Arrived[] = [];
    for (const [index, file] of files.entries())
      done.push({ key: first + index, name: file.name, answer: await one(file) });
    setArrived((before) => [...done, ...before]);
    setBusy(false);
  };
  return {
    arrived,
    busy,
    isOver,
    take,
    putAway: () => setArrived([]),
    drop: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      },
      onDrop: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        void take([...event.dataTransfer.files]);
      },
    },
  };
}

async function textOf(file: File): Promise<string | { readonly why: string }> {
  if (file.size > MOST_IMPORT) return { why: `it is larger than ${MOST_IMPORT / 1e6} MB, which no handover is` };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (thrown) {
    return { why: thrown instanceof TypeError ? 'it is no text (UTF-8)' : 'it cannot be read' };
  }
}
