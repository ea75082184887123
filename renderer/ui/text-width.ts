/** Share of the font size that a character takes in Plex Sans; Condensed is about 0.87 of it. */
const NARROW = /[iljtf.,:;'|!()[\] ]/;
const WIDE = /[mwMW%@]/;
const UPPER = /[A-Z0-9]/;

/**
 * Width of a line of text in pixels, close enough to place plates without measuring them: laying out first and asking
 * the page afterwards would cost a second layout of the whole map.
 */
export function textWidth(text: string, size: number, face: 'sans' | 'cond' = 'sans'): number {
  let share = 0;
  for (const character of text) {
    if (NARROW.test(character)) share += 0.31;
    else if (WIDE.test(character)) share += 0.88;
    else if (UPPER.test(character)) share += 0.63;
    else share += 0.56;
  }
  return share * size * (face === 'cond' ? 0.87 : 1);
}
