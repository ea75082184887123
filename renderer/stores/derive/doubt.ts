import type { HandoversState } from '../handovers';

type Known = Pick<HandoversState, 'rows' | 'problem' | 'duty' | 'dutyProblem'>;

/** Why who is on shift may be otherwise than is shown: by the rota alone, or as it was read last. Null: all of it was read. */
export const shiftDoubt = ({ duty, dutyProblem }: Pick<Known, 'duty' | 'dutyProblem'>): string | null =>
  doubtOf('Leave, cover and swaps', duty, dutyProblem);

/** The same of who has duty, which handovers say as well (H5). */
export function dutyDoubt(known: Known): string | null {
  const doubts = [doubtOf('Handovers', known.rows, known.problem), shiftDoubt(known)].filter((one) => one !== null);
  return doubts.length === 0 ? null : doubts.join(' ');
}

function doubtOf(what: string, read: object | null, problem: string | null): string | null {
  if (problem !== null) return `${what} cannot be read: ${problem.replace(/\.$/, '')}.`;
  return read === null ? `${what} are not read yet.` : null;
}
