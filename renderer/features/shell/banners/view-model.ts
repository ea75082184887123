import { fullNumber } from '../../../../shared/domain/change/number';
import type { Change } from '../../../../shared/domain/change/types';
import { furthestOf } from '../../../../shared/domain/handover/same-end';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import type { Snapshot } from '../../../../shared/domain/snapshot/types';
import type { AppInfo, CrashNotice } from '../../../../shared/ipc/types';
import { groupBy } from '../../../../shared/lib/group-by';
import { HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { holdersOf, progressOf } from '../../../stores/derive/passing';
import type { Sight } from '../../../stores/derive/sight';
import { list, plural } from '../../../ui/format';
import { age, bothClocks, clock } from '../../../ui/time';

export interface BannerView {
  readonly id:
    | 'disconnected'
    | 'signed-out'
    | 'workspace'
    | 'runtime'
    | 'handovers'
    | `sign-in ${string}`
    | `break-glass ${string}`
    | `keeps ${string}`;
  readonly title: string;
  readonly text: string;
  /** Whether it may be put away; what blinds the window may not. */
  readonly later: boolean;
  readonly retry: boolean;
  /** The handover that it is about; null: none was begun; left out: it is about none. */
  readonly handover?: string | null;
}

/** What is told beside the picture; of what is left out nothing is known. */
interface Beside {
  readonly info?: AppInfo | null;
  readonly changes?: readonly Change[] | null;
  readonly handovers?: readonly HandoverRow[] | null;
  /** Why handovers cannot be read; null: they can. */
  readonly unread?: string | null;
  /** Of the person at the window. */
  readonly zone?: string;
}

/** What a person must know before reading anything else on the screen, the most serious first. */
export function bannersOf(
  snapshot: Snapshot | null,
  sight: Sight,
  now: Ms,
  { info = null, changes = null, handovers = [], unread = null, zone = 'UTC' }: Beside = {},
): readonly BannerView[] {
  const banners: BannerView[] = [];
  const last =
    sight.newestAt === null
      ? 'Nothing was read yet.'
      : `Last reading ${clock(sight.newestAt, 'UTC')} UTC, ${age(now - sight.newestAt)} ago.`;
  if (sight.kind === 'disconnected') {
    banners.push({
      id: 'disconnected',
      title: 'This window has lost Meridian. Nothing here is live.',
      text: `${last} The window tries again by itself; a stopped command must be started again.`,
      later: false,
      retry: false,
    });
  }
  if (snapshot && sight.kind !== 'disconnected' && sight.accountsSignedOut.length > 0) {
    const accounts = sight.accountsSignedOut;
    const unknown = sight.sites.filter((one) => accounts.includes(one.site.account) && one.blind);
    const reason = snapshot.sources.find((source) => source.condition === 'signed-out')?.reason ?? null;
    const others = sight.accounts - accounts.length;
    const tail = others > 0 ? ` ${plural(others, 'other account')} ${others === 1 ? 'goes' : 'go'} on.` : '';
    banners.push({
      id: 'signed-out',
      title: `Signed out of AWS ${accounts.length === 1 ? 'account' : 'accounts'} ${list(accounts)}.${unknown.length > 0 ? ` ${plural(unknown.length, 'site')} not seen.` : ''}`,
      text: `${reason === null ? '' : `${sentence(reason)} `}Polling resumes by itself when the credentials change.${tail}`,
      later: true,
      retry: true,
    });
  }
  if (sight.kind !== 'disconnected') banners.push(...signInsEnding(snapshot, sight, now, zone));
  // Nobody may take who is shown for who has duty (H5); a lost connection says so itself.
  if (unread !== null && sight.kind !== 'disconnected') {
    banners.push({
      id: 'handovers',
      title: 'Handovers cannot be read: who has duty is not sure.',
      text: `${sentence(unread)} Shown is ${handovers === null ? 'who the rota names' : 'what was read last'}.`,
      later: true,
      retry: false,
    });
  }
  banners.push(...keepers(snapshot, handovers, now), ...brokenGlass(changes ?? [], snapshot, now));
  if (snapshot?.workspace.problem != null) {
    banners.push({
      id: 'workspace',
      title: 'The changed workspace file is not used. The last good one runs on.',
      text: snapshot.workspace.problem,
      later: true,
      retry: false,
    });
  }
  if (info?.warning != null)
    banners.push({ id: 'runtime', title: info.runtime, text: info.warning, later: true, retry: false });
  return banners;
}

/** So long before it ends a person is told, and then until it is renewed. */
const SIGN_IN_TOLD: Ms = HOUR;

/** A sign-in that ends blinds its accounts: better told before than after. Those that are signed out have a line already. */
function signInsEnding(snapshot: Snapshot | null, sight: Sight, now: Ms, zone: string): readonly BannerView[] {
  const ending = (snapshot?.signIns ?? []).filter(
    ({ endsAt, account }) =>
      endsAt !== null && endsAt - now <= SIGN_IN_TOLD && !sight.accountsSignedOut.includes(account),
  );
  return [...groupBy(ending, ({ profile }) => [profile])].flatMap(([profile, of]): readonly BannerView[] => {
    const [first] = of;
    if (first?.endsAt == null) return [];
    const over = first.endsAt <= now;
    const at = bothClocks(first.endsAt, now, zone);
    // A session that renews itself may end before, and keys that were obtained with one may outlive it: no file says.
    const when = first.unsure === null || over ? '' : ' at the latest';
    const after = over ? 'Any moment now' : 'From then on';
    return [
      {
        id: `sign-in ${profile}`,
        title: `The AWS sign-in for ${list(of.map(({ accountName }) => accountName))} ${over ? 'ended' : 'ends'} ${at}${when}.`,
        text: `${after} ${of.length === 1 ? 'this account is' : 'these accounts are'} not seen until somebody signs in. On this machine: ${first.remedy}.`,
        later: true,
        retry: false,
      },
    ];
  });
}

/** H5: whoever was not relieved keeps duty, and every screen says so until somebody takes it. */
function keepers(snapshot: Snapshot | null, rows: readonly HandoverRow[] | null, now: Ms): readonly BannerView[] {
  if (snapshot === null) return [];
  const { teams } = snapshot;
  return holdersOf(teams, rows, now).flatMap(({ team, by, boundary, overdueMinutes }): readonly BannerView[] => {
    if (by !== 'kept' || boundary === null) return [];
    const to = teams.find(({ id }) => id === boundary.to);
    const row = furthestOf(rows ?? [], boundary);
    const end = bothClocks(boundary.at, now, to?.timeZone ?? 'UTC');
    return [
      {
        id: `keeps ${team.id}`,
        title: `${team.name} keeps duty: ${to?.name ?? boundary.to} has not accepted. ${age(overdueMinutes * MINUTE)} overdue.`,
        text: `The shift ended ${end}. ${row?.inConflict === true ? 'Taken twice, apart' : progressOf(row)}.`,
        later: false,
        retry: false,
        handover: row?.id ?? null,
      },
    ];
  });
}

/** So long everybody is told of it; the next handover has it then. */
const ANNOUNCED: Ms = 12 * HOUR;

/** product.md 4: an override by one person who is alone on call is announced. */
function brokenGlass(changes: readonly Change[], snapshot: Snapshot | null, now: Ms): readonly BannerView[] {
  const nameOf = (person: string): string =>
    snapshot?.teams.flatMap(({ people }) => people).find(({ id }) => id === person)?.name ?? person;
  return changes.flatMap((change): readonly BannerView[] => {
    const broken = change.overrides.filter(({ breakGlass, at }) => breakGlass && now - at < ANNOUNCED);
    const last = broken.reduce<(typeof broken)[number] | null>((a, b) => (a === null || b.at > a.at ? b : a), null);
    if (last === null || change.times.startedAt === null) return [];
    return [
      {
        id: `break-glass ${change.id}`,
        title: `Break-glass: ${fullNumber(change.number)} ${change.title} was started against a hold.`,
        text: `${nameOf(last.person)}, alone on call, ${clock(last.at, 'UTC')} UTC: ${last.reason}. To be reviewed at the next handover.`,
        later: true,
        retry: false,
      },
    ];
  });
}

/** What is said of a failure of the program itself in an earlier run; `name` is the report's without its folder. */
export function crashLineOf({ at, kind, file }: CrashNotice): {
  readonly title: string;
  readonly text: string;
  readonly name: string;
} {
  const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return {
    title:
      kind === 'rejection'
        ? `Something in Meridian failed at ${when}; it went on.`
        : `Meridian ended unexpectedly at ${when}.`,
    text: `${kind === 'native' ? 'A memory dump' : 'The report'} lies on this machine and was sent nowhere:`,
    name: file.replace(/^.*[\\/]/, ''),
  };
}

const sentence = (text: string): string => `${text.charAt(0).toLocaleUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
