/** Without the letters that are read wrongly aloud or written down (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A million: two machines that count alike without seeing each other still differ. */
const SHORTEST = 4;

/** Letters made of a record's id, which is unique everywhere: as many as are asked for. */
export function tagOf(id: string, letters = SHORTEST): string {
  let value = BigInt(`0x${id.replace(/[^0-9a-f]/gi, '') || '0'}`);
  let tag = '';
  for (let at = 0; at < letters; at++) {
    tag += LETTERS[Number(value % 32n)] ?? '0';
    value /= 32n;
  }
  return tag;
}

/**
 * Numbers that people say and type: a count that grows and letters of the record's id, `214-K7QD`. Machines without a network may count
 * alike; the letters tell apart. Where even these are alike, as many more are shown as are needed: no two changes ever share one.
 */
export function numbersOf(
  changes: readonly { readonly id: string; readonly serial: number }[],
): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  let open = [...new Map(changes.map((change) => [change.id, change])).values()];
  for (let letters = SHORTEST; open.length > 0; letters += 2) {
    const byNumber = new Map<string, typeof open>();
    for (const change of open) {
      const number = `${change.serial}-${tagOf(change.id, letters)}`;
      byNumber.set(number, [...(byNumber.get(number) ?? []), change]);
    }
    // Ids that are alike in every sign would never part: they are one record.
    const isLast = letters > 40;
    open = [];
    for (const [number, named] of byNumber) {
      if (named.length === 1 || isLast)
        for (const { id } of named) numbers.set(id, isLast ? `${number}-${id}` : number);
      else open.push(...named);
    }
  }
  return numbers;
}

/** `CHG-214-K7QD`, as commands and files name it. */
export const fullNumber = (number: string): string => `CHG-${number}`;

/** The changes that somebody may mean by `214`, `CHG-214`, `214-k7qd` or an id: none, one, or several to choose from. */
export function meant<T extends { readonly id: string; readonly number: string }>(
  changes: readonly T[],
  said: string,
): readonly T[] {
  const asked = said
    .trim()
    .replace(/^chg[- ]?/i, '')
    .toUpperCase();
  const exact = changes.filter(({ id, number }) => id === said.trim() || number.toUpperCase() === asked);
  return exact.length > 0 ? exact : changes.filter(({ number }) => number.startsWith(`${asked}-`));
}
