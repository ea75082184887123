import { matchesAny, matchesGlob } from '../../lib/glob';
import { SECOND, type Ms } from '../../lib/time';
import type { Site } from '../workspace/types';
import type { AlarmMute } from './mutes/types';
import type { Alarm } from './types';

export type AlarmSeverity = 'critical' | 'warning' | 'unknown';

/** What one alarm means for one site (S6). */
export interface JudgedAlarm {
  readonly alarm: Alarm;
  /** Null when it is only listed. */
  readonly severity: AlarmSeverity | null;
  /** The composite in ALARM that speaks for it among the reasons. */
  readonly under: string | null;
  /** A mute rule holds now. */
  readonly mute: AlarmMute | null;
}

export interface JudgedAlarms {
  /** The site's alarms in the order of AWS. */
  readonly alarms: readonly JudgedAlarm[];
  /** Patterns of `include` that match no alarm: misconfigured, and unknown. */
  readonly unmatched: readonly string[];
}

/** S6: evaluation periods an alarm listed as critical may stay in INSUFFICIENT_DATA. */
const PATIENCE = 3;

const NO_MUTES: ReadonlyMap<string, AlarmMute> = new Map();

/** S6 for one site, over all alarms of its account and region. `awsNow` is AWS's clock at the last good answer. */
export function judgeAlarms(
  site: Pick<Site, 'alarms'>,
  all: readonly Alarm[],
  awsNow: Ms,
  muted: ReadonlyMap<string, AlarmMute> = NO_MUTES,
): JudgedAlarms {
  const { include, ignore, critical } = site.alarms;
  const heeded = all.filter((alarm) => !matchesAny(ignore, alarm.name));
  const own = include === null ? heeded : heeded.filter((alarm) => matchesAny(include, alarm.name));
  const unmatched = (include ?? []).filter((pattern) => !heeded.some((alarm) => matchesGlob(pattern, alarm.name)));

  const composites = own.filter((alarm) => alarm.kind === 'composite' && !isBroken(alarm));
  const names = new Map(own.map((alarm) => [alarm.name, alarm]));
  const parentsOf = (name: string, state: Alarm['state']): readonly Alarm[] =>
    composites.filter((composite) => composite.state === state && composite.children.includes(name));
  /** Every composite in ALARM above an alarm; in a ring of composites an alarm is above itself. */
  const above = (name: string, found = new Set<string>()): ReadonlySet<string> => {
    for (const parent of parentsOf(name, 'ALARM')) {
      if (!found.has(parent.name)) above(parent.name, found.add(parent.name));
    }
    return found;
  };
  /** The outermost composite in ALARM above an alarm. Of a ring the first by name speaks, so that it never silences itself. */
  const speakerOf = (name: string): string | null => {
    const outermost = [...above(name)].filter((one) => [...above(one)].every((other) => above(other).has(one)));
    const speaker = outermost.sort()[0] ?? name;
    return speaker === name ? null : speaker;
  };
  const severityOf = (alarm: Alarm, seen: ReadonlySet<string>): AlarmSeverity | null => {
    const isCritical = matchesAny(critical, alarm.name);
    if (isBroken(alarm)) return 'unknown';
    switch (alarm.state) {
      case 'OK':
        return null;
      case 'UNKNOWN':
        return 'unknown';
      case 'INSUFFICIENT_DATA':
        return isCritical && awsNow - alarm.since >= PATIENCE * alarm.periodSeconds * SECOND ? 'unknown' : null;
      case 'ALARM': {
        if (parentsOf(alarm.name, 'OK').length > 0 && parentsOf(alarm.name, 'ALARM').length === 0) return 'warning';
        if (isCritical) return 'critical';
        // A composite speaks for its children, so it is never milder than the worst of those that are in ALARM.
        const children = alarm.children
          .flatMap((child) => names.get(child) ?? [])
          .filter((child) => !seen.has(child.name) && child.state === 'ALARM');
        return children.some((child) => severityOf(child, new Set([...seen, child.name])) === 'critical')
          ? 'critical'
          : 'warning';
      }
    }
  };
  return {
    alarms: own.map((alarm) => {
      const mute = muted.get(alarm.name) ?? null;
      return {
        // One that is suppressed, or has its actions off, tells nobody after its mute either.
        alarm: mute === null || alarm.badge !== null ? alarm : { ...alarm, badge: 'muted' },
        severity: severityOf(alarm, new Set([alarm.name])),
        under: alarm.state === 'ALARM' ? speakerOf(alarm.name) : null,
        mute,
      };
    }),
    unmatched,
  };
}

/** S6: EvaluationState ERROR or FAILURE: what such an alarm says is not known. PARTIAL_DATA is a state AWS still evaluates. */
const isBroken = (alarm: Alarm): boolean =>
  alarm.evaluationState !== null && /ERROR|FAILURE/i.test(alarm.evaluationState);
