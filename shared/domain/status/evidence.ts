import { remembered, rememberedWith } from '../../lib/remembered';
import type { Ms } from '../../lib/time';
import { countText, listText, utcText } from '../../lib/words';
import { mutedAt } from '../alarms/mutes/muted';
import type { AlarmMute, MuteRule } from '../alarms/mutes/types';
import { judgeAlarms, type AlarmSeverity, type JudgedAlarm } from '../alarms/rules';
import type { Alarm } from '../alarms/types';
import { concerns, effectOf, isOpen, titleOf } from '../health/rules';
import type { HealthEvent } from '../health/types';
import type { SignalEvaluation } from '../signals/evaluate';
import { sourceId, type Condition, type SourceKey, type StatusApi, type StatusSourceKey } from '../sources/types';
import type { Site, Workspace } from '../workspace/types';
import { alarmsKey, type Gathered } from './gathered';
import { alarmsSource, healthOf, muteSource, requiredSources, watchesAlarms } from './required';
import type { SourceReader } from './source-reader';
import type { Reason, Status } from './types';

/** A signal with the condition of its data. */
export interface SiteSignal {
  readonly evaluation: SignalEvaluation;
  readonly source: SourceKey;
  readonly condition: Condition;
  readonly conditionReason: string | null;
}

/** An AWS Health event that concerns a site; `counts` where it changes its status (S7, S8). */
export interface SiteEvent {
  readonly event: HealthEvent;
  readonly counts: boolean;
}

/** What was known before blindness or silence outlived its hold: when it was last so, and since when. */
export interface Lost {
  readonly status: Status;
  readonly at: Ms;
  readonly since: Ms;
}

/** What one signal adds: its own state while its source is seen; what was worse while that is held; else only what it was. */
export function addSignal(
  { evaluation, source }: SiteSignal,
  reader: SourceReader,
  reasons: Reason[],
  lost: Lost[],
): void {
  const { state, since, text, was } = evaluation;
  const name = evaluation.signal.id;
  const lastGood = reader.source(source)?.lastGoodAt ?? null;
  if (lastGood === null) return; // Blindness speaks for it.
  const isWorse = state === 'critical' || state === 'warning';
  if (reader.isSeen(source)) {
    if (isWorse) reasons.push(reader.reason('signal', state, text, since, source, name));
    else if (state === 'unknown') {
      const kind = evaluation.problem?.kind === 'misconfigured' ? 'misconfigured' : 'signal';
      const before = was === null ? '' : `, was ${was.status} ${utcText(was.at, reader.now)}`;
      reasons.push(reader.reason(kind, 'unknown', `${text}${before}`, since, source, name));
      if (was !== null) lost.push(was);
    }
    return;
  }
  if (isWorse && reader.holds(source)) {
    reasons.push(
      reader.reason('signal', state, `${text}, last seen ${utcText(lastGood, reader.now)}`, since, source, name),
    );
  } else lost.push(state === 'unknown' && was !== null ? was : { status: state, at: lastGood, since });
}

function alarmWords(alarm: Alarm, severity: AlarmSeverity): string {
  if (severity !== 'unknown') return 'is in ALARM';
  if (alarm.state === 'UNKNOWN') return `has a state that is not understood (${alarm.reason})`;
  return alarm.evaluationState === null
    ? 'has not enough data'
    : `cannot be evaluated by AWS (${alarm.evaluationState})`;
}

/** Alarms say the same until the next answer; a site is decided every second. */
const judgedOf = rememberedWith(
  (site: Site, all: readonly Alarm[], awsNow: Ms, muted: ReadonlyMap<string, AlarmMute>) =>
    judgeAlarms(site, all, awsNow, muted),
);
const NONE: readonly Alarm[] = [];
const NO_RULES: readonly MuteRule[] = [];

/** Windows are times of AWS's clock. What was last known of them stands while their source is not seen, as all else does. */
function mutedNow(site: Site, gathered: Gathered, reader: SourceReader): ReadonlyMap<string, AlarmMute> {
  const key = muteSource(site);
  const rules = gathered.mutes?.get(sourceId(key)) ?? NO_RULES;
  const source = reader.source(key);
  const ahead = (source?.lastGoodAwsAt ?? 0) - (source?.lastGoodAt ?? 0);
  return mutedAt(rules, reader.now + ahead);
}

/** ` (muted until 04:00 UTC)`. */
function badgeText({ alarm, mute }: JudgedAlarm, now: Ms): string {
  if (alarm.badge === null) return '';
  const until = alarm.badge !== 'muted' || mute?.until == null ? '' : ` until ${utcText(mute.until, now)}`;
  return ` (${alarm.badge}${until})`;
}

export function addAlarms(
  site: Site,
  gathered: Gathered,
  reader: SourceReader,
  reasons: Reason[],
  lost: Lost[],
): readonly JudgedAlarm[] {
  const key = alarmsSource(site);
  const source = reader.source(key);
  if (!watchesAlarms(site) || source?.lastGoodAt == null) return [];
  const judged = judgedOf(
    site,
    gathered.alarms.get(alarmsKey(site.account, site.region)) ?? NONE,
    source.lastGoodAwsAt ?? reader.now,
    mutedNow(site, gathered, reader),
  );
  const seen = reader.isSeen(key);
  for (const one of judged.alarms) {
    const { alarm, severity, under } = one;
    if (severity === null || under !== null) continue; // A composite in ALARM replaces its children among the reasons (S6).
    const what = alarm.kind === 'composite' ? 'Composite alarm' : 'Alarm';
    const text = `${what} ${alarm.name} ${alarmWords(alarm, severity)}${badgeText(one, reader.now)}`;
    if (seen) reasons.push(reader.reason('alarm', severity, text, alarm.since, key, alarm.name));
    else if (severity !== 'unknown' && reader.holds(key)) {
      reasons.push(
        reader.reason(
          'alarm',
          severity,
          `${text}, last seen ${utcText(source.lastGoodAt, reader.now)}`,
          alarm.since,
          key,
          alarm.name,
        ),
      );
    } else lost.push({ status: severity, at: source.lastGoodAt, since: alarm.since });
  }
  if (!seen) lost.push({ status: 'ok', at: source.lastGoodAt, since: source.lastGoodAt });
  else if (judged.unmatched.length > 0) {
    const text = `${countText(judged.unmatched.length, 'alarm pattern matches', 'alarm patterns match')} nothing: ${listText(judged.unmatched)}`;
    reasons.push(reader.reason('misconfigured', 'unknown', text, source.lastGoodAt, key, judged.unmatched[0] ?? null));
  }
  return judged.alarms;
}

const WHAT: Readonly<Record<StatusApi, string>> = {
  GetMetricData: 'Metrics',
  DescribeAlarms: 'Alarms',
  Health: 'AWS Health',
};

/** S2: a required source that is neither live nor late makes the site unknown. */
export function addBlindness(key: StatusSourceKey, reader: SourceReader, reasons: Reason[]): void {
  if (reader.isSeen(key)) return;
  const source = reader.source(key);
  const lastGood = source?.lastGoodAt ?? null;
  const condition = reader.condition(key);
  const since = lastGood ?? source?.failure?.at ?? reader.began;
  const when = lastGood === null ? 'never answered' : `not seen since ${utcText(lastGood, reader.now)}`;
  const why = reader.why(key);
  const text = `${WHAT[key.api]} of ${key.account} in ${key.region} ${when}: ${condition}${why === null ? '' : `, ${why}`}`;
  reasons.push(reader.reason('blind', 'unknown', text, since, key, null));
}

/** S1: a site with no signal and no alarm matching its include is unknown. */
export function addNothingWatched(
  site: Site,
  alarms: readonly JudgedAlarm[],
  reader: SourceReader,
  reasons: Reason[],
): void {
  if (site.signals.length > 0 || alarms.length > 0) return;
  const key = alarmsSource(site);
  if (watchesAlarms(site) && !reader.isSeen(key)) return; // Whether there are alarms is not known.
  const since = watchesAlarms(site) ? (reader.source(key)?.lastGoodAt ?? reader.began) : reader.began;
  reasons.push(
    reader.reason(
      'nothing-watched',
      'unknown',
      'Nothing watched: no signal, and no alarm matches',
      since,
      watchesAlarms(site) ? key : null,
      null,
    ),
  );
}

/** Two accounts of the workspace on one profile are one account of AWS. */
const placeOf = (site: Site, workspace: Workspace): string =>
  `${site.region}/${workspace.accounts.get(site.account)?.profile ?? ''}`;

/** How many sites stand in one region of one account of AWS. */
const neighbours = remembered((workspace: Workspace): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const site of workspace.sites) {
    const place = placeOf(site, workspace);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
});

export function addEvents(
  site: Site,
  workspace: Workspace,
  gathered: Gathered,
  reader: SourceReader,
  ownBreach: boolean,
  reasons: Reason[],
  lost: Lost[],
): readonly SiteEvent[] {
  const key = healthOf(site);
  const lastGood = reader.source(key)?.lastGoodAt ?? null;
  // S2: what a required view said outlives its blindness by 15 minutes only. One that is not required changes no status by being blind.
  const outlived = site.healthRequired && !reader.isSeen(key) && !reader.holds(key);
  const alone = neighbours(workspace).get(placeOf(site, workspace)) === 1;
  const found: SiteEvent[] = [];
  for (const event of gathered.events.get(site.account) ?? []) {
    const known = effectOf(event, site, reader.now, alone, ownBreach);
    // An issue may be announced with a start to come: S10 wants an instant that was.
    const since =
      [event.start, event.lastUpdated, lastGood].find((at) => at !== null && at <= reader.now) ?? reader.now;
    if (known !== null && outlived) lost.push({ status: known, at: lastGood ?? reader.now, since });
    const effect = outlived ? null : known;
    if (effect !== null) {
      const until = effect === 'maintenance' && event.end !== null ? ` until ${utcText(event.end, reader.now)}` : '';
      const where = event.availabilityZone ?? event.region ?? '';
      // What could not be asked may be what makes it critical.
      const gap = event.incomplete === null ? '' : `, not known whole: ${event.incomplete}`;
      const text = `${effect === 'maintenance' ? 'AWS maintenance' : 'AWS issue'}: ${titleOf(event)}${where === '' ? '' : ` in ${where}`}${until}${gap}`;
      reasons.push(reader.reason('health-event', effect, text, since, key, event.arn));
    }
    if (effect !== null || (concerns(event, site) && isOpen(event, reader.now)))
      found.push({ event, counts: effect !== null });
  }
  return found;
}

/** S2: a blind AWS Health is said, but changes no status unless the site requires it (then addBlindness has spoken). */
export function addHealthView(site: Site, reader: SourceReader, reasons: Reason[]): string | null {
  const key = healthOf(site);
  if (reader.isSeen(key)) return null;
  const source = reader.source(key);
  const since = source?.lastGoodAt ?? source?.failure?.at ?? reader.began;
  const why = reader.why(key);
  const text = `AWS view missing since ${utcText(since, reader.now)}: ${reader.condition(key)}${why === null ? '' : `, ${why}`}`;
  if (!site.healthRequired) reasons.push(reader.reason('health-view', 'info', text, since, key, null));
  return text;
}

/** S10: an ok site says what was looked at, and since when all of it is well. */
export function allWell(
  site: Site,
  signals: readonly SiteSignal[],
  alarms: readonly JudgedAlarm[],
  reader: SourceReader,
): Reason {
  const good = alarms.filter(({ alarm }) => alarm.state === 'OK').length;
  const parts = [
    ...(signals.length > 0 ? [countText(signals.length, 'signal')] : []),
    ...(good > 0 ? [countText(good, 'alarm')] : []),
  ];
  const well = parts.length > 0 ? [`${parts.join(' and ')} ok`] : [];
  // S6: INSUFFICIENT_DATA changes no status, and is not called ok either.
  const silent = alarms.length > good ? [`${countText(alarms.length - good, 'alarm')} without enough data`] : [];
  const key = requiredSources(site)[0] ?? null;
  const started = [
    ...signals.map(({ evaluation }) => evaluation.since),
    ...alarms.map(({ alarm }) => alarm.since),
  ].filter((at) => at <= reader.now);
  const since = started.length === 0 ? reader.now : Math.max(...started);
  return reader.reason('all-well', 'ok', [...well, ...silent].join(', '), since, key, null);
}
