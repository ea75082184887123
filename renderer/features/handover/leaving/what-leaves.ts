import type { HandoverView } from '../../../../shared/domain/handover/types';
import { countText } from '../../../../shared/lib/words';
import { sheetOf } from '../../../../shared/records/handover-out/sheet';
import { signaturesOf } from '../../../../shared/records/handover-out/signatures';

export interface Part {
  readonly name: string;
  readonly note: string;
  /** False: there is nothing of it. */
  readonly has: boolean;
}

/** What is in a handover that leaves, counted; the same for every format but the chat. */
export function partsOf(view: HandoverView): readonly Part[] {
  const { sections, ifThens } = sheetOf(view);
  const lines =
    sections.reduce((sum, { items, gone, dismissed }) => sum + items.length + gone.length + dismissed.length, 0) +
    ifThens.length;
  const { readBacks, questions } = view.signing;
  const signed = signaturesOf(view.signing).length;
  return [
    { name: `${sections.length} sections`, note: countText(lines, 'line'), has: true },
    {
      name: 'Read-back',
      note:
        readBacks.length + questions.length === 0
          ? 'none yet'
          : `${countText(readBacks.length, 'item')}, ${countText(questions.length, 'question')}`,
      has: readBacks.length + questions.length > 0,
    },
    { name: 'Signatures and hash', note: signed === 0 ? 'not signed' : String(signed), has: signed > 0 },
    {
      name: 'Notes',
      note: view.content.notes.trim() === '' ? 'none' : 'as written',
      has: view.content.notes.trim() !== '',
    },
  ];
}

/** `Both signatures cover this text.` */
export function coverText(view: HandoverView): string {
  const counted = signaturesOf(view.signing).filter(({ isVoid }) => !isVoid);
  const covering = counted.filter(({ content }) => content === view.hash).length;
  if (counted.length === 0) return 'Nobody has signed it.';
  if (covering === counted.length)
    return covering === 1
      ? 'The signature covers this text.'
      : covering === 2
        ? 'Both signatures cover this text.'
        : 'All signatures cover this text.';
  return covering === 0
    ? 'No signature covers this text: it was edited since.'
    : `${covering} of ${counted.length} signatures cover this text.`;
}
