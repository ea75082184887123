import type { Ms } from '../../lib/time';
import type { AlarmMute, PlacedMuteRule } from '../alarms/mutes/types';
import type { AlarmBadge, AlarmKind, AlarmState } from '../alarms/types';
import type { AttentionItem } from '../attention/types';
import type { ChangeRules } from '../guard/change-rules';
import type { OutsideRun } from '../outside/types';
import type { Point } from '../signals/types';
import type { SignInView } from '../sources/sign-in';
import type { Condition, SignalCondition, SourceId } from '../sources/types';
import type { Reason, SignalState, Status } from '../status/types';

export type Tier = 'production' | 'pre-production' | 'development';

/** One signal as the window draws it. */
export interface SignalView {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly worse: 'lower' | 'higher';
  readonly state: SignalState;
  readonly since: Ms;
  /** Value of the newest complete bucket that has one; `at` says which. Null when none ever came. */
  readonly value: number | null;
  /** Start of that bucket. */
  readonly at: Ms | null;
  readonly condition: SignalCondition;
  readonly conditionReason: string | null;
  /** Limits that apply now, in the unit of the signal; null where none applies. `text` says a relative one ("75% of same-hour"). */
  readonly warning: number | null;
  readonly critical: number | null;
  readonly limitText: string | null;
  /** S11: same-hour median now; null when unknown or not asked. */
  readonly sameHour: number | null;
  readonly periodSeconds: number;
  /** Complete buckets of the last hour, ascending. */
  readonly recent: readonly Point[];
  /** The newest, incomplete bucket: drawn hollow, never counted. */
  readonly incomplete: Point | null;
  readonly source: SourceId;
}

export interface AlarmView {
  readonly name: string;
  readonly kind: AlarmKind;
  readonly state: AlarmState;
  readonly since: Ms;
  readonly badge: AlarmBadge | null;
  /** A mute rule holds now; null: none does that is known. */
  readonly mute: AlarmMute | null;
  /** What it makes of the site by S6; null when it is only listed. */
  readonly severity: Exclude<Status, 'maintenance' | 'ok'> | null;
  readonly reason: string;
  /** Name of the composite in ALARM that speaks for it, else null. */
  readonly under: string | null;
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly tier: Tier;
  readonly account: string;
  readonly accountName: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  /** Province that has public holidays of its own (CA). */
  readonly subdivision: string | null;
  readonly owner: { readonly team: string; readonly name: string } | null;
  readonly contact: string | null;
  readonly runbooks: readonly { readonly title: string; readonly url: string }[];
  readonly failover: string | null;
  readonly status: Status;
  readonly since: Ms;
  /** A required source is neither live nor late (S1, S2). */
  readonly blind: boolean;
  /** What was known before blindness outlived its 15 minutes; null otherwise. */
  readonly was: { readonly status: 'critical' | 'warning' | 'ok' | 'maintenance' | 'unknown'; readonly at: Ms } | null;
  /** "AWS view missing since ..." (S2); null when AWS Health is seen. */
  readonly healthViewMissing: string | null;
  readonly reasons: readonly Reason[];
  readonly signals: readonly SignalView[];
  readonly alarms: readonly AlarmView[];
  /** ARNs of the AWS Health events that concern this site, counting or listed. */
  readonly events: readonly string[];
  readonly ordersLostPerMinute: number | null;
  /** Last good answer of the oldest required source; null when one never answered. */
  readonly dataAt: Ms | null;
  readonly sources: readonly SourceId[];
}

export interface SourceView {
  readonly id: SourceId;
  readonly account: string;
  readonly region: string;
  readonly api: string;
  readonly condition: Condition;
  readonly intervalSeconds: number;
  readonly lastGoodAt: Ms | null;
  readonly nextTryAt: Ms | null;
  readonly reason: string | null;
}

export interface HealthEventView {
  readonly arn: string;
  readonly account: string;
  readonly service: string | null;
  readonly region: string | null;
  readonly availabilityZone: string | null;
  readonly category: string | null;
  /** As AWS sent it. */
  readonly status: string | null;
  /** Ongoing by S7: not closed and with no end in the past. */
  readonly open: boolean;
  readonly start: Ms | null;
  readonly end: Ms | null;
  readonly lastUpdated: Ms | null;
  readonly title: string;
  readonly description: string | null;
  /** Sites it concerns: region or global, and service. */
  readonly sites: readonly string[];
  /** Sites whose status it changes (S7, S8). */
  readonly counts: readonly string[];
  readonly affected: number | null;
}

/** A shift of a team, or hours in which it is on call: they come back every week. */
export interface ShiftView {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes after local midnight; `to` may be at most `from`, then it ends the next day. */
  readonly from: number;
  readonly to: number;
  /** By which the rota may name it (early, late); left out where it has none. */
  readonly name?: string;
}

/** Public holidays on which the shifts of a team fall away. */
export interface TeamHolidaysView {
  readonly country: string;
  readonly subdivision: string | null;
  /** All that are known, as local days YYYY-MM-DD. */
  readonly days: readonly string[];
  /** The last year of which they are known. */
  readonly knownUntil: number | null;
}

export interface RotaLineView {
  /** Local days YYYY-MM-DD, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Name of the shift it is of; null: of every one. */
  readonly shift: string | null;
  readonly people: readonly string[];
}

export interface TeamView {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly place: string;
  readonly timeZone: string;
  readonly shifts: readonly ShiftView[];
  readonly onCall: readonly ShiftView[];
  readonly holidays: TeamHolidaysView | null;
  readonly handsOverTo: string | null;
  readonly people: readonly { readonly id: string; readonly name: string; readonly lead: boolean }[];
  readonly rota: readonly RotaLineView[];
  /** Of its people; whole local days, both inclusive. */
  readonly leave: readonly { readonly person: string; readonly from: string; readonly to: string }[];
  /** Of its shifts, by people of any team; local times YYYY-MM-DDTHH:MM. */
  readonly cover: readonly {
    readonly people: readonly string[];
    readonly instead: string | null;
    readonly from: string;
    readonly to: string;
  }[];
  /** Of its shifts: on the first day the second person works in the place of the first, on the second day the other way round. */
  readonly swaps: readonly { readonly between: readonly [string, string]; readonly days: readonly [string, string] }[];
}

export interface SpendView {
  readonly currency: 'USD';
  readonly today: number;
  readonly monthForecast: number;
  readonly byApi: readonly {
    readonly api: string;
    readonly requests: number;
    readonly billedUnits: number;
    readonly cost: number;
  }[];
  /** This installation's part of the team's budget per month; null when the workspace names none. */
  readonly budget: number | null;
  /** Source and date of the price list. */
  readonly prices: string;
}

/** The one immutable picture of everything: the window gets it once, then patches. */
export interface Snapshot {
  readonly seq: number;
  readonly generatedAt: Ms;
  readonly demo: boolean;
  readonly workspace: {
    readonly id: string;
    readonly name: string;
    /** Path of the file, null for the demo. */
    readonly file: string | null;
    /** Why a changed file is not used; the last good one runs on. */
    readonly problem: string | null;
  };
  readonly sites: readonly SiteView[];
  readonly sources: readonly SourceView[];
  readonly events: readonly HealthEventView[];
  /** Rules by which alarms are muted, as they are known. */
  readonly mutes: readonly PlacedMuteRule[];
  /** Changes from outside: what moves first, then what waits, then what ended in the last 24 hours. */
  readonly outside: readonly OutsideRun[];
  readonly attention: readonly AttentionItem[];
  /** Until when this machine is signed in, by account of the workspace; of those whose files were read. */
  readonly signIns: readonly SignInView[];
  readonly teams: readonly TeamView[];
  /** What the workspace file says of changes. */
  readonly rules: ChangeRules;
  readonly spend: SpendView;
  /** True until the first answer or failure of every source a status needs: what is on screen is the last known state (P9). */
  readonly restoring: boolean;
}

/** The points of a signal that the window has: those before `first` are gone, those from the first of `points` on are replaced. */
export interface PointsPatch {
  readonly first: Ms;
  readonly points: readonly Point[];
}

/** A signal that the window has: the fields that changed. */
export type SignalPatch = Pick<SignalView, 'id'> &
  Partial<Omit<SignalView, 'recent'>> & { readonly recent?: PointsPatch };

/** A site that the window has: the fields that changed; of its signals those that did. One that it has not: all of them. */
export type SitePatch = Pick<SiteView, 'id'> & Partial<SiteView> & { readonly signalPatches?: readonly SignalPatch[] };

/** A ranked list: `order` says of each place which one stands there, by its index before, or by -1 - its index in `set`. */
export interface ListPatch<T> {
  readonly set: readonly T[];
  readonly order: readonly number[];
}

/**
 * What changed since `seq - 1`, by entity. Lists replace entity by entity, sites and signals field by field; an absent field
 * did not change.
 */
export interface SnapshotPatch {
  readonly seq: number;
  readonly generatedAt: Ms;
  readonly sites?: readonly SitePatch[];
  readonly removedSites?: readonly string[];
  readonly sources?: readonly SourceView[];
  readonly removedSources?: readonly string[];
  readonly events?: ListPatch<HealthEventView>;
  readonly mutes?: readonly PlacedMuteRule[];
  readonly outside?: ListPatch<OutsideRun>;
  readonly attention?: ListPatch<AttentionItem>;
  readonly signIns?: readonly SignInView[];
  readonly teams?: readonly TeamView[];
  readonly rules?: ChangeRules;
  readonly spend?: SpendView;
  readonly workspace?: Snapshot['workspace'];
  readonly demo?: boolean;
  readonly restoring?: boolean;
}
