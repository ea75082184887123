import type { Freeze } from '../freezes/types';
import type { MinuteRange } from '../guard/change-rules';
import type { RotaLineView, ShiftView, TeamHolidaysView, TeamView, Tier } from '../snapshot/types';

/** A limit of a signal: absolute in its unit, or a percentage of the same local hour (S11). */
export type Limit =
  { readonly kind: 'absolute'; readonly value: number } | { readonly kind: 'same-hour'; readonly percent: number };

/** One metric as CloudWatch is asked for it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly unit: string | null;
}

export type SignalQuestion =
  | { readonly kind: 'metric'; readonly metric: Metric; readonly scale: number }
  | { readonly kind: 'expression'; readonly expression: string; readonly metrics: ReadonlyMap<string, Metric> };

export interface Signal {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly worse: 'lower' | 'higher';
  readonly question: SignalQuestion;
  /** Where it is asked: usually the site's own account and region. */
  readonly account: string;
  readonly region: string;
  readonly periodSeconds: number;
  readonly settleSeconds: number;
  readonly warning: Limit | null;
  readonly critical: Limit | null;
  readonly floor: number;
  readonly m: number;
  readonly n: number;
  readonly recover: number;
  readonly missing: 'unknown' | 'ok' | 'breaching';
  readonly impact: 'orders' | null;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  /** Its province as in ISO 3166-2, whose public holidays it keeps; null: only those of the whole country. */
  readonly subdivision: string | null;
  readonly tier: Tier;
  readonly account: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly owner: string | null;
  readonly services: readonly string[];
  /** When changes are agreed on and when the shop is full, on the wall clock of the site; null: nobody said. */
  readonly hours: { readonly agreed: readonly MinuteRange[]; readonly peak: readonly MinuteRange[] } | null;
  /** AWS services it stands on, upper case; null: every service. */
  readonly aws: ReadonlySet<string> | null;
  readonly alarms: {
    /** Null: every alarm of the account and region. */
    readonly include: readonly string[] | null;
    readonly ignore: readonly string[];
    readonly critical: readonly string[];
  };
  readonly signals: readonly Signal[];
  readonly healthRequired: boolean;
  readonly failover: string | null;
  readonly runbooks: readonly { readonly title: string; readonly url: string }[];
  readonly contact: string | null;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly profile: string;
  readonly organization: boolean;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly place: string;
  readonly timeZone: string;
  readonly shifts: readonly ShiftView[];
  readonly onCall: readonly ShiftView[];
  readonly holidays: TeamHolidaysView | null;
  readonly handsOverTo: string | null;
}

type OfTeam<T> = T & { readonly team: string };

/** The workspace as the program uses it: every default resolved, every reference checked. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly tier: number;
    readonly dependsOn: readonly string[];
  }[];
  readonly sites: readonly Site[];
  readonly teams: readonly Team[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly team: string;
    readonly lead: boolean;
  }[];
  readonly rota: readonly OfTeam<RotaLineView>[];
  readonly leave: TeamView['leave'];
  readonly cover: readonly OfTeam<TeamView['cover'][number]>[];
  readonly swaps: readonly OfTeam<TeamView['swaps'][number]>[];
  readonly freezes: readonly Freeze[];
  readonly budget: { readonly cloudwatchUsdPerMonth: number; readonly installations: number } | null;
}
