import { CONDITION_WORD, ITEM_KIND_WORD } from '../../domain/handover/words';
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
export const markCell = (mark: Mark, { hasMarks }: PaperWriting): Html =>
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

/** One row of an item; below it what was done and what comes next, of what the next shift has to act on. */
export function itemRow(one: SheetItem, writing: PaperWriting): PaperRow {
  const { item, mark } = one;
  const { names, times, isHalf } = writing;
  const isUrgent = item.condition !== 'stable' && !item.closed;
  const line = cut(item.line === '' ? ITEM_KIND_WORD[item.kind] : item.line, LONGEST_LINE);
  const facts = cut(item.facts, LONGEST_LINE);
  const more = moreOf(one, writing, isUrgent);
  const owner = ownerOf(item, names, isUrgent);
  const due = item.due === null ? (isUrgent ? 'no due time' : '') : times.local(item.due);
  const name = cut(item.name, 60);
  const whole = `${name} ${line}${facts === '' ? '' : `, ${facts}`}`;
  const width = isHalf ? 180 : PAGE_WIDTH - 78 - 92 - 128 - 30;
  const lines =
    linesOf(whole, width) + more.reduce((sum, [title, text]) => sum + linesOf(`${title} ${text}`, width), 0);
  return {
    worth: worthOf(one),
    height: rowHeight(Math.max(lines, linesOf(`${owner} ${due}`, isHalf ? 82 : 118))),
    html: html`<tr class="is-${mark}">
      ${markCell(mark, writing)}
      <td dir="auto">
        ${isHalf && item.condition !== 'stable' ? html`${conditionText(item)} ` : NOTHING}${statusGlyph(item.status)}${status(item)}${name === '' ? NOTHING : html`<span class="id">${name}</span> `}${isUrgent ? html`<b>${line}</b>` : line}${facts === '' ? NOTHING : html`<span class="quiet">, ${facts}</span>`}
        ${more.map(([title, text]) => html`<div class="more" dir="auto"><b>${title}</b> ${text}</div>`)}
      </td>
      ${isHalf ? NOTHING : html`<td class="c">${conditionText(item)}</td>`}
      <td class="o"><bdi>${owner}</bdi>${owner !== '' && due !== '' ? ', ' : ''}${due}</td>
    </tr>`,
  };
}

/** The word of a state stands where no line above it says it. */
const status = ({ status: of }: HandoverItem): Html =>
  of === null ? NOTHING : html`<span class="quiet">${STATUS_WORD[of]}</span> `;

const ownerOf = ({ owner }: HandoverItem, names: HandoverNames, isUrgent: boolean): string =>
  owner === null ? (isUrgent ? 'no owner' : '') : cut(names.person(owner), 40);

type More = readonly (readonly [title: string, text: string])[];
function moreOf({ item, merged }: SheetItem, { times }: PaperWriting, isUrgent: boolean): More {
  const due = item.due === null ? '' : ` (due ${times.short(item.due)})`;
  return [
    ['Next', isUrgent ? (item.next.trim() === '' ? 'no next action' : `${cut(item.next, LONGEST)}${due}`) : ''],
    ['Done', isUrgent ? cut(item.done, LONGEST) : ''],
    ['With it', cut(merged.map((one) => [one.name, one.line].filter(Boolean).join(' ')).join('; '), LONGEST)],
    ['Carried', item.closed || item.carried === 0 ? '' : carriedText(item.carried).replace(/^carried /, '')],
  ].flatMap(([title = '', text = '']) => (text.trim() === '' ? [] : [[title, text] as const]));
}

/** Of what has a time of its own: when it begins in both clocks, where, what the guard says, whose it is. */
export function changeRow(one: SheetItem, writing: PaperWriting): PaperRow {
  const { item, mark } = one;
  const { names, times } = writing;
  const isUrgent = item.condition !== 'stable' && !item.closed;
  const at = item.begins ?? item.due;
  const sites = cut(item.sites.map(names.site).join(', '), 80);
  const line = cut(item.line === '' ? ITEM_KIND_WORD[item.kind] : item.line, LONGEST_LINE);
  const facts = cut(item.facts, LONGEST_LINE);
  const more = moreOf(one, writing, isUrgent);
  const owner = ownerOf(item, names, isUrgent);
  const width = PAGE_WIDTH - 78 - 92 - 120 - 82 - 92 - 50;
  const what = `${item.name} ${line}, ${facts}`;
  const lines = linesOf(what, width) + more.reduce((sum, [title, text]) => sum + linesOf(`${title} ${text}`, width), 0);
  return {
    worth: worthOf(one),
    height: rowHeight(Math.max(lines, linesOf(sites, 110), linesOf(owner, 82) + 1, 1)),
    html: html`<tr class="is-${mark}">
      ${markCell(mark, writing)}
      <td class="t">
        ${at === null ? NOTHING : html`<b>${times.local(at)}</b> <span class="quiet">${times.utc(at)}</span>`}
      </td>
      <td dir="auto">
        ${item.name === '' ? NOTHING : html`<span class="id">${cut(item.name, 60)}</span> `}${isUrgent ? html`<b>${line}</b>` : line}${facts === '' ? NOTHING : html`<span class="quiet">, ${facts}</span>`}
        ${more.map(([title, text]) => html`<div class="more" dir="auto"><b>${title}</b> ${text}</div>`)}
      </td>
      <td class="p" dir="auto">${sites}</td>
      <td class="v">${statusText(item.status)}</td>
      <td class="c text">${conditionText(item)}${owner === '' ? NOTHING : html`<br /><bdi>${owner}</bdi>`}</td>
    </tr>`,
  };
}

/** What the handover before had, and this one has not. */
export function goneRow(gone: BeforeItem, writing: PaperWriting): PaperRow {
  const text = cut([gone.name, gone.line].filter(Boolean).join(' '), LONGEST_LINE);
  return {
    worth: 'over',
    height: rowHeight(linesOf(text, writing.isHalf ? 250 : PAGE_WIDTH - 90)),
    html: html`<tr class="is-closed">
      ${markCell('closed', writing)}
      <td class="text" dir="auto" colspan="9">${text}</td>
    </tr>`,
  };
}

/** With the reason: who reads it may see it otherwise. */
export function dismissedRow(item: HandoverItem, writing: PaperWriting): PaperRow {
  const text = cut(
    `${[item.name, item.line].filter(Boolean).join(' ')}. Not handed over: ${item.dismissed ?? ''}`,
    LONGEST,
  );
  return {
    worth: 'over',
    height: rowHeight(linesOf(text, writing.isHalf ? 250 : PAGE_WIDTH - 90)),
    html: html`<tr class="is-closed">
      <td class="m">Left out</td>
      <td class="text" dir="auto" colspan="9">${text}</td>
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
