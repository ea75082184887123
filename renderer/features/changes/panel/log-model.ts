import type { ChangeLogLine, ChangeView } from '../../../../shared/domain/change/types';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import { assertNever } from '../../../../shared/lib/assert-never';
import type { Clocks } from '../../../ui/clocks';
import { plural } from '../../../ui/format';
import type { Names } from '../../../ui/names';
import { age } from '../../../ui/time';

export interface LogView {
  readonly id: string;
  /** Its day, where the line above it is of another; null else. */
  readonly day: string | null;
  readonly time: string;
  readonly hint: string;
  readonly who: string;
  readonly text: string;
}

/** What happened, newest first, in words. */
export function logLines(
  view: Pick<ChangeView, 'log' | 'steps'>,
  names: Names,
  clocks: Clocks,
  zone: string,
  dayOf: (at: number) => string,
): readonly LogView[] {
  const steps = new Map(view.steps.map(({ id, text }) => [id, text]));
  let day: string | null = null;
  return view.log.map((line, index) => {
    const own = dayOf(line.at);
    const isNew = own !== day && (index > 0 || own !== dayOf(view.log[0]?.at ?? line.at));
    day = own;
    return {
      id: line.id,
      day: isNew ? own : null,
      time: clocks.bare(line.at, zone),
      hint: [
        clocks.both(line.at, zone),
        line.clockOff === null
          ? ''
          : `The clock of the writer was ${age(Math.abs(line.clockOff))} ${line.clockOff > 0 ? 'ahead' : 'behind'}`,
      ]
        .filter((part) => part !== '')
        .join('\n'),
      who: line.person !== null ? names.person(line.person) : line.type === 'guard' ? 'Guard' : 'Meridian',
      text: textOf(line, steps),
    };
  });
}

const why = (reason: string): string => (reason === '' ? '.' : `: ${reason}`);

function textOf(line: ChangeLogLine, steps: ReadonlyMap<string, string>): string {
  switch (line.type) {
    case 'note':
    case 'guard':
    case 'signal':
      return line.text;
    case 'state':
      return `${CHANGE_STATE_WORD[line.state]}${why(line.reason)}`;
    case 'approved':
      return `Approved${line.counts ? '' : ', but it counts no more: the plan was edited'}${why(line.reason)}`;
    case 'disapproved':
      return `Disapproved${why(line.reason)}`;
    case 'withdrawn':
      return `Withdrew the approval${why(line.reason)}`;
    case 'override':
      return `Overrode ${plural(line.findings, 'finding')} of the guard${line.breakGlass ? ', alone on call' : ''}${why(line.reason)}`;
    case 'step': {
      const step = steps.get(line.step) ?? 'a step that was taken out';
      const word = { done: 'Done', skipped: 'Skipped', open: 'Opened again' }[line.outcome];
      return `${word}: ${step}`;
    }
    case 'unknown':
      return `Did something that this version does not know (${line.act}).`;
    default:
      return assertNever(line);
  }
}
