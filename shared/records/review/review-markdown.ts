import { iso, type Ms } from '../../lib/time';
import { ageText } from '../../lib/words';
import { markdownLine } from '../portable/inert-markdown';
import type { IncidentReview, ReviewLine } from './draft-review';

/** A draft takes what a person reads; who needs all of it has the exports. */
const MOST_LINES = 400;

/**
 * A post-incident review as Markdown to go on with: facts with where each is from, what is missing before anybody signs, and blanks where
 * only people know the answer. Nothing is guessed.
 */
export function reviewMarkdown(
  review: IncidentReview,
  nameOf: (person: string) => string = (person) => person,
): string {
  const name = (person: string): string => markdownLine(nameOf(person), 120);
  const parts = [
    `## Review draft: ${markdownLine(review.title, 300) || 'Without a title'}`,
    [
      review.severity ?? 'No severity',
      review.kind,
      review.state ?? 'not declared',
      ...review.sites.map((site) => markdownLine(site)),
    ].join(', '),
    ...(review.restrictedTo.length === 0
      ? []
      : [`**Restricted to ${review.restrictedTo.map(name).join(', ')}. Do not pass on.**`]),
    review.summary.join(' '),
    section(
      'Five times, kept apart',
      review.times.map(
        ({ name: what, at, after, source }) =>
          `- ${what}: ${at === null ? 'not known' : moment(at)}${after === null ? '' : `, after ${ageText(after)}`} (${markdownLine(source, 200)})`,
      ),
      '',
    ),
    section(
      'What is missing',
      review.gaps.map((gap) => `- [ ] ${markdownLine(gap, 200)}`),
      'Nothing that can be told from the record.',
    ),
    section('What happened', lines(review.happened, name), 'Nothing is in the timeline.'),
    section('Decisions', lines(review.decisions, name), 'No decision is in the timeline.'),
    section('Why', ['- ', '- '], ''),
    section('Went well', ['- '], ''),
    section('Was luck', ['- '], ''),
    section(
      'Follow-ups',
      review.followUps.map(
        ({ text, owner, due, done }) =>
          `- [${done ? 'x' : ' '}] ${markdownLine(text)}, ${owner === null ? 'nobody' : name(owner)}${due === null ? ', no date' : `, due ${iso(due).slice(0, 10)}`}`,
      ),
      'None is written down.',
    ),
    section(
      'Reviewed by',
      review.reviewers.map(
        ({ person, part, signedAt }) =>
          `- ${name(person)}, ${markdownLine(part, 120)}: ${signedAt === null ? 'not signed' : `signed ${moment(signedAt)}`}`,
      ),
      'Nobody held a role.',
    ),
    'Drafted from the timeline and the acts. The blanks are for people; nothing in it is guessed.',
  ];
  return `${parts.join('\n\n')}\n`;
}

const section = (title: string, rows: readonly string[], none: string): string =>
  `### ${title}\n${rows.length === 0 ? none : rows.join('\n')}`;

function lines(all: readonly ReviewLine[], name: (person: string) => string): readonly string[] {
  const left = all.length - MOST_LINES;
  return [
    ...all
      .slice(0, MOST_LINES)
      .map(
        ({ at, kind, text, who, clockOff }) =>
          `- ${moment(at)}, ${kind}: ${markdownLine(text)} (${name(who)}${clockOff ? '; the clock it was written by was off' : ''})`,
      ),
    ...(left > 0 ? [`- ${left} more are in the exports.`] : []),
  ];
}

const moment = (at: Ms): string => `${iso(at).slice(0, 10)} ${iso(at).slice(11, 16)} UTC`;
