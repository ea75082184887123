/** Heights in pixels; a folded window has lower lanes (DESIGN-LANGUAGE, Folding). */
export interface Measures {
  readonly header: number;
  readonly production: number;
  readonly lower: number;
  readonly after: number;
}
const WHOLE: Measures = { header: 18, production: 24, lower: 20, after: 2 };
const FOLDED: Measures = { header: 16, production: 20, lower: 16, after: 2 };
export const measuresOf = (folded: boolean): Measures => (folded ? FOLDED : WHOLE);
