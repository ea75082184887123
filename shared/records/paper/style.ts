import type { Html } from './html';

export type PaperSize = 'A4' | 'Letter';

/** What every page to print has: ink on white, states by word and shape, no colour that a grey printer loses. */
const INK = `
* { box-sizing: border-box; }
body { margin: 0 auto; color: #10181d; background: #fff; font: 12px/17px "IBM Plex Sans", "IBM Plex Sans Devanagari", system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif; overflow-wrap: anywhere; }
.head { display: flex; gap: 10px; align-items: center; padding: 0 0 10px; border-bottom: 1.5px solid #10181d; color: #52616a; }
.head b { color: #10181d; }
.right { margin-left: auto; text-align: right; }
.demo { border: 1px dashed #52616a; padding: 0 6px; border-radius: 2px; }
h1 { font-size: 26px; line-height: 32px; font-weight: 600; letter-spacing: -.4px; margin: 14px 0 4px; }
h2 { display: flex; gap: 8px; align-items: baseline; margin: 12px 0 2px; padding-top: 5px; border-top: 1px solid #10181d; font-size: 13px; line-height: 18px; font-weight: 600; break-after: avoid; }
h2 i { flex: 0 0 16px; white-space: nowrap; font-style: normal; font-weight: 400; color: #52616a; }
h2 span { font-size: 11px; font-weight: 400; color: #52616a; }
p { margin: 4px 0; }
.id { font: 11px/15px "IBM Plex Mono", ui-monospace, monospace; }
.restricted { padding: 4px 8px; border: 2px solid #10181d; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-size: 11px; font-weight: 400; color: #52616a; }
td, th { padding: 3px 10px 3px 0; vertical-align: top; }
.lines td { border-top: 1px solid #d6dde1; }
.lines tr:first-child td { border-top: 0; }
tr { break-inside: avoid; }
.when { white-space: nowrap; font-variant-numeric: tabular-nums; width: 1%; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 24px; }
.notes { white-space: pre-wrap; }
ul { margin: 2px 0; padding-left: 20px; }
@media screen { body { padding: 24px; } }
`;

/** Of a review: figures, blanks to write in, signatures. */
const REVIEW = `
@page { size: A4; margin: 14mm 14mm 16mm; }
body { max-width: 182mm; }
.under, .quiet, .none, .who, .kind { color: #39474f; }
.severity { padding: 0 5px; border-radius: 2px; background: #b23100; color: #fff; font-weight: 600; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.lead { margin: 10px 0 12px; padding-left: 12px; border-left: 3px solid #12344d; font-size: 15px; line-height: 22px; }
.kind { width: 1%; white-space: nowrap; }
.who { width: 34mm; text-align: right; padding-right: 0; }
.blank { margin: 0; padding: 0 0 0 20px; color: #52616a; }
.blank li { height: 26px; border-bottom: 1px solid #d6dde1; }
.tick { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border: 1.25px solid #39474f; border-radius: 2px; }
.full { background: #39474f; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px; margin-top: 24px; }
.signatures div { border-top: 1px dashed #10181d; padding-top: 4px; }
footer { display: flex; gap: 16px; margin-top: 18px; padding-top: 6px; border-top: 1px solid #b3bfc6; font-size: 11px; line-height: 14px; color: #52616a; }
.five { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px; margin: 8px 0 4px; padding: 0; list-style: none; font-size: 11px; line-height: 15px; }
.five li { position: relative; padding-top: 14px; }
.five li::before { content: ""; position: absolute; top: 0; left: 0; width: 7px; height: 7px; border: 1.25px solid #10181d; border-radius: 50%; background: #10181d; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.five li.unknown::before { background: none; border-style: dashed; }
.five li:not(:last-child)::after { content: ""; position: absolute; top: 4px; left: 15px; right: 0; border-top: 1px solid #b3bfc6; }
.five .at { font-size: 13px; font-variant-numeric: tabular-nums; }
figure { margin: 6px 0 0; break-inside: avoid; }
svg { display: block; width: 100%; overflow: visible; }
.wide svg { border-bottom: 1px solid #b3bfc6; }
svg path { fill: none; stroke: #10181d; stroke-width: 1.25; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
svg .limit { stroke: #52616a; stroke-width: .75; stroke-dasharray: 3 3; }
svg .out { stroke: #b23100; stroke-width: 2.25; }
svg .mark { stroke: #12344d; stroke-width: .75; }
svg text { font-size: 9px; fill: #12344d; }
svg .limit-text { fill: #52616a; }
.shots { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px 16px; }
.shots svg { margin-top: 3px; border-bottom: 1px solid #d6dde1; }
.shots p { font-size: 10px; line-height: 14px; }
.shots figcaption { font-size: 11px; line-height: 15px; }
`;

export const PAPER_STYLE: Html = { html: `${INK}${REVIEW}` };

/** Room between the edge of a sheet and what is on it, of a handover; the number of the page stands in the lower one. */
const ROOM = '@page { size: SIZE; margin: 9mm 12.7mm 12.7mm; }';

/**
 * Of a handover: rows with marks at the edge, states and conditions as shapes beside their words. The widest of the usual fonts is taken as
 * narrow as the others (its letters stay as high as theirs): a sheet is one sheet on every machine.
 */
const HANDOVER = `
@font-face { font-family: "Paper DejaVu"; font-weight: 400; src: local("DejaVu Sans"), local("DejaVuSans"); size-adjust: 88%; }
@font-face { font-family: "Paper DejaVu"; font-weight: 600; src: local("DejaVu Sans Bold"), local("DejaVuSans-Bold"); size-adjust: 84%; }
body { font-family: "IBM Plex Sans", "IBM Plex Sans Devanagari", "Noto Sans", "Noto Sans Devanagari", "Paper DejaVu", system-ui, sans-serif; line-height: 16px; }
b { font-weight: 600; }
.sheet { table-layout: fixed; }
.sheet > tbody > tr, .sheet > tfoot > tr { break-inside: auto; }
.sheet > tbody > tr > td, .sheet > tfoot > tr > td { padding: 0; }
.foot-room { height: 24px; }
.foot { position: fixed; bottom: 0; left: 0; right: 0; display: flex; gap: 16px; padding-top: 5px; border-top: 1px solid #b3bfc6; background: #fff; font-size: 11px; line-height: 14px; color: #52616a; }
.foot span + span { margin-left: auto; }
.head { padding-bottom: 7px; }
.head .right { color: #52616a; }
.moon { width: 20px; height: 20px; }
h1 { margin: 8px 0 2px; }
h2 { margin: 7px 0 0; padding-top: 3px; }
p { margin: 2px 0; }
.quiet, .none, .left { color: #52616a; }
.standing { margin: 4px 0; padding: 3px 8px; border-left: 3px solid #12344d; }
.standing.is-open { border: 1.5px dashed #10181d; }
.warnings { margin: 4px 0; padding: 3px 8px; border: 1.5px solid #10181d; list-style: none; font-weight: 600; }
.now { display: flex; gap: 20px; align-items: flex-start; break-inside: avoid; }
.lead { flex: 1; min-width: 0; margin: 5px 0 4px; padding-left: 12px; border-left: 3px solid #12344d; font-size: 14px; line-height: 19px; }
.places { width: auto; font-size: 11px; line-height: 15px; }
.places td, .places th { padding: 1px 9px 1px 0; white-space: nowrap; }
.rows { table-layout: fixed; }
.rows td { padding: 1.5px 10px 1.5px 0; line-height: 15.5px; }
.rows td:last-child { padding-right: 0; text-align: right; }
.rows td.text:last-child { text-align: left; }
.rows .m { width: 77px; padding-left: 7px; border-left: 2px solid transparent; font-size: 11px; }
.is-unmarked .rows .m { width: 9px; padding-left: 0; }
.rows .c { width: 90px; white-space: nowrap; }
.rows .o { width: 152px; }
.rows .t { width: 80px; font-variant-numeric: tabular-nums; }
.rows .p { width: 106px; }
.rows .v { width: 70px; white-space: nowrap; }
.rows .w { width: 78px; }
.rows .i { width: 250px; }
.rows .n { width: 116px; }
.two > div { min-width: 0; }
.read-back .n { width: 128px; }
.rows .is-new > .m { border-left-color: #12344d; }
.rows .is-changed > .m { border-left-color: #52616a; }
.is-closed td { color: #52616a; }
.more { color: #39474f; }
.more b { color: #10181d; }
.g { display: inline-block; width: 12px; height: 12px; margin-right: 5px; vertical-align: -2px; }
.line { display: inline-block; width: 22px; height: 10px; margin-right: 6px; vertical-align: 0; fill: none; stroke: #10181d; stroke-width: 1.4; }
.line.is-unstable { stroke-width: 2; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 6px 24px; margin-top: 4px; }
.sign div { border-top: 1px solid #10181d; padding-top: 3px; break-inside: avoid; }
.sign div.is-open { border-top: 1.5px dashed #10181d; padding-bottom: 18px; }
.sign .quiet, .sign .hash { display: block; font-size: 11px; line-height: 15px; }
.is-tight, .is-tight .rows td { font-size: 11px; line-height: 14px; }
.is-tight h1 { font-size: 22px; line-height: 26px; margin-top: 5px; }
.is-tight .rows td { padding-top: 1px; padding-bottom: 1px; }
.is-tight .head { padding-bottom: 4px; }
.is-tight h2 { margin-top: 3px; padding-top: 2px; line-height: 15px; }
.is-tight .standing { margin: 2px 0; padding: 2px 8px; }
.is-tight .lead { font-size: 12px; line-height: 16px; margin: 3px 0; }
.is-tight .places { line-height: 13px; }
.is-tight .sign { margin-top: 2px; }
.is-tight .sign .quiet, .is-tight .sign .hash { line-height: 13px; }
.hash { font-family: "IBM Plex Mono", ui-monospace, monospace; color: #39474f; }
`;

export const handoverStyle = (paper: PaperSize): Html => ({
  html: `${ROOM.replace('SIZE', paper === 'A4' ? 'A4' : 'letter')}\n${INK}${HANDOVER}`,
});
