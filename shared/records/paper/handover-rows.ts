import { CONDITION_WORD, ITEM_KIND_WORD, isCode } from '../../domain/handover/words';
import type { BeforeItem, HandoverItem, Mark } from '../../domain/handover/types';
import type { HandoverNames } from '../handover-out/options';
import { carriedText, ifText, ifThenTime, thenText } from '../handover-out/phrases';
import type { SheetIfThen, SheetItem } from '../handover-out/sheet';
import type { OutTimes } from '../handover-out/times';
import { linesOf, PAGE_WIDTH, rowHeight, type PaperRow, type Worth } from './fit';
import { conditionMark, statusGlyph } from './glyphs';
import { html, NOTHING, type Html } from './html';

/** What rows are written with. */
export interface PaperWriting {
  readonly names: HandoverNames;
  readonly times: OutTimes;
  /** There is something to compare with. */
  readonly hasMarks: boolean;
  /** Somebody owns something of the section, or it is due. */
  readonly hasOwners: boolean;
  /** Two sections stand beside each other. */
  readonly isHalf: boolean;
}

/** Longest texts on paper; the other formats have all of them. */
const LONGEST = 260;
const LONGEST_LINE = 160;
export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)} ...` : text;

const MARK: Readonly<Record<Mark, Html>> = {
  new: html`<b>+ New</b>`,
  changed: html`<b>~ Changed</b>`,
  closed: html`Closed`,
  same: html`<span class="quiet">= Same</span>`,
};
const markCell = (mark: Mark, { hasMarks }: PaperWriting): Html =>
  html`<td class="m">${hasMarks || mark === 'closed' ? MARK[mark] : NOTHING}</td>`;

export const conditionText = ({ condition }: Pick<HandoverItem, 'condition'>): Html => {
  const word = CONDITION_WORD[condition].toLowerCase();
  return html`${conditionMark(condition)}${condition === 'unstable' ? html`<b>${word}</b>` : word}`;
};

const worthOf = ({ item, mark }: SheetItem): Worth => {
  if (item.closed) return 'over';
  if (item.condition !== 'stable') return 'keep';
  return mark === 'same' ? 'same' : 'stable';
};

const STATUS_WORD = {
  ok: 'ok',
  warning: 'warning',
  critical: 'critical',
  maintenance: 'maint.',
  unknown: 'unknown',
  go: 'Go',
  caution: 'Caution',
  hold: 'Hold',
} as const;
export const statusText = (status: HandoverItem['status']): Html =>
  status === null
    ? NOTHING
    : html`${statusGlyph(status)}${status === 'hold' || status === 'critical' ? html`<b>${STATUS_WORD[status]}</b>` : STATUS_WORD[status]}`;

/** One row of an item, with what comes next of what the next shift has to act on. */
export function itemRow(one: SheetItem, writing: PaperWriting): PaperRow {
  const { item, mark } = one;
  const { isHalf } = writing;
  // Half as wide, whose it is goes on with the text: a column of its own would leave that no room.
  const hasOwners = writing.hasOwners && !isHalf;
  const isUrgent = item.condition !== 'stable' && !item.closed;
  const what = whatOf(one, isUrgent, item.status !== null);
  const owner = ownerCell(item, writing, isUrgent);
  const ofWhom = isHalf && owner.text.trim() !== '';
  const lines = linesOf(
    `${what.text}${isHalf && isUrgent ? 'unstable MMM' : ''}${ofWhom ? `Owner ${owner.text}` : ''}`,
    isHalf ? WIDTH.half : WIDTH.whole + (hasOwners ? 0 : WIDTH.owner),
  );
  return {
    worth: worthOf(one),
    height: rowHeight(Math.max(lines, hasOwners ? linesOf(owner.text, 138) : 0)) * (isHalf ? BESIDE : 1),
    html: html`<tr class="is-${mark}">
      ${markCell(mark, writing)}
      <td class="text" dir="auto">
        ${isHalf && isUrgent ? html`${conditionText(item)} ` : NOTHING}${what.html}${ofWhom ? html`. <span class="more"><b>Owner</b> ${owner.html}</span>` : NOTHING}
      </td>
      ${isHalf ? NOTHING : html`<td class="c">${conditionText(item)}</td>`}
      ${hasOwners ? html`<td class="o">${owner.html}</td>` : NOTHING}
    </tr>`,
  };
}

/** What a row takes of the height of the page where another stands beside it. */
const BESIDE = 0.6;
/** What is left for the text beside the columns of handoverStyle. */
const WIDTH = { whole: 360, half: 246, change: 200, owner: 96 } as const;

/** The word of a state stands where no line above it says it. */
const status = ({ status: of }: HandoverItem): Html =>
  of === null ? NOTHING : html`${statusGlyph(of)}<span class="quiet">${STATUS_WORD[of]}</span> `;

type More = readonly (readonly [title: string, text: string])[];
function moreOf({ item, merged }: SheetItem, isUrgent: boolean): More {
  return [
    ['Next', isUrgent ? cut(item.next.trim() === '' ? 'no next action' : item.next, LONGEST) : ''],
    ['Done', isUrgent ? cut(item.done, LONGEST) : ''],
    ['With it', cut(merged.map((one) => [one.name, one.line].filter(Boolean).join(' ')).join('; '), LONGEST)],
    ['Carried', item.closed || item.carried === 0 ? '' : carriedText(item.carried).replace(/^carried /, '')],
  ].flatMap(([title = '', text = '']) => (text.trim() === '' ? [] : [[title, text] as const]));
}

/** A code stands before its line; a name in words is told from it. */
const named = (item: HandoverItem, name: string, line: Html): Html => {
  if (name === '') return line;
  return isCode(item) ? html`<span class="id">${name}</span> ${line}` : html`<b>${name}</b>: ${line}`;
};

/** What it is, and of what the next shift has to act on what comes next: one text that wraps as a whole. */
function whatOf(one: SheetItem, isUrgent: boolean, hasStatus: boolean): { readonly html: Html; readonly text: string } {
  const { item } = one;
  const name = cut(item.name, 60);
  const line = cut(item.line === '' ? ITEM_KIND_WORD[item.kind] : item.line, LONGEST_LINE);
  const facts = cut(item.facts, LONGEST_LINE);
  const more = moreOf(one, isUrgent);
  return {
    text: [name, line, facts, ...more.flat(), hasStatus ? 'MMMMMMMM' : ''].join('  '),
    html: html`${hasStatus ? status(item) : NOTHING}${named(item, name, isUrgent ? html`<b>${line}</b>` : html`${line}`)}${facts === '' ? NOTHING : html`<span class="quiet">, ${facts}</span>`}${more.map(([title, text]) => html`. <span class="more"><b>${title}</b> ${text}</span>`)}`,
  };
}

/** Whose it is, and by when on both clocks. */
function ownerCell(
  { owner, due }: HandoverItem,
  { names, times, isHalf }: PaperWriting,
  isUrgent: boolean,
): { readonly html: Html; readonly text: string } {
  const who = owner === null ? (isUrgent ? 'no owner' : '') : cut(names.person(owner), 40);
  const by = due === null ? (isUrgent ? 'no due time' : '') : times.local(due);
  // Half as wide there is no room for both clocks; the distance to UTC stands at the head.
  const utc = due === null || isHalf ? '' : times.utc(due);
  return {
    text: `${who} ${by} ${utc}`,
    html: html`<bdi>${who}</bdi
      >${who !== '' && by !== '' ? ', ' : ''}${by}${utc === '' ? NOTHING : html` <span class="quiet">${utc}</span>`}`,
  };
}

/** Of what has a time of its own: when it begins in both clocks, where, what the guard says, whose it is. */
export function changeRow(one: SheetItem, writing: PaperWriting): PaperRow {
  const { item, mark } = one;
  const { names, times } = writing;
  const isUrgent = item.condition !== 'stable' && !item.closed;
  const at = item.begins ?? item.due;
  const sites = cut(item.sites.map(names.site).join(', '), 80);
  const what = whatOf(one, isUrgent, false);
  const owner = item.owner === null ? (isUrgent ? 'no owner' : '') : cut(names.person(item.owner), 40);
  const due = isUrgent && item.due !== at ? (item.due === null ? 'no due time' : `by ${times.local(item.due)}`) : '';
  return {
    worth: worthOf(one),
    height: rowHeight(Math.max(linesOf(what.text, WIDTH.change), linesOf(sites, 98), linesOf(`${owner} ${due}`, 84))),
    html: html`<tr class="is-${mark}">
      ${markCell(mark, writing)}
      <td class="t">
        ${at === null ? NOTHING : html`<b>${times.local(at)}</b> <span class="quiet">${times.utc(at)}</span>`}
      </td>
      <td dir="auto">${what.html}</td>
      <td class="p" dir="auto">${sites}</td>
      <td class="v">${statusText(item.status)}</td>
      <td class="c">${conditionText(item)}</td>
      <td class="w"><bdi>${owner}</bdi>${due === '' ? NOTHING : html` ${due}`}</td>
    </tr>`,
  };
}

/** What the handover before had, and this one has not. */
export function goneRow(gone: BeforeItem, writing: PaperWriting, columns: number): PaperRow {
  const text = cut([gone.name, gone.line].filter(Boolean).join(' '), LONGEST_LINE);
  return {
    worth: 'over',
    height: rowHeight(linesOf(text, writing.isHalf ? 250 : PAGE_WIDTH - 90)),
    html: html`<tr class="is-closed">
      ${markCell('closed', writing)}
      <td class="text" dir="auto" colspan="${columns}">${text}</td>
    </tr>`,
  };
}

/** With the reason: who reads it may see it otherwise. */
export function dismissedRow(item: HandoverItem, writing: PaperWriting, columns: number): PaperRow {
  const text = cut(
    `${[item.name, item.line].filter(Boolean).join(' ')}. Not handed over: ${item.dismissed ?? ''}`,
    LONGEST,
  );
  return {
    worth: 'over',
    height: rowHeight(linesOf(text, writing.isHalf ? 250 : PAGE_WIDTH - 90)),
    html: html`<tr class="is-closed">
      <td class="m">Left out</td>
      <td class="text" dir="auto" colspan="${columns}">${text}</td>
    </tr>`,
  };
}

export function ifThenRow({ ifThen, mark }: SheetIfThen, writing: PaperWriting): PaperRow {
  const { names, times } = writing;
  const what = cut(ifText(ifThen, names), LONGEST);
  const action = cut(thenText(ifThen, names), LONGEST);
  const time = ifThenTime(ifThen, times);
  return {
    worth: 'keep',
    height: rowHeight(Math.max(linesOf(`If ${what}`, 240), linesOf(action, 215), linesOf(time, 116))),
    html: html`<tr class="is-${mark}">
      ${markCell(mark, writing)}
      <td class="i" dir="auto">If <b>${what}</b></td>
      <td dir="auto">${action}</td>
      <td class="n">${time}</td>
    </tr>`,
  };
}
