import type { ReactNode } from 'react';
import { countMarks } from '../../../../shared/domain/handover/items';
import { isLate, isOverdue } from '../../../../shared/domain/handover/state';
import { MARK_WORD, stateText } from '../../../../shared/domain/handover/words';
import type { HandoverContent, HandoverRow, Mark } from '../../../../shared/domain/handover/types';
import { zoneName } from '../../../../shared/lib/zone-names';
import type { Ms } from '../../../../shared/lib/time';
import { age, clock } from '../../../ui/time';
import { MarkSign } from '../document/mark';
import type { Times } from '../times';

const MARKS: readonly Mark[] = ['new', 'changed', 'closed', 'same'];

interface HeadProps {
  readonly row: HandoverRow;
  readonly content: HandoverContent;
  readonly times: Times;
  readonly giverZone: string;
  readonly team: (id: string) => string;
  readonly now: Ms;
  /** Others that wait, this one among them; a choice only where there is one. */
  readonly others: readonly HandoverRow[];
  readonly onChoose: (id: string) => void;
  /** Who gives and who receives. */
  readonly sides: ReactNode;
  /** What has no room elsewhere. */
  readonly children?: ReactNode;
}

/** From whom to whom, when duty is due to pass, and what is new since the last time. */
export function Head({ row, content, times, giverZone, team, now, others, onChoose, sides, children }: HeadProps) {
  const counts = countMarks(content);
  const { before } = content;
  const overdue = isOverdue(row, now);
  return (
    <header className="ho-head">
      <div>
        <div className="ho-title-line">
          <h1>
            {team(content.from)} to {team(content.to)}
          </h1>
          <span className={overdue ? 'ho-state is-overdue' : 'ho-state'}>{stateText(row, now)}</span>
          {others.length > 1 && (
            <select
              className="field"
              aria-label="Which handover"
              value={row.id}
              onChange={(event) => onChoose(event.target.value)}
            >
              {others.map((other) => (
                <option key={other.id} value={other.id}>
                  {team(other.from)} to {team(other.to)}, {times.bare(other.at)}
                </option>
              ))}
            </select>
          )}
        </div>
        <p>
          <b>{times.whole(content.at)}</b>
          {times.name !== 'UTC' && `, ${times.utc(content.at)} UTC`}
          {giverZone !== times.zone && `, ${clock(content.at, giverZone)} ${zoneName(giverZone, content.at)}`}.{' '}
          <span>
            Times in {times.name}
            {times.distance !== '' && <span className="ho-distance">, {times.distance}</span>}.
          </span>
        </p>
        {isLate(content) && (
          <p className="ho-late">Late: drafted {age(content.draftedAt - content.at)} after the end of the shift.</p>
        )}
        {sides}
      </div>
      <div className="ho-counts">
        <p>
          {MARKS.map((mark) => (
            <span key={mark} className={counts[mark] === 0 ? 'is-zero' : undefined}>
              <MarkSign mark={mark} word={`${counts[mark]} ${MARK_WORD[mark].toLowerCase()}`} />
            </span>
          ))}
        </p>
        <p className="ho-since">
          {before === null
            ? 'no handover before this one is known'
            : `since ${team(before.from).replace(/ L\d$/, '')} to ${team(before.to).replace(/ L\d$/, '')}, ${times.named(before.at)}`}
        </p>
        {children}
      </div>
    </header>
  );
}
