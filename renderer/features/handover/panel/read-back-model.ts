import { isOpen, inOrder } from '../../../../shared/domain/handover/items';
import type { HandoverItem, HandoverView, ReadBack } from '../../../../shared/domain/handover/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import type { Told } from './told';

/** `open`: not read back yet; `said`: waits for the giver; `old`: the item was edited since. */
export type ReadBackStep = 'open' | 'said' | 'confirmed' | 'corrected' | 'old';

export interface ReadBackRow {
  readonly item: HandoverItem;
  readonly number: number;
  /** Of an unstable item: the shift cannot be taken without it (H4). */
  readonly needed: boolean;
  readonly step: ReadBackStep;
  readonly readBack: ReadBack | null;
  /** Nothing more is to be done about it. */
  readonly settled: boolean;
  /** How it stands, in words. */
  readonly line: string;
}

/** How an item is called where there is little place. */
export const nameOf = ({ name, line }: Pick<HandoverItem, 'name' | 'line'>): string => name || line || 'Item';

/** One row for each item that has to be read back, that was, or that somebody chose to. */
export function readBackRows(told: Told, chosen: ReadonlySet<string> = new Set()): readonly ReadBackRow[] {
  const { content, signing } = told.view;
  const said = new Map(signing.readBacks.map((one) => [one.item, one]));
  let isNext = true;
  return inOrder(content.items)
    .filter((item) => isOpen(item) && (isNeeded(item) || said.has(item.id) || chosen.has(item.id)))
    .map((item, index): ReadBackRow => {
      const readBack = said.get(item.id) ?? null;
      const step = stepOf(readBack);
      const settled = step === 'confirmed' || step === 'corrected';
      const line = lineOf(step, readBack, isNext, told);
      if (step === 'open') isNext = false;
      return { item, number: index + 1, needed: isNeeded(item), step, readBack, settled, line };
    });
}

const isNeeded = ({ condition }: HandoverItem): boolean => condition === 'unstable';

function stepOf(readBack: ReadBack | null): ReadBackStep {
  if (readBack === null) return 'open';
  if (readBack.isOld) return 'old';
  return readBack.answer?.kind ?? 'said';
}

function lineOf(step: ReadBackStep, readBack: ReadBack | null, isNext: boolean, told: Told): string {
  const { short, time } = told;
  const reader = readBack === null ? '' : short(readBack.person);
  const answer = readBack?.answer ?? null;
  switch (step) {
    case 'open': {
      // Before it is signed nobody is waited for.
      if (told.view.state === 'draft' || told.view.state === 'refused') return '';
      const who = isNext ? readerOf(told) : null;
      return who === null ? 'to be read back' : `${short(who)} is reading back`;
    }
    case 'said':
      return `${reader} read it back ${time(readBack?.at ?? 0)}, to be confirmed`;
    case 'confirmed':
    case 'corrected':
      return answer === null ? '' : `${short(answer.person)} ${answer.kind} ${time(answer.at)}`;
    case 'old':
      return 'edited since: read it back again';
    default:
      return assertNever(step);
  }
}

/** Who reads it now, where that is clear; never who looks at it. */
function readerOf({ view: { state, content, signing }, me }: Told): string | null {
  if (state !== 'in-review') return null;
  const people = new Set(
    signing.readBacks.length > 0 ? signing.readBacks.map(({ person }) => person) : content.receivers,
  );
  const [only] = people;
  return people.size === 1 && only !== undefined && only !== me ? only : null;
}

/** What could be read back besides: every other open item. */
export function othersToReadBack(view: HandoverView, rows: readonly ReadBackRow[]): readonly HandoverItem[] {
  const shown = new Set(rows.map(({ item }) => item.id));
  return inOrder(view.content.items).filter((item) => isOpen(item) && !shown.has(item.id));
}

/** Who may type a read-back, and while it still counts. */
export const mayReadBack = ({ view, side }: Told): boolean =>
  side === 'receiver' && (view.state === 'ready' || view.state === 'in-review');

/** Who answers them. Never one's own: nobody confirms what they said themselves (H6). */
export const mayAnswer = (told: Told, { person }: Pick<ReadBack, 'person'>): boolean =>
  told.side === 'giver' && person !== told.me && (told.view.state === 'ready' || told.view.state === 'in-review');
