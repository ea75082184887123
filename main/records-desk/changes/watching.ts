import { bakedAt, isUnderWay } from '../../../shared/domain/change/rules';
import type { Change, ChangeView } from '../../../shared/domain/change/types';
import { BETTER_LASTS, watchLines } from '../../../shared/domain/change/watching';
import type { GuardAnswer, GuardVerdict } from '../../../shared/domain/guard/types';
import type { PersonId } from '../../../shared/domain/incident/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import { MINUTE, SECOND, type Ms } from '../../../shared/lib/time';
import type { Changes } from './changes';

type Guard = (change: Change) => GuardAnswer;

export interface WatchingTools {
  readonly changes: Pick<Changes, 'list' | 'read' | 'tell'>;
  readonly person: PersonId;
  /** Makes the guard of what is known now. */
  readonly guard: (all: readonly Change[]) => Guard;
  readonly snapshot: () => Snapshot;
  readonly now: () => Ms;
  /** Calls back once after a time. Returns what takes it back. */
  readonly after: (ms: Ms, run: () => void) => () => void;
  /** The picture is another. Returns the stop. */
  readonly onPicture: (listener: () => void) => () => void;
  readonly log: (line: string) => void;
}

export interface Watching {
  /** The list of changes, or one of them, is another. */
  changed(): void;
  stop(): void;
}

/** However often the picture changes. */
const LOOK_EVERY: Ms = SECOND;
/** What was read does not change by itself, but the clock moves windows, ages and handovers. */
const GUARD_LASTS: Ms = MINUTE;

/** A guard with what it was made of, and what it said. */
interface Made {
  readonly picture: Snapshot;
  readonly all: readonly Change[];
  readonly at: Ms;
  readonly guard: Guard;
  readonly answers: Map<Change, GuardAnswer>;
}

/**
 * Follows the changes that run and that this person executes, owns or started, and writes into their log what happens to them. While
 * none does, nothing is listened to and no timer waits.
 */
export function startWatching(tools: WatchingTools): Watching {
  const { changes, person, now } = tools;
  let watched: readonly ChangeView[] = [];
  let isStale = false;
  let lookedAt: Ms = -Infinity;
  let cancelLook: (() => void) | null = null;
  let cancelDue: (() => void) | null = null;
  let stopPicture: (() => void) | null = null;
  let refused: string | null = null;
  let made: Made | null = null;
  const verdicts = new Map<string, { readonly verdict: GuardVerdict; readonly since: Ms }>();

  function find(): void {
    isStale = false;
    const all = changes.list();
    const running = all.ok ? all.value.filter(({ state }) => isUnderWay(state)) : [];
    watched = running.flatMap(({ id }) => {
      const view = changes.read(id);
      return view.ok && isUnderWay(view.value.state) && isMine(view.value) ? [view.value] : [];
    });
    for (const id of [...verdicts.keys()]) if (!watched.some((one) => one.id === id)) verdicts.delete(id);
    if (watched.length === 0) rest();
    else stopPicture ??= tools.onPicture(soon);
  }

  const isMine = ({ executor, owner, log }: ChangeView): boolean =>
    executor === person ||
    owner === person ||
    log.some((line) => line.type === 'state' && line.state === 'running' && line.person === person);

  function soon(): void {
    cancelLook ??= tools.after(Math.max(0, lookedAt + LOOK_EVERY - now()), look);
  }

  /** Making a guard costs more than all its answers. */
  function madeOf(picture: Snapshot, all: readonly Change[]): Made {
    const isSame =
      made !== null && made.picture === picture && made.all === all && Math.abs(now() - made.at) < GUARD_LASTS;
    if (made === null || !isSame) made = { picture, all, at: now(), guard: tools.guard(all), answers: new Map() };
    return made;
  }

  function said({ guard, answers }: Made, change: Change): GuardAnswer {
    const answer = answers.get(change) ?? guard(change);
    answers.set(change, answer);
    return answer;
  }

  function look(): void {
    cancelLook = null;
    lookedAt = now();
    if (isStale) find();
    if (watched.length === 0) return;
    const picture = tools.snapshot();
    // Nothing was heard yet: what is on the picture is what was known before.
    if (picture.restoring) return;
    const all = changes.list();
    if (!all.ok) return;
    const present = madeOf(picture, all.value);
    let due = Infinity;
    for (const change of watched) {
      const guard = said(present, change);
      const known = verdicts.get(change.id);
      const guardSince = known?.verdict === guard.verdict ? known.since : now();
      verdicts.set(change.id, { verdict: guard.verdict, since: guardSince });
      for (const { kind, text, about } of watchLines({ change, guard, guardSince, sites: picture.sites, now: now() })) {
        const told = changes.tell(change.id, kind, text, about);
        const trouble = told.ok ? null : told.error.message;
        // Tried again with every look, said once.
        if (trouble !== null && trouble !== refused) tools.log(`a line of a change could not be written: ${trouble}`);
        refused = trouble;
        // The next look reads it.
        isStale = true;
      }
      const times = [guardSince + BETTER_LASTS, bakedAt(change) ?? -Infinity].filter((at) => at > now());
      due = Math.min(due, ...times);
    }
    cancelDue?.();
    cancelDue = Number.isFinite(due) ? tools.after(due - now(), soon) : null;
  }

  function rest(): void {
    stopPicture?.();
    cancelLook?.();
    cancelDue?.();
    stopPicture = cancelLook = cancelDue = made = null;
  }

  const changed = (): void => {
    isStale = true;
    // Incidents are listed with changes.
    made = null;
    soon();
  };
  changed();
  return {
    changed,
    stop: () => {
      rest();
      watched = [];
    },
  };
}
