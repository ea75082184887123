import type { Change } from '../../../shared/domain/change/types';
import type {
  DraftFacts,
  LaterWords,
  OpenFollowUp,
  PreviousHandover,
} from '../../../shared/domain/handover/draft/types';
import type { IncidentRow, IncidentView } from '../../../shared/domain/incident/types';
import { coverGaps } from '../../../shared/domain/shifts/gaps';
import { onShift } from '../../../shared/domain/shifts/on-shift';
import { NO_ENTRIES, type CoverGap, type DutyEntry, type Handover } from '../../../shared/domain/shifts/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { Result } from '../../../shared/lib/result';
import { HOUR, type Ms } from '../../../shared/lib/time';
import { guardOf } from '../changes/guarding';

/** Where the facts of a draft come from. */
export interface FactSources {
  readonly now: () => Ms;
  readonly snapshot: () => Snapshot;
  /** Those this person may know of. */
  readonly incidents: () => Result<readonly IncidentRow[], unknown>;
  readonly incident: (id: string) => Result<Pick<IncidentView, 'followUps'>, unknown>;
  readonly changes: () => Result<readonly Change[], unknown>;
  readonly duty: () => Result<readonly DutyEntry[], unknown>;
  readonly previous: PreviousHandover | null;
  readonly later: LaterWords;
}

/** Of a team whose next shift nobody knows. */
const USUAL_SHIFT: Ms = 12 * HOUR;

/** Gathers what a draft is made of; nothing is computed here. */
export function draftFacts({ from, to, at, fromShift, toShift }: Handover, sources: FactSources): DraftFacts {
  const snapshot = sources.snapshot();
  const { sites, sources: asked, mutes, events, attention, outside, rules, generatedAt, signIns, teams } = snapshot;
  const [changes, incidents, duty] = [sources.changes(), sources.incidents(), sources.duty()];
  const entries = duty.ok ? duty.value : NO_ENTRIES;
  const until = toShift?.to ?? at + USUAL_SHIFT;
  const people = (shift: Handover['toShift']): readonly string[] =>
    shift === null ? [] : onShift(teams, shift, entries).people.map(({ id }) => id);
  const guard = guardOf(sources);
  const details = followUpsOf(incidents.ok ? incidents.value : [], sources);
  return {
    sites,
    sources: asked,
    mutes,
    events,
    attention,
    outside,
    rules,
    generatedAt,
    signIns,
    now: sources.now(),
    from,
    to,
    at,
    until,
    givers: people(fromShift),
    receivers: people(toShift),
    changes: changes.ok ? changes.value : null,
    guard: guard(changes.ok ? changes.value : []),
    incidents: incidents.ok ? incidents.value : null,
    followUps: details.open,
    unread: { followUps: details.unread, duty: !duty.ok },
    gaps: coverGaps(teams, at, until, entries)
      .filter(({ level }) => level === to.level)
      .map((gap) => ({ text: gapText(gap), from: gap.from, to: gap.to })),
    previous: sources.previous,
    later: sources.later,
  };
}

/** Of those that have open ones; `unread`: incidents whose details could not be read. */
function followUpsOf(
  rows: readonly IncidentRow[],
  { incident }: Pick<FactSources, 'incident'>,
): { readonly open: readonly OpenFollowUp[]; readonly unread: readonly string[] } {
  const open: OpenFollowUp[] = [];
  const unread: string[] = [];
  for (const { id, openFollowUps, restricted } of rows) {
    if (openFollowUps === 0 || restricted) continue;
    const found = incident(id);
    if (!found.ok) unread.push(id);
    else
      for (const one of found.value.followUps)
        if (!one.done) open.push({ incident: id, id: one.id, text: one.text, owner: one.owner, due: one.due });
  }
  return { open, unread };
}

function gapText(gap: CoverGap): string {
  if (gap.kind === 'no-team') return `No team of ${gap.level} is on shift or on call`;
  const away = gap.away.map(({ name }) => name).join(', ');
  return `Nobody is left for the shift of ${gap.team.name}${away === '' ? '' : `: ${away} away`}`;
}
