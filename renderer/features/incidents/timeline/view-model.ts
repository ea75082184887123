import type { TimelineLine } from '../../../../shared/domain/incident/types';
import { ENTRY_WORD, ROLE_WORD, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { Clocks } from '../../../ui/clocks';
import type { IconName } from '../../../ui/icons';
import type { Names } from '../../../ui/names';

export interface LineView {
  readonly id: string;
  readonly icon: IconName;
  /** "23:06", and "02:06" in UTC; the second empty where they are the same. */
  readonly time: string;
  readonly utc: string;
  /** Set where the day is another than that of the line above. */
  readonly day: string | null;
  readonly strong: string;
  readonly text: string;
  readonly author: string;
  /** About the writer's clock; empty where it was right. */
  readonly note: string;
}

/** The timeline as it is read, newest first. */
export function linesOf(
  lines: readonly TimelineLine[],
  names: Names,
  clocks: Clocks,
  zone: string,
  day: (at: number) => string,
): readonly LineView[] {
  let before = '';
  return lines.map((line, index) => {
    const today = day(line.at);
    const changed = index > 0 && today !== before;
    before = today;
    const local = clocks.bare(line.at, zone);
    const utc = clocks.bare(line.at, 'UTC');
    return {
      id: line.id,
      ...wordsOf(line, names),
      time: local,
      utc: clocks.name(zone) === 'UTC' ? '' : utc,
      day: changed ? today : null,
      author: names.person(line.person),
      note:
        line.clockOff === null
          ? ''
          : `clock was ${Math.round(Math.abs(line.clockOff) / 1000)} s ${line.clockOff > 0 ? 'slow' : 'fast'}, corrected`,
    };
  });
}

function wordsOf(
  line: TimelineLine,
  names: Names,
): { readonly icon: IconName; readonly strong: string; readonly text: string } {
  switch (line.type) {
    case 'entry':
      return {
        icon: ENTRY_ICON[line.kind],
        strong: line.kind === 'note' ? '' : `${ENTRY_WORD[line.kind]}: `,
        text: line.text,
      };
    case 'state':
      return {
        icon: line.first ? 'incidents' : 'flag',
        strong: line.first ? 'Incident declared' : line.state === 'open' ? 'Opened again' : STATE_WORD[line.state],
        text: line.reason === '' ? '' : `: ${line.reason}`,
      };
    case 'severity':
      return {
        icon: 'flag',
        strong: line.first ? line.severity : `Severity now ${line.severity}`,
        text: line.reason === '' ? '' : `: ${line.reason}`,
      };
    case 'role':
      return line.given === null
        ? { icon: 'people', strong: ROLE_WORD[line.role], text: ' taken away' }
        : line.given === line.person
          ? { icon: 'people', strong: `Took the role ${ROLE_WORD[line.role].toLowerCase()}`, text: '' }
          : { icon: 'people', strong: ROLE_WORD[line.role], text: ` given to ${names.person(line.given)}` };
    case 'acknowledged':
      return {
        icon: 'check',
        strong: line.role === null ? 'Acknowledged' : `Took the role ${ROLE_WORD[line.role].toLowerCase()}`,
        text: '',
      };
    case 'redacted':
      return { icon: 'shield', strong: 'Redacted for good', text: ': words left the log' };
    case 'unknown':
      return { icon: 'flag', strong: line.act, text: ' (of a newer Meridian)' };
  }
}

const ENTRY_ICON: Readonly<Record<keyof typeof ENTRY_WORD, IconName>> = {
  note: 'pen',
  decision: 'decision',
  action: 'action',
  status: 'status',
  snapshot: 'snapshot',
};
