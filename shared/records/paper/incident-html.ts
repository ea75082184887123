import { iso, type Ms } from '../../lib/time';
import { countText } from '../../lib/words';
import type { RecordState } from '../fold';
import type { Incident } from '../incident';
import { draftReview, type IncidentReview, type ReviewLine } from '../review/draft-review';
import { impactFigures, snapshotFigures, timeLine } from './figures';
import { html, NOTHING, type Html } from './html';
import { impactOf, type Impact } from './impact';
import { PAPER_POLICY } from './policy';
import { PAPER_STYLE } from './style';

export interface PaperOptions {
  readonly record: string;
  readonly incident: Incident;
  readonly state: RecordState;
  readonly contentHash: string;
  readonly printedAt: Ms;
  readonly demo: boolean;
  /** As ids stand for them; names where the workspace knows them. */
  readonly nameOf?: (person: string) => string;
}

/** A page takes some thousand lines; who needs more has the other formats. */
const MOST_LINES = 2_000;
const MOST_SNAPSHOTS = 60;
const LONGEST_TEXT = 20_000;

/**
 * A post-incident review as one page that needs nothing else: no script, no address it loads from, no form. It says so itself to whatever
 * opens it (content security policy), and every text of people in it is escaped.
 */
export function incidentHtml(options: PaperOptions): string {
  const {
    record,
    incident,
    state,
    contentHash,
    printedAt,
    demo,
    nameOf = (person: string): string => person,
  } = options;
  const review = draftReview(record, incident, state, nameOf);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAPER_POLICY}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width" />
        <title>${review.title === '' ? 'Incident' : short(review.title, 200)}, post-incident review</title>
        <style>
          ${PAPER_STYLE}
        </style>
      </head>
      <body>
        <header class="head">
          <b>Meridian</b>${demo ? html`<span class="demo">Demo data</span>` : NOTHING}<span class="right"
            >Draft, printed<br />${moment(printedAt)}</span
          >
        </header>
        <h1 dir="auto">${review.title === '' ? 'Without a title' : short(review.title, 400)}</h1>
        <p class="under">
          <b class="id">${short(record, 200)}</b> Post-incident review
          ${review.severity === null ? html`<span class="none">no severity</span>` : html`<span class="severity">${review.severity}</span>`}
          ${review.kind}, ${review.state ?? 'no state'}.
          ${list('Sites', review.sites)}${list('Services', review.services)}${commanders(review, nameOf)}
        </p>
        ${review.restrictedTo.length === 0 ? NOTHING : html`<p class="restricted"><b>Restricted</b> to ${names(review.restrictedTo, nameOf)}. Do not pass on.</p>`}
        <div class="lead">
          ${review.summary.map((one, index) => (index === 0 ? html`<b>${one}</b> ` : html`${one} `))}
        </div>
        ${sectionsOf(review, impactOf(review.snapshots), nameOf)}
        <footer>
          People are named for what they knew and did, not to blame.
          <span class="right">${short(contentHash, 100)}</span>
        </footer>
      </body>
    </html> `;
  return page.html;
}

/** Numbered in their order; what has nothing to say is left out, but what a person should still write is not. */
function sectionsOf(review: IncidentReview, impacts: readonly Impact[], nameOf: (person: string) => string): Html {
  const { happened, decisions, followUps: todo, snapshots: pinned, gaps, notes } = review;
  let number = 0;
  const section = (title: string, under: string, body: Html): Html =>
    html`<section>
      <h2><i>${(number += 1)}</i>${title} <span>${under}</span></h2>
      ${body}
    </section> `;
  return html`${section('Five times, kept apart', 'from the acts and fields, each with its source', timeLine(review.times))}
    ${impacts.length === 0 ? NOTHING : section('Impact', 'measured in what was pinned, nothing estimated', impactFigures(impacts, review.times))}
    ${section('What happened', `UTC, ${countText(happened.length, 'entry or act', 'entries and acts')}`, lines(happened, nameOf))}
    ${section('Why', 'contributing causes, with what speaks for and against', blanks(4))}
    <div class="two">${section('Went well', '', blanks(3))}${section('Was luck', '', blanks(3))}</div>
    ${section('Decisions', 'who and when', decisions.length === 0 ? html`<p class="none">No decision is in the timeline.</p>` : lines(decisions, nameOf))}
    ${section('Follow-ups', `${todo.length}, of which ${todo.filter(({ done }) => done).length} done`, followUps(review, nameOf))}
    ${section('Snapshots', `${countText(pinned.length, 'frozen copy', 'frozen copies')}, each with its time, its age then and its hash`, snapshots(review))}
    ${notes.trim() === '' ? NOTHING : section('Notes', 'as they were written', html`<div class="notes" dir="auto">${short(notes, LONGEST_TEXT)}</div>`)}
    ${
      gaps.length === 0
        ? NOTHING
        : section(
            'Before anybody signs',
            'what is missing',
            html`<ul>
              ${gaps.map((gap) => html`<li>${gap}</li>`)}
            </ul>`,
          )
    }
    ${section('Reviewed by', 'an edit after it voids the signatures', signatures(review, nameOf))}`;
}

const short = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)} ... (cut; the other formats have all of it)` : text;
const moment = (at: Ms): string => `${iso(at).slice(0, 10)} ${iso(at).slice(11, 16)} UTC`;

const names = (people: readonly string[], nameOf: (person: string) => string): string =>
  people.map((one) => short(nameOf(one), 100)).join(', ');

const list = (title: string, values: readonly string[]): Html =>
  values.length === 0 ? NOTHING : html` ${title}: ${short(values.join(', '), 1_000)}.`;

function commanders({ commanders: held }: IncidentReview, nameOf: (person: string) => string): Html {
  if (held.length === 0) return html` No commander.`;
  const said = held.map(
    ({ person, from, acknowledged }, index) =>
      `${short(nameOf(person), 100)}${index === 0 ? '' : ` from ${moment(from)}`}${acknowledged ? '' : ' (not acknowledged)'}`,
  );
  return html` Commander ${said.join(', then ')}.`;
}

function lines(all: readonly ReviewLine[], nameOf: (person: string) => string): Html {
  if (all.length === 0) return html`<p class="none">Nothing is in the timeline.</p>`;
  const left = all.length - MOST_LINES;
  return html`<table class="lines">
      ${all.slice(0, MOST_LINES).map(
        ({ at, kind, text, who, clockOff }) =>
          html`<tr>
            <td class="when"><b>${iso(at).slice(11, 16)}</b> ${iso(at).slice(0, 10)}</td>
            <td class="kind">${kind}</td>
            <td dir="auto">
              ${short(text, 1_500)}${clockOff ? html` <span class="quiet">(the clock it was written by was off)</span>` : NOTHING}
            </td>
            <td class="who"><bdi>${short(nameOf(who), 100)}</bdi></td>
          </tr>`,
      )}
    </table>
    ${left > 0 ? html`<p class="none">${left} more are in the other formats.</p>` : NOTHING}`;
}

function followUps({ followUps: all }: IncidentReview, nameOf: (person: string) => string): Html {
  if (all.length === 0) return html`<p class="none">None.</p>`;
  return html`<table class="lines">
    <tr>
      <th>Action</th>
      <th>Owner</th>
      <th>Due</th>
      <th>State</th>
    </tr>
    ${all.slice(0, MOST_LINES).map(
      ({ text, owner, due, done }) =>
        html`<tr>
          <td dir="auto"><span class="${done ? 'tick full' : 'tick'}"></span>${short(text, 2_000)}</td>
          <td><bdi>${owner === null ? 'nobody' : short(nameOf(owner), 100)}</bdi></td>
          <td class="when">${due === null ? 'no date' : iso(due).slice(0, 10)}</td>
          <td>${done ? 'done' : 'open'}</td>
        </tr>`,
    )}
  </table>`;
}

function snapshots({ snapshots: all }: IncidentReview): Html {
  if (all.length === 0) return html`<p class="none">None was pinned.</p>`;
  const left = all.length - MOST_SNAPSHOTS;
  return html`${snapshotFigures(all.slice(0, MOST_SNAPSHOTS))}${left > 0 ? html`<p class="none">${left} more are in the other formats.</p>` : NOTHING}`;
}

function signatures({ reviewers }: IncidentReview, nameOf: (person: string) => string): Html {
  if (reviewers.length === 0) return html`<p class="none">Nobody held a role.</p>`;
  return html`<div class="signatures">
    ${reviewers.map(
      ({ person, part, signedAt }) =>
        html`<div>
          <bdi>${short(nameOf(person), 100)}</bdi><br /><span class="quiet"
            >${part}. ${signedAt === null ? 'Not signed' : `Signed ${moment(signedAt)}`}</span
          >
        </div>`,
    )}
  </div>`;
}

const blanks = (count: number): Html =>
  html`<ol class="blank">
    ${Array.from({ length: count }, () => html`<li></li>`)}
  </ol>`;
