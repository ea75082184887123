import type { Signature, Signing } from '../../domain/handover/types';

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
  const { signatures, voided, acceptances, selfCover, refusals, accepted } = signing;
  return [
    ...signatures.map((one) => ({ ...one, part: 'gives duty', more: '', isVoid: false })),
    ...voided.map((one) => ({ ...one, part: 'gave duty, voided by an edit', more: '', isVoid: true })),
    ...acceptances.map((one) => ({
      ...one,
      part: one.reservations === '' ? 'takes duty, no reservations' : 'takes duty with reservations',
      more: one.reservations,
      isVoid: one.act !== accepted?.act,
    })),
    ...(selfCover === null
      ? []
      : [{ ...selfCover, part: 'covers both shifts', more: selfCover.reason, isVoid: false }]),
    ...refusals.map((one) => ({ ...one, part: 'refused', more: one.reason, isVoid: false })),
  ];
}
