import type { Section } from '../../domain/handover/types';
import type { Html } from './html';
import type { PaperSize } from './style';

/**
 * What a row is worth when room is short. `keep` always stays; the others go in this order: stable and unchanged, over, stable.
 */
export type Worth = 'keep' | 'stable' | 'over' | 'same';

export interface PaperRow {
  readonly html: Html;
  /** Estimated height; a font that is not there is another one, so it is taken wide. */
  readonly height: number;
  readonly worth: Worth;
}

/** Room between the margins, less the foot. */
const PAGE_HEIGHT: Readonly<Record<PaperSize, number>> = { A4: 1013, Letter: 946 };
export const PAGE_WIDTH = 698;

/** Lines of 15.5 px that a text takes in a column; of a wide font, and with what is lost at the ends of lines. */
export function linesOf(text: string, width: number): number {
  let wide = 0;
  for (const one of text) {
    const code = one.codePointAt(0) ?? 0;
    wide += code >= 0x1100 ? 13 : code >= 0x900 ? 8 : 6.4;
  }
  return Math.max(1, Math.ceil((wide * 1.05) / width));
}
export const rowHeight = (lines: number): number => lines * 15.5 + 3;

const ORDER: readonly Worth[] = ['same', 'over', 'stable'];
/** Least missed first. */
const SECTION_ORDER: readonly Section[] = ['notes', 'actions', 'aws', 'watch', 'changes', 'incidents'];
const MOST_PAGES = 2;

export interface Fitted {
  readonly rows: Readonly<Partial<Record<Section, readonly PaperRow[]>>>;
  /** How many rows a section lost; nothing is left out silently. */
  readonly left: Readonly<Partial<Record<Section, Readonly<Record<Worth, number>>>>>;
  /** In the smallest letters, because it would be more than one page. */
  readonly isTight: boolean;
  /** At most so many, in the widest of fonts. */
  readonly pages: number;
}

/** What the smallest letters (11 px) take of the room that the usual ones take. */
const TIGHT = 0.76;
/** The same where nothing may be more than two pages: letters of another font, and rows that are not split, take more. */
const TIGHT_AT_MOST = 0.82;

/**
 * One page as it is, else in the smallest letters. What is more than two pages then loses rows, section by section: first what is stable
 * and unchanged, then what is over, then what is stable. What is unstable or to be watched is never left out, whatever it takes.
 */
export function fit(
  all: Readonly<Partial<Record<Section, readonly PaperRow[]>>>,
  others: number,
  paper: PaperSize,
): Fitted {
  const rows: Partial<Record<Section, readonly PaperRow[]>> = { ...all };
  const left: Partial<Record<Section, Record<Worth, number>>> = {};
  let height = Object.values(all).reduce((sum, of) => sum + of.reduce((of, row) => of + row.height, 0), others);
  if (height <= PAGE_HEIGHT[paper]) return { rows, left, isTight: false, pages: 1 };
  const room = (PAGE_HEIGHT[paper] * MOST_PAGES - 120) / TIGHT_AT_MOST;
  for (const worth of ORDER)
    for (const section of SECTION_ORDER) {
      const kept: PaperRow[] = [];
      let gone = 0;
      for (const row of [...(rows[section] ?? [])].reverse()) {
        if (row.worth === worth && height > room) {
          height -= row.height;
          // The first one is said in a line of its own.
          if (gone === 0 && left[section] === undefined) height += LEFT_LINE;
          gone += 1;
        } else kept.push(row);
      }
      if (gone === 0) continue;
      rows[section] = kept.reverse();
      left[section] = { keep: 0, stable: 0, over: 0, same: 0, ...left[section], [worth]: gone };
    }
  return { rows, left, isTight: true, pages: Math.ceil((height * TIGHT) / PAGE_HEIGHT[paper]) };
}
const LEFT_LINE = 20;
