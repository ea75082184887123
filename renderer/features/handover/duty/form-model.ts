import type { NewDutyEntry } from '../../../../shared/ipc/handovers-contract';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import { HOUR, type Ms } from '../../../../shared/lib/time';
import { teamOf } from '../../../stores/derive/passing';
import { fromWallInput, toWallInput } from '../../../ui/wall-input';
import { isoDay } from '../../../ui/time';
import type { CoverWish } from './week-model';

export type FormKind = 'leave' | 'cover' | 'swap';

/** What stands in the fields. */
export interface DutyDraft {
  readonly kind: FormKind;
  readonly team: string;
  readonly person: string;
  /** Cover: in whose place; swap: with whom. Empty: nobody. */
  readonly other: string;
  /** Wall clock of the team. */
  readonly from: string;
  readonly to: string;
  /** Local days of a swap. */
  readonly days: readonly [string, string];
}

/** The team whose clock the fields are on: that of the person on leave, else the one that is covered. */
export function zoneOfDraft({ kind, team, person }: DutyDraft, teams: readonly TeamView[]): string {
  const own = teams.find(({ people }) => people.some(({ id }) => id === person));
  const covered = teams.find(({ id }) => id === team);
  return (kind === 'leave' ? (own ?? covered) : covered)?.timeZone ?? 'UTC';
}

/** What a form begins with: the person here, their team, and the next whole hours. */
export function beginOf(
  kind: FormKind,
  teams: readonly TeamView[],
  me: string | null,
  now: Ms,
  wish?: CoverWish,
): DutyDraft {
  const team = wish?.team ?? teamOf(teams, me)?.id ?? '';
  const zone = teams.find(({ id }) => id === team)?.timeZone ?? 'UTC';
  const from = wish?.from ?? Math.ceil(now / HOUR) * HOUR;
  const today = isoDay(now, zone);
  return {
    kind,
    team,
    person: me ?? '',
    other: wish?.instead ?? '',
    from: toWallInput(from, zone),
    to: toWallInput(wish?.to ?? from + 8 * HOUR, zone),
    days: [today, today],
  };
}

export type Read =
  | { readonly ok: true; readonly entry: NewDutyEntry }
  | {
      readonly ok: false;
      readonly field: 'person' | 'other' | 'team' | 'from' | 'to' | 'days';
      readonly problem: string;
    };

const no = (field: Extract<Read, { ok: false }>['field'], problem: string): Read => ({ ok: false, field, problem });

/** The entry that the fields say, or the first of them that does not say enough. */
export function readDraft(draft: DutyDraft, teams: readonly TeamView[]): Read {
  const { kind, team, person, other, days } = draft;
  if (person === '') return no('person', 'Say who.');
  if (kind === 'swap') {
    if (other === '') return no('other', 'Say with whom.');
    if (other === person) return no('other', 'A swap is between two people.');
    if (team === '') return no('team', 'Say in which team.');
    const bad = days.findIndex((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day));
    if (bad !== -1) return no('days', 'Say both days.');
    return { ok: true, entry: { kind, team, between: [person, other], days: [days[0], days[1]] } };
  }
  const zone = zoneOfDraft(draft, teams);
  const from = fromWallInput(draft.from, zone);
  const to = fromWallInput(draft.to, zone);
  if (from === null) return no('from', 'Say from when.');
  if (to === null) return no('to', 'Say until when.');
  if (to <= from) return no('to', 'It must end after it begins.');
  switch (kind) {
    case 'leave':
      return { ok: true, entry: { kind, person, from, to } };
    case 'cover':
      if (team === '') return no('team', 'Say which team.');
      if (other === person) return no('other', 'Nobody covers for themselves.');
      return { ok: true, entry: { kind, team, person, instead: other === '' ? null : other, from, to } };
    default:
      return assertNever(kind);
  }
}
