import { CONDITION_WORD, ITEM_KIND_WORD, MARK_WORD, OVERALL_WORD, SECTION_WORD } from '../../domain/handover/words';
import { isOverdue } from '../../domain/handover/state';
import type { HandoverItem, HandoverView } from '../../domain/handover/types';
import { iso } from '../../lib/time';
import { countText } from '../../lib/words';
import { isInertMarkdown } from '../portable/inert-markdown';
import { quoted, yamlText } from '../portable/yaml-text';
import { inertLine as line } from './inert';
import type { HandoverNames, HandoverOutOptions } from './options';
import { carriedText, ifText, ifThenTime, ownerText, spanText, thenText } from './phrases';
import { signaturesOf } from './signatures';
import { sheetOf, type SheetIfThen, type SheetItem, type SheetSection } from './sheet';
import { standingOf } from './standing';
import { outTimes, type OutTimes } from './times';

interface Writing {
  readonly view: HandoverView;
  readonly names: HandoverNames;
  readonly times: OutTimes;
}

/** Longest text of an item; who wrote more is read in the window. */
const LONGEST = 4_000;

/**
 * A handover as Markdown to read and keep: what a machine wants to know in the front matter, then the numbered sections. Inert: no text
 * in it is a link, HTML or a call. It is no file for another data folder: that one holds the record itself.
 */
export function handoverMarkdown(view: HandoverView, names: HandoverNames, options: HandoverOutOptions): string {
  const { content } = view;
  const times = outTimes(names.zoneOf(options.zone === 'receiver' ? content.to : content.from), content.at);
  const writing = { view, names, times };
  const sheet = sheetOf(view);
  const standing = standingOf(view, names, times, options);
  const blocks = [
    `# Handover, ${line(names.team(content.from))} to ${line(names.team(content.to))}`,
    list([
      ...(options.demo ? ['**DEMO DATA: nothing of it happened**'] : []),
      `**${standing.word}**${standing.detail === '' ? '' : ` ${line(standing.detail, LONGEST)}`}`,
      ...standing.warnings.map((one) => `**${line(one)}**`),
      line(standing.duty),
      `From ${line(names.team(content.from))}: ${people(content.givers, names)}`,
      `To ${line(names.team(content.to))}: ${people(content.receivers, names)}`,
      `Shift ends ${line(times.dated(content.at))}, ${line(times.utc(content.at))} UTC. Drafted ${line(times.both(content.draftedAt))}, written ${line(times.both(options.now))}.`,
      line(times.head),
      content.before === null
        ? 'No handover before this one is known: nothing is marked.'
        : `Since ${line(names.team(content.before.from))} to ${line(names.team(content.before.to))}, ${line(times.both(content.before.at))}: ${sheet.counts.new} new, ${sheet.counts.changed} changed, ${sheet.counts.closed} closed, ${sheet.counts.same} same.`,
    ]),
    ...sheet.sections.map((section) => sectionBlock(section, sheet.ifThens, sheet.isFirst, writing)),
    `${readBacks(writing)}\n\n${questions(writing)}`,
    signed(writing),
    `States as read ${content.situation === null ? 'at no known time' : line(times.both(content.situation.at))}. This copy does not update.`,
  ];
  return `---\n${frontMatter(view, names, times, options)}---\n\n${blocks.join('\n\n')}\n`;
}

const list = (lines: readonly string[]): string => lines.map((one) => `- ${one}`).join('\n');
const people = (ids: readonly string[], names: HandoverNames): string =>
  ids.length === 0 ? 'nobody is named' : ids.map((id) => line(names.person(id), 120)).join(', ');

function frontMatter(
  view: HandoverView,
  names: HandoverNames,
  times: OutTimes,
  { now, demo }: HandoverOutOptions,
): string {
  const { content, signing } = view;
  const signatures = signaturesOf(signing);
  return `${[
    'document: handover',
    `id: ${quoted(view.id)}`,
    `from: ${yamlText(content.from)}`,
    `to: ${yamlText(content.to)}`,
    `fromName: ${yamlText(names.team(content.from))}`,
    `toName: ${yamlText(names.team(content.to))}`,
    `at: ${iso(content.at)}`,
    `draftedAt: ${iso(content.draftedAt)}`,
    `writtenAt: ${iso(now)}`,
    `state: ${view.state}`,
    `overdue: ${isOverdue(view, now)}`,
    `amended: ${view.amended}`,
    `inConflict: ${view.inConflict}`,
    `demo: ${demo}`,
    `zone: ${quoted(times.zone)}`,
    `hash: ${quoted(view.hash)}`,
    ...(signatures.length === 0 ? ['signatures: []'] : ['signatures:']),
    ...signatures.flatMap(({ part, person, at, replica, content: covers }) => [
      `  - part: ${yamlText(part)}`,
      `    person: ${yamlText(person)}`,
      `    name: ${yamlText(names.person(person))}`,
      `    at: ${iso(at)}`,
      `    replica: ${quoted(replica)}`,
      `    covers: ${quoted(covers)}`,
    ]),
  ].join('\n')}\n`;
}

function sectionBlock(
  { number, section, items, gone, dismissed }: SheetSection,
  ifThens: readonly SheetIfThen[],
  isFirst: boolean,
  writing: Writing,
): string {
  const { content } = writing.view;
  const lines: string[] = [];
  if (section === 'situation') lines.push(...situation(writing));
  if (section === 'if-then') lines.push(...ifThens.map((one) => ifThenLine(one, isFirst, writing)));
  for (const one of items) lines.push(...itemLines(one, isFirst, writing));
  for (const one of gone) lines.push(`- **Closed** ${line([one.name, one.line].filter(Boolean).join(' '), LONGEST)}`);
  for (const one of dismissed)
    lines.push(
      `- Not handed over: ${line([one.name, one.line].filter(Boolean).join(' '))}. ${line(one.dismissed ?? '', LONGEST)}`,
    );
  const blocks =
    lines.length === 0 && !(section === 'notes' && content.notes.trim() !== '') ? ['Nothing.'] : [lines.join('\n')];
  if (section === 'notes' && content.notes.trim() !== '') blocks.push(notes(content.notes));
  return [`## ${number}. ${SECTION_WORD[section]}`, ...blocks.filter((one) => one !== '')].join('\n\n');
}

/** As they were written where nothing in them acts; else line by line as text. */
function notes(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const inert = isInertMarkdown(lines.join('\n')) && !/@[\p{L}\p{N}_]|:\/\/|\bwww\./iu.test(text);
  return lines.map((one) => `> ${inert ? one : line(one, LONGEST)}`.trimEnd()).join('\n');
}

function situation({ view: { content }, names, times }: Writing): readonly string[] {
  const { overall, sentence, situation: read } = content;
  const lines = [
    `**${overall === null ? 'Nobody has said how it stands' : OVERALL_WORD[overall]}.** ${line(sentence, LONGEST)}`.trim(),
  ];
  if (read === null) return lines;
  lines.push(
    '',
    `Read ${line(times.both(read.at))}, oldest reading ${read.oldest === null ? 'never came' : `of ${line(times.both(read.oldest))}`}.`,
    '',
    ...read.places.map(
      ({ country, tier, status, sites }) =>
        `- ${line(names.country(country))}, ${tier}: ${status} (${countText(sites, 'site')})`,
    ),
    ...read.notLive.map(
      ({ source, condition, at }) =>
        `- Not live: ${line(source)}, ${condition}, ${at === null ? 'never answered' : `last answer ${line(times.both(at))}`}`,
    ),
  );
  return lines;
}

function itemLines(
  { item, mark, ifThens, merged }: SheetItem,
  isFirst: boolean,
  { names, times }: Writing,
): readonly string[] {
  const head = [
    isFirst ? '' : `**${MARK_WORD[mark]}**`,
    CONDITION_WORD[item.condition],
    status(item),
    line(item.name, 120),
  ]
    .filter(Boolean)
    .join(', ');
  const more: readonly (readonly [string, string])[] = [
    ['', item.facts],
    ['When', spanText(item, times)],
    ['Where', item.sites.map(names.site).join(', ')],
    ['Done', item.done],
    ['Next', item.next],
    [
      'Owner',
      item.condition === 'stable' && item.owner === null && item.due === null ? '' : ownerText(item, names, times),
    ],
    ...ifThens.map((one) => ['If', `${ifText(one, names)}, then ${thenText(one, names)}`] as const),
    ...merged.map((one) => ['Told with it', [one.name, one.line].filter(Boolean).join(' ')] as const),
    ['', carriedText(item.carried)],
    [
      'Drafted from',
      item.origin === null
        ? ''
        : `${item.origin.source}${item.origin.at === null ? '' : `, ${times.both(item.origin.at)}`}`,
    ],
  ];
  return [
    `- ${head}: ${line(item.line === '' ? ITEM_KIND_WORD[item.kind] : item.line)}`,
    ...more
      .filter(([, text]) => text.trim() !== '')
      .map(([name, text]) => `  - ${name === '' ? '' : `${name}: `}${line(text, LONGEST)}`),
  ];
}

const status = ({ status: of, closed }: HandoverItem): string => (closed ? 'over' : (of ?? ''));

function ifThenLine({ ifThen, mark, item }: SheetIfThen, isFirst: boolean, { names, times }: Writing): string {
  const time = ifThenTime(ifThen, times);
  return `- ${isFirst ? '' : `**${MARK_WORD[mark]}** `}If ${line(ifText(ifThen, names))}, then ${line(thenText(ifThen, names), LONGEST)}${time === '' ? '' : `, ${line(time)}`}${item === null ? '' : ` (${line(item.name === '' ? item.line : item.name)})`}${ifThen.watch === null ? '' : ', watched'}`;
}

function readBacks({ view: { content, signing }, names, times }: Writing): string {
  const byId = new Map(content.items.map((item) => [item.id, item]));
  const lines = signing.readBacks.map(({ item, person, at, text, isOld, answer }) => {
    const of = byId.get(item);
    const answered =
      answer === null
        ? 'not answered'
        : `${answer.kind} by ${names.person(answer.person)}, ${times.both(answer.at)}${answer.text === '' ? '' : `: ${answer.text}`}`;
    return `- ${of === undefined ? 'An item that is gone' : line(of.name === '' ? of.line : of.name)}: ${line(text, LONGEST)} (${line(names.person(person))}, ${line(times.both(at))}; ${line(answered, LONGEST)}${isOld ? '; the item was edited since' : ''})`;
  });
  return `## 9. Read-back\n\n${lines.length === 0 ? 'Nothing was read back.' : lines.join('\n')}`;
}

function questions({ view: { signing }, names, times }: Writing): string {
  const lines = signing.questions.flatMap(({ person, at, text, answers }) => [
    `- ${line(names.person(person))}, ${line(times.both(at))}: ${line(text, LONGEST)}`,
    ...(answers.length === 0 ? ['  - not answered'] : []),
    ...answers.map(
      (one) => `  - ${line(names.person(one.person))}, ${line(times.both(one.at))}: ${line(one.text, LONGEST)}`,
    ),
  ]);
  return `### Questions\n\n${lines.length === 0 ? 'None.' : lines.join('\n')}`;
}

function signed({ view, names, times }: Writing): string {
  const lines = signaturesOf(view.signing).map(
    ({ part, person, at, content, more }) =>
      `- ${line(names.person(person))} ${part}, ${line(times.both(at))}, covers ${line(content, 100)}, which is ${content === view.hash ? 'this' : 'another'} text${more === '' ? '' : `: ${line(more, LONGEST)}`}`,
  );
  return `## 10. Signed\n\n${lines.length === 0 ? '**NOT SIGNED**' : lines.join('\n')}\n\nHash of this text: ${line(view.hash, 100)}`;
}
