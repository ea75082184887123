import type { Ms } from '../../../lib/time';

/** When a mute rule mutes, in the words of AWS: what could be understood of them at least. */
export interface MuteSchedule {
  /** `at(2026-12-24T20:00)` or `cron(0 2 * * SUN)`. */
  readonly expression: string;
  readonly duration: Ms;
  /** IANA. */
  readonly timeZone: string;
}

/** A CloudWatch alarm mute rule: while one of its windows holds, its alarms tell nobody and go on as before otherwise. */
export interface MuteRule {
  readonly arn: string;
  readonly name: string;
  /** Names of alarms of its account and region. */
  readonly alarms: readonly string[];
  /** AWS says that it mutes, as it was last listed. */
  readonly active: boolean;
  /** Null: not understood, so that only what AWS says at the moment is known. */
  readonly schedule: MuteSchedule | null;
  /** It mutes from then on, and no longer than until then; null: always. */
  readonly from: Ms | null;
  readonly until: Ms | null;
  /** When it was last changed: as long as that stays, so does all the rest. */
  readonly updatedAt: Ms | null;
}

/** A rule where it is read. */
export interface PlacedMuteRule extends MuteRule {
  /** Account id of the workspace. */
  readonly account: string;
  readonly region: string;
}

/** That an alarm tells nobody now. */
export interface AlarmMute {
  /** Null: no end is known. */
  readonly until: Ms | null;
  /** Names of the rules, in the order in which they take over from each other. */
  readonly by: readonly string[];
}
