import { SECTION_WORD } from '../../domain/handover/words';
import type { HandoverView, Section } from '../../domain/handover/types';
import { utcDistance } from '../../lib/local-time';
import { ageText } from '../../lib/words';
import type { HandoverNames, HandoverOutOptions } from '../handover-out/options';
import { sheetOf, type Sheet, type SheetSection } from '../handover-out/sheet';
import { shortHash, standingOf, type Standing } from '../handover-out/standing';
import { outTimes } from '../handover-out/times';
import { fit, linesOf, PAGE_WIDTH, type Fitted, type PaperRow } from './fit';
import { MOON } from './glyphs';
import { leftText, readBackTable, signedBlock } from './handover-end';
import { changeRow, cut, dismissedRow, goneRow, ifThenRow, itemRow, type PaperWriting } from './handover-rows';
import { situationNow } from './handover-situation';
import { html, NOTHING, type Html } from './html';
import { PAPER_POLICY } from './policy';
import { handoverStyle, type PaperSize } from './style';

export type HandoverPaperOptions = HandoverOutOptions & { readonly paper: PaperSize };

const LONGEST_NOTES = 1_500;
/** Sections of few and short rows stand beside each other. */
const MOST_HALF = 6;
/** Title, head, and the titles of ten sections. */
const AROUND = 150 + 8 * 27;

/**
 * A handover as one page that needs nothing else: one sheet as a rule, two of a full one. No script, no address it loads from; every text
 * of people in it is escaped. What does not fit is left out by what it is worth, and the paper says so.
 */
export const handoverHtml = (view: HandoverView, names: HandoverNames, options: HandoverPaperOptions): string =>
  handoverPaper(view, names, options).html;

export interface HandoverPaper {
  readonly html: string;
  /** At most so many. */
  readonly pages: number;
  /** Rows that are left out for room. */
  readonly left: number;
}

/** The same, with what it takes and what it leaves out. */
export function handoverPaper(view: HandoverView, names: HandoverNames, options: HandoverPaperOptions): HandoverPaper {
  const { content } = view;
  const zone = names.zoneOf(options.zone === 'receiver' ? content.to : content.from);
  const times = outTimes(zone, content.at);
  const other = outTimes(names.zoneOf(options.zone === 'receiver' ? content.from : content.to), content.at);
  const sheet = sheetOf(view);
  const writing: PaperWriting = { names, times, hasMarks: !sheet.isFirst, hasOwners: true, isHalf: false };
  const standing = standingOf(view, names, times, options);
  const halves = {
    aws: isShort(sheet, 'aws', 'watch'),
    actions: isShort(sheet, 'actions', 'notes') && content.notes === '',
  };
  const rows: Partial<Record<Section, readonly PaperRow[]>> = {};
  for (const one of sheet.sections) {
    const isHalf =
      one.section === 'aws' || one.section === 'watch'
        ? halves.aws
        : (one.section === 'actions' || one.section === 'notes') && halves.actions;
    const hasOwners = one.items.some(
      ({ item }) => item.owner !== null || item.due !== null || item.condition !== 'stable',
    );
    rows[one.section] = rowsOf(one, sheet, { ...writing, hasOwners, isHalf });
  }
  const readBack = readBackTable(view, writing);
  const signed = signedBlock(view, writing);
  const situation = situationNow(content, writing);
  const notes = cut(content.notes.trim(), LONGEST_NOTES);
  const notesLines = notes === '' ? 0 : notes.split('\n').reduce((sum, line) => sum + linesOf(line, PAGE_WIDTH), 0);
  const fitted = fit(
    rows,
    AROUND + situation.height + readBack.height + signed.height + notesLines * 17 + standing.warnings.length * 20,
    options.paper,
  );
  const section = (of: Section, body: Html, under = ''): Html => {
    const { number = 0 } = sheet.sections.find((one) => one.section === of) ?? {};
    return part(number, SECTION_WORD[of], under, html`${body}${leftOf(fitted, of)}`);
  };
  const table = (of: Section): Html => tableOf(fitted.rows[of] ?? [], of, fitted.left[of] !== undefined);
  const pair = (isHalf: boolean, one: Html, two: Html): Html =>
    isHalf
      ? html`<div class="two">
          <div>${one}</div>
          <div>${two}</div>
        </div>`
      : html`${one}${two}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAPER_POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width" />
        <title>Handover, ${cut(names.team(content.from), 80)} to ${cut(names.team(content.to), 80)}</title>
        <style>
          ${handoverStyle(options.paper)}
        </style>
      </head>
      <body class="${fitted.isTight ? 'is-tight' : 'is-usual'}${isUnmarked(sheet) ? ' is-unmarked' : ''}">
        <table class="sheet">
          <tbody>
            <tr>
              <td>
                <header class="head">
                  ${MOON}<b>Meridian</b>${options.workspace === undefined ? NOTHING : html`<span dir="auto">${cut(options.workspace, 60)}</span>`}${options.demo ? html`<span class="demo">Demo data</span>` : NOTHING}
                  <span class="right"
                    >${times.dated(content.at)}<br />${times.utc(content.at)}
                    UTC${other.name === times.name ? '' : `, ${other.named(content.at)}`}</span
                  >
                </header>
                <h1 dir="auto">Handover, ${cut(names.team(content.from), 80)} to ${cut(names.team(content.to), 80)}</h1>
                ${people(view, names, times.name, utcDistance(zone, content.at), sheet, times)}
                ${standingLine(standing)}
                ${section('situation', situation.html, content.draftedAt === content.situation?.at ? '' : `drafted ${times.named(content.draftedAt)}`)}
                ${section('incidents', table('incidents'))}
                ${section('changes', table('changes'), `${times.name}, then UTC`)}
                ${pair(halves.aws, section('aws', table('aws')), section('watch', table('watch')))}
                ${section('if-then', table('if-then'))}
                ${pair(halves.actions, section('actions', table('actions')), section('notes', html`${table('notes')}${notes === '' ? NOTHING : html`<div class="notes" dir="auto">${notes}</div>`}`))}
                ${part(9, 'Read-back', 'typed by the receiver for every unstable item, others by choice, confirmed or corrected by the giver', readBack.html)}
                ${part(10, 'Signed', 'an edit voids a signature', signed.html)}
              </td>
            </tr>
          </tbody>
          <tfoot>
            <tr>
              <td class="foot-room"></td>
            </tr>
          </tfoot>
        </table>
        <footer class="foot">
          <span>${ageLine(view, times)}</span><span class="hash">sha-256 ${shortHash(view.hash)}</span>
        </footer>
      </body>
    </html> `;
  const left = Object.values(fitted.left).reduce((sum, { same, over, stable }) => sum + same + over + stable, 0);
  return { html: page.html, pages: fitted.pages, left };
}

const part = (number: number, title: string, under: string, body: Html): Html =>
  html`<section>
    <h2><i>${number}</i>${title} ${under === '' ? NOTHING : html`<span>${under}</span>`}</h2>
    ${body}
  </section> `;

function rowsOf(
  { section, items, gone, dismissed }: SheetSection,
  sheet: Sheet,
  writing: PaperWriting,
): readonly PaperRow[] {
  if (section === 'if-then') return sheet.ifThens.map((one) => ifThenRow(one, writing));
  /** Beside the mark. */
  const columns = section === 'changes' ? 6 : 1 + (writing.isHalf ? 0 : 1 + Number(writing.hasOwners));
  return [
    ...items.map((one) => (section === 'changes' ? changeRow(one, writing) : itemRow(one, writing))),
    ...gone.map((one) => goneRow(one, writing, columns)),
    ...dismissed.map((one) => dismissedRow(one, writing, columns)),
  ];
}

/** No row has a mark to say: their column goes. */
const isUnmarked = ({ isFirst, sections }: Sheet): boolean =>
  isFirst &&
  sections.every(
    ({ items, gone, dismissed }) =>
      gone.length + dismissed.length === 0 && items.every(({ mark }) => mark !== 'closed'),
  );

function isShort(sheet: Sheet, ...sections: readonly Section[]): boolean {
  return sheet.sections
    .filter(({ section }) => sections.includes(section))
    .every(({ items, gone, dismissed }) => items.length + gone.length + dismissed.length <= MOST_HALF);
}

function tableOf(rows: readonly PaperRow[], section: Section, isCut: boolean): Html {
  if (section === 'situation' || (rows.length === 0 && isCut)) return NOTHING;
  if (rows.length === 0) return html`<p class="none">Nothing.</p>`;
  return html`<table class="rows lines">
    ${rows.map((row) => row.html)}
  </table>`;
}

function leftOf({ left }: Fitted, section: Section): Html {
  const text = leftText(left[section]);
  return text === ''
    ? NOTHING
    : html`<p class="left">Left out for room: ${text}. Markdown and the window have them.</p>`;
}

function people(
  { content }: HandoverView,
  names: HandoverNames,
  zone: string,
  distance: string,
  { counts }: Sheet,
  times: ReturnType<typeof outTimes>,
): Html {
  const list = (ids: readonly string[]): string =>
    ids.length === 0 ? 'nobody is named' : cut(ids.map(names.person).join(', '), 300);
  const { before } = content;
  return html`<p class="under">
    <b>From</b> <bdi>${list(content.givers)}</bdi>. <b>To</b> <bdi>${list(content.receivers)}</bdi>. Times in ${zone},
    ${distance}.
    ${
      before === null
        ? 'No handover before this one is known: nothing is marked.'
        : `Since ${cut(names.team(before.from), 60)} to ${cut(names.team(before.to), 60)}, ${times.named(before.at)}: ${counts.new} new, ${counts.changed} changed, ${counts.closed} closed, ${counts.same} same.`
    }
  </p>`;
}

function standingLine({ word, detail, warnings, duty }: Standing): Html {
  const isOpen = !word.startsWith('ACCEPTED') && !word.startsWith('SELF');
  return html`<p class="${isOpen ? 'standing is-open' : 'standing'}">
      <b>${word}</b><span dir="auto">${detail === '' ? '' : ` ${cut(detail, 400)}`}</span>. ${duty}
    </p>
    ${
      warnings.length === 0
        ? NOTHING
        : html`<ul class="warnings">
            ${warnings.map((one) => html`<li>${one}</li>`)}
          </ul>`
    }`;
}

function ageLine({ content: { situation } }: HandoverView, times: ReturnType<typeof outTimes>): string {
  if (situation === null) return 'No states were read. A printed copy does not update.';
  const oldest = situation.oldest === null ? 'one never came' : `oldest ${ageText(situation.at - situation.oldest)}`;
  return `States as read ${times.both(situation.at)}, ${oldest}. A printed copy does not update.`;
}
