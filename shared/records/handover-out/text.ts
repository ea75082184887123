import { CONDITION_WORD, OVERALL_WORD } from '../../domain/handover/words';
import type { HandoverView } from '../../domain/handover/types';
import { countText } from '../../lib/words';
import { flat } from '../chat-text';
import type { HandoverNames, HandoverOutOptions } from './options';
import { ifText, ifThenTime, ownerText, thenText } from './phrases';
import { sheetOf, type SheetItem } from './sheet';
import { shortHash, standingOf } from './standing';
import { outTimes } from './times';

/** What one message holds: who needs all of it opens the handover, or exports it. */
const MOST_ITEMS = 5;
const MOST_IF_THENS = 3;
const MOST_WARNINGS = 2;
const LONGEST = 200;

/**
 * A handover as plain text for a chat: how it stands, who has duty, and what the next shift has to act on. No markup, and nothing in it
 * calls a person.
 */
export function handoverText(view: HandoverView, names: HandoverNames, options: HandoverOutOptions): string {
  const { content } = view;
  const times = outTimes(names.zoneOf(options.zone === 'receiver' ? content.to : content.from), content.at);
  const { word, detail, warnings, duty } = standingOf(view, names, times, options);
  const { urgent, ifThens, sections } = sheetOf(view);
  const say = (text: string, longest = LONGEST): string => flat(text, longest);
  const stable = sections.reduce((sum, { items }) => sum + items.length, 0) - urgent.length;
  const left = [
    more(urgent.length - MOST_ITEMS, 'unstable or watcher item'),
    more(ifThens.length - MOST_IF_THENS, 'if-then'),
    stable === 0 ? '' : countText(stable, 'stable or closed item'),
  ].filter((one) => one !== '');
  const lines = [
    `${options.demo ? 'DEMO DATA. ' : ''}Handover ${say(names.team(content.from), 60)} to ${say(names.team(content.to), 60)}, ${times.dated(content.at)}: ${word}${detail === '' ? '' : ` ${say(detail)}`}`,
    ...warnings.slice(0, MOST_WARNINGS).map((one) => say(one)),
    `${content.overall === null ? 'Nobody has said how it stands' : OVERALL_WORD[content.overall]}: ${say(content.sentence, 300)}`.replace(
      /: $/,
      '',
    ),
    `${say(duty)} ${times.head}`,
    ...urgent.slice(0, MOST_ITEMS).map((one) => itemLine(one)),
    ...ifThens.slice(0, MOST_IF_THENS).map(({ ifThen }) => {
      const time = ifThenTime(ifThen, times);
      return `If ${say(ifText(ifThen, names), 120)}, then ${say(thenText(ifThen, names), 160)}${time === '' ? '' : `, ${time}`}`;
    }),
    `${left.length === 0 ? '' : `Also: ${left.join(', ')}. `}Hash ${shortHash(view.hash)}`,
  ];
  return `${lines.join('\n')}\n`;

  function itemLine({ item }: SheetItem): string {
    const what = say([item.name, item.line].filter((one) => one !== '').join(' '), 120);
    const next = item.next.trim() === '' ? 'no next action' : `next: ${say(item.next, 120)}`;
    return `${CONDITION_WORD[item.condition]}: ${what}; ${next}; ${say(ownerText(item, names, times), 120)}`;
  }
}

const more = (count: number, one: string): string => (count > 0 ? `${countText(count, `more ${one}`)}` : '');
