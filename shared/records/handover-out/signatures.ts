import type { DutyHolder, Signature, Signing } from '../../domain/handover/types';

export interface SignatureLine extends Signature {
  /** `gives duty` */
  readonly part: string;
  /** Reservations, or the reason of a refusal; empty where there is none. */
  readonly more: string;
  /** It does not count: the text was edited since, or another one gave duty. */
  readonly isVoid: boolean;
}

/** All that was signed, in the order of giving and taking; what does not count any more stays, and says so. */
export function signaturesOf(signing: Signing): readonly SignatureLine[] {
  const { signatures, voided, holders, refusals, accepted, selfCover } = signing;
  const counts = accepted ?? selfCover;
  return [
    ...signatures.map((one) => ({ ...one, part: 'gives duty', more: '', isVoid: false })),
    ...voided.map((one) => ({ ...one, part: 'gave duty, voided by an edit', more: '', isVoid: true })),
    ...holders.map((one) => ({ ...one, ...partOf(one), isVoid: !signing.inConflict && one.act !== counts?.act })),
    ...refusals.map((one) => ({ ...one, part: 'refused', more: one.reason, isVoid: false })),
  ];
}

function partOf(holder: DutyHolder): Pick<SignatureLine, 'part' | 'more'> {
  if (holder.kind === 'self-cover') return { part: 'covers both shifts', more: holder.reason };
  const { reservations } = holder;
  return { part: `takes duty${reservations === '' ? ', no' : ' with'} reservations`, more: reservations };
}
