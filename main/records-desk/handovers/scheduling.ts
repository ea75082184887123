import { handovers } from '../../../shared/domain/shifts/handover-times';
import { onShift } from '../../../shared/domain/shifts/on-shift';
import { NO_ENTRIES, type DutyEntry, type Handover } from '../../../shared/domain/shifts/types';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { PersonId } from '../../../shared/domain/incident/types';
import type { Snapshot, TeamView } from '../../../shared/domain/snapshot/types';
import type { Result } from '../../../shared/lib/result';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../../shared/lib/time';
import type { Drafting } from './drafting';
import { isInUse, isOfEnd, mayBeLate, REACH } from '../../../shared/domain/handover/boundary';

export interface SchedulingTools {
  readonly person: PersonId;
  readonly drafting: Pick<Drafting, 'begin'>;
  /** Brings what is listed up to date. */
  readonly rows: () => Result<readonly HandoverRow[], unknown>;
  readonly duty: () => Result<readonly DutyEntry[], unknown>;
  readonly snapshot: () => Snapshot;
  readonly now: () => Ms;
  readonly after: (ms: Ms, run: () => void) => () => void;
  /** The picture is another. Returns the stop. */
  readonly onPicture: (listener: () => void) => () => void;
  readonly log: (line: string) => void;
}

/** H1. */
const BEFORE_END: Ms = 60 * MINUTE;
/** A start so long after the end of a shift still drafts it. */
const AFTER_END: Ms = 2 * HOUR;
/** Rotas, cover and clocks may change at any time: looked at anew so often, at most. */
const LOOK_EVERY: Ms = 5 * MINUTE;

/**
 * Drafts by itself, an hour before the end of a shift that the person of this folder works, where no handover of that end is here. A start
 * within that hour does it at once. Where the machine slept over the end, it is drafted late, as long as somebody may take it over; a start
 * after the end does so soon after it, where this folder has handovers of that team: another may be the second machine of somebody.
 * Returns the stop.
 */
export function startScheduling(tools: SchedulingTools): () => void {
  const { person, drafting, rows, snapshot, now, after, onPicture, log } = tools;
  let cancel: (() => void) | null = null;
  let stopPicture: (() => void) | null = null;
  /** Tried again with every look, said once. */
  let refused: string | null = null;
  const startedAt = now();
  let lookedAt = startedAt;
  let isFirst = true;

  function look(): void {
    cancel = null;
    stopPicture?.();
    stopPicture = null;
    const picture = snapshot();
    const slept = now() - lookedAt > 2 * LOOK_EVERY;
    lookedAt = now();
    // What is on the picture is from before: after a minute it was asked anew.
    if (slept) {
      again(MINUTE);
      return;
    }
    if (picture.restoring) {
      // Nothing was heard yet: a draft of what was known before would be taken for what is.
      stopPicture = onPicture(() => {
        if (!snapshot().restoring) again(0);
      });
      return;
    }
    const entries = tools.duty();
    const own = ownEnds(picture.teams, person, now(), entries.ok ? entries.value : NO_ENTRIES);
    const late = lastEnds(own, now()).filter(
      (end) => end.at > startedAt || (isFirst && end.at > startedAt - AFTER_END && wasSeen(end)),
    );
    isFirst = false;
    for (const end of late) draft(end);
    for (const end of own.filter(({ at }) => at > now() && at - BEFORE_END <= now())) draft(end);
    const next = own.find(({ at }) => at - BEFORE_END > now());
    again(Math.min(LOOK_EVERY, next === undefined ? LOOK_EVERY : next.at - BEFORE_END - now()));
  }

  function wasSeen(end: Handover): boolean {
    const known = rows();
    return known.ok && isInUse(known.value, end);
  }

  function draft(end: Handover): void {
    const known = rows();
    // Also one that was put away: somebody said that another one is gone on with.
    if (!known.ok || known.value.some((row) => isOfEnd(row, end))) return;
    const done = drafting.begin(end);
    const what = `handover of ${end.from.id} to ${end.to.id} at ${new Date(end.at).toISOString()}`;
    if (done.ok) log(`${what}: drafted by itself${end.at < now() ? ', late' : ''}`);
    const trouble = done.ok ? null : `${what}: could not be drafted: ${done.error.message}`;
    if (trouble !== null && trouble !== refused) log(trouble);
    refused = trouble;
  }

  function again(ms: Ms): void {
    cancel?.();
    cancel = after(ms, look);
  }

  // Not within the start: a window waits for the desk.
  again(0);
  return () => {
    cancel?.();
    stopPicture?.();
    cancel = stopPicture = null;
  };
}

/** Of each team the end that passed last, where it may still be taken over. */
const lastEnds = (own: readonly Handover[], now: Ms): readonly Handover[] => {
  const past = new Map(own.filter(({ at }) => at <= now).map((end) => [end.from.id, end]));
  return [...past.values()].filter((end) => mayBeLate(end, now));
};

/** Ends of shifts that this person works, where the team hands over: those of the last days, and the coming ones. */
function ownEnds(
  teams: readonly TeamView[],
  person: PersonId,
  now: Ms,
  entries: readonly DutyEntry[],
): readonly Handover[] {
  // By the day: ends of the coming days are worked out once and found again.
  const begins = floorTo(now, DAY);
  return handovers(teams, begins - REACH, begins + 2 * DAY).filter(
    ({ at, fromShift }) =>
      at - now <= 25 * HOUR && onShift(teams, fromShift, entries).people.some(({ id }) => id === person),
  );
}
