import type { Ms } from '../../lib/time';
import { countText, listText, utcText } from '../../lib/words';
import { judgeAlarms, type AlarmSeverity, type JudgedAlarm } from '../alarms/rules';
import type { Alarm } from '../alarms/types';
import { concerns, effectOf, isOpen, titleOf } from '../health/rules';
import type { HealthEvent } from '../health/types';
import { evaluateSignal, provesTraffic, type SignalEvaluation } from '../signals/evaluate';
import { EMPTY_SIGNAL } from '../signals/merge';
import type { SignalData } from '../signals/types';
import { HOLD, blindFrom, conditionOf, conditionReason, isSeen } from '../sources/condition';
import { sourceId, type Condition, type SourceKey, type SourceState } from '../sources/types';
import type { Signal, Site, Workspace } from '../workspace/types';
import { alarmsKey, signalKey, type Gathered } from './gathered';
import { healthSource, requiredSources, watchesAlarms } from './required';
import { badness, worstOf, type Reason, type Status } from './types';

/** A signal with the condition of its data. */
export interface SiteSignal {
  readonly evaluation: SignalEvaluation;
  readonly source: SourceKey;
  readonly condition: Condition;
  readonly conditionReason: string | null;
}

export interface SiteEvaluation {
  readonly site: Site;
  readonly status: Status;
  readonly since: Ms;
  readonly blind: boolean;
  readonly was: Lost | null;
  readonly reasons: readonly Reason[];
  readonly signals: readonly SiteSignal[];
  readonly alarms: readonly JudgedAlarm[];
  readonly events: readonly { readonly event: HealthEvent; readonly counts: boolean }[];
  readonly healthViewMissing: string | null;
  readonly ordersLostPerMinute: number | null;
  readonly dataAt: Ms | null;
}

/**
 * S1 to S8 and S10 for one site. Pure: everything it reads is in its arguments. `now` is the local clock; `evaluate` may be a
 * remembering twin of evaluateSignal.
 */
export function evaluateSite(
  site: Site,
  workspace: Workspace,
  gathered: Gathered,
  now: Ms,
  evaluate: typeof evaluateSignal = evaluateSignal,
): SiteEvaluation {
  const reader = new Reader(gathered, now);
  const signals = signalsOf(site, gathered, reader, evaluate);
  const reasons: Reason[] = [];
  const lost: Lost[] = [];

  for (const one of signals) addSignal(one, reader, reasons, lost);
  const alarms = addAlarms(site, gathered, reader, reasons, lost);
  for (const key of requiredSources(site)) addBlindness(key, reader, reasons);
  addNothingWatched(site, alarms, reader, reasons);

  const ownBreach = reasons.some((reason) => reason.severity === 'critical' || reason.severity === 'warning');
  const events = addEvents(site, workspace, gathered, reader, ownBreach, reasons, lost);
  const healthViewMissing = addHealthView(site, reader, reasons);

  const was = worstLost(lost);
  const status = worstOf(reasons.flatMap((reason) => (reason.severity === 'info' ? [] : [reason.severity])));
  const blind = requiredSources(site).some((key) => !reader.isSeen(key));
  if (status === 'ok') reasons.unshift(allWell(site, signals, alarms, reader));
  if (status === 'unknown') sayWhatWas(was, reasons, now);
  reasons.sort((a, b) => rankOf(a) - rankOf(b) || a.since - b.since);
  const deciding = reasons.filter((reason) => reason.severity === status);
  const orders = signals.flatMap(({ evaluation }) => evaluation.ordersLostPerMinute ?? []);
  const answered = requiredSources(site).map((key) => reader.source(key)?.lastGoodAt ?? null);
  return {
    site,
    status,
    since: Math.min(...deciding.map((reason) => reason.since)),
    blind,
    was: status === 'unknown' ? was : null,
    reasons,
    signals,
    alarms,
    events,
    healthViewMissing,
    ordersLostPerMinute: orders.length === 0 ? null : orders.reduce((sum, value) => sum + value, 0),
    dataAt: answered.length === 0 || answered.includes(null) ? null : Math.min(...answered.flatMap((at) => at ?? [])),
  };
}

/** What was known before blindness or silence outlived its hold: when it was last so, and since when. */
export interface Lost {
  readonly status: Status;
  readonly at: Ms;
  readonly since: Ms;
}

const rankOf = (reason: Reason): number => (reason.severity === 'info' ? 9 : badness(reason.severity));

/** The worst of what was known, in the order S1 but with unknown last: "was unknown" says nothing. */
function worstLost(lost: readonly Lost[]): Lost | null {
  const order: readonly Status[] = ['critical', 'warning', 'maintenance', 'ok', 'unknown'];
  return [...lost].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.at - a.at)[0] ?? null;
}

/** S2: an unknown site says "was critical 02:14", in the reason that stands first; a signal's own reason has said it already. */
function sayWhatWas(was: Lost | null, reasons: Reason[], now: Ms): void {
  if (was === null || (was.status !== 'critical' && was.status !== 'warning')) return;
  const words = `was ${was.status} ${utcText(was.at, now)}`;
  const at = reasons.findIndex((reason) => reason.kind === 'blind');
  const blind = reasons[at];
  if (blind !== undefined) reasons[at] = { ...blind, text: `${blind.text}; ${words}` };
}

function alarmWords(alarm: Alarm, severity: AlarmSeverity): string {
  if (severity !== 'unknown') return 'is in ALARM';
  if (alarm.state === 'UNKNOWN') return `has a state that is not understood (${alarm.reason})`;
  return alarm.evaluationState === null
    ? 'has not enough data'
    : `cannot be evaluated by AWS (${alarm.evaluationState})`;
}

/** Reads sources by key at one instant. */
class Reader {
  readonly now: Ms;
  /** Since when anybody looks: an instant that stands still, for what has no other. */
  readonly began: Ms;
  private readonly gathered: Gathered;

  constructor(gathered: Gathered, now: Ms) {
    this.gathered = gathered;
    this.now = now;
    this.began = Math.min(gathered.since ?? now, now);
  }

  source(key: SourceKey): SourceState | null {
    return this.gathered.sources.get(sourceId(key)) ?? null;
  }

  condition(key: SourceKey): Condition {
    const source = this.source(key);
    return source === null ? 'never' : conditionOf(source, this.now);
  }

  isSeen(key: SourceKey): boolean {
    return isSeen(this.condition(key));
  }

  /** S2: what was known to be worse still stands: the source is seen, or blind for less than 15 minutes. */
  holds(key: SourceKey): boolean {
    const source = this.source(key);
    const from = source === null ? null : blindFrom(source);
    return from !== null && this.now < from + HOLD;
  }

  why(key: SourceKey): string | null {
    const source = this.source(key);
    return source === null ? 'not asked yet' : conditionReason(source, this.now);
  }

  reason(
    kind: Reason['kind'],
    severity: Reason['severity'],
    text: string,
    since: Ms,
    key: SourceKey | null,
    subject: string | null,
  ): Reason {
    const lastGood = key === null ? null : (this.source(key)?.lastGoodAt ?? null);
    return {
      kind,
      severity,
      text,
      // S10: never without an instant, and never in the future, whatever the clock of the other side said.
      since: Number.isNaN(since) ? this.now : Math.max(0, Math.min(since, this.now)),
      source: key === null ? 'workspace' : sourceId(key),
      ageSeconds: key === null ? 0 : lastGood === null ? null : Math.max(0, Math.round((this.now - lastGood) / 1_000)),
      subject,
    };
  }
}

function signalsOf(
  site: Site,
  gathered: Gathered,
  reader: Reader,
  evaluate: typeof evaluateSignal,
): readonly SiteSignal[] {
  const dataOf = (id: string): SignalData => gathered.signals.get(signalKey(site.id, id)) ?? EMPTY_SIGNAL;
  const keyOf = (signal: Signal): SourceKey => ({
    account: signal.account,
    region: signal.region,
    api: 'GetMetricData',
  });
  const asOf = (signal: Signal): Ms => reader.source(keyOf(signal))?.lastGoodAwsAt ?? reader.now;
  const proves = (signal: Signal): boolean => provesTraffic(signal, dataOf(signal.id), asOf(signal));
  return site.signals.map((signal) => {
    const key = keyOf(signal);
    // Only a signal whose silence may count as ok has to be vouched for (S5).
    const traffic = signal.missing === 'ok' && site.signals.some((other) => other.id !== signal.id && proves(other));
    return {
      evaluation: evaluate(signal, dataOf(signal.id), site.timeZone, asOf(signal), traffic),
      source: key,
      condition: reader.condition(key),
      conditionReason: reader.why(key),
    };
  });
}

/** What one signal adds: its own state while its source is seen; what was worse while that is held; else only what it was. */
function addSignal({ evaluation, source }: SiteSignal, reader: Reader, reasons: Reason[], lost: Lost[]): void {
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

function addAlarms(
  site: Site,
  gathered: Gathered,
  reader: Reader,
  reasons: Reason[],
  lost: Lost[],
): readonly JudgedAlarm[] {
  const key: SourceKey = { account: site.account, region: site.region, api: 'DescribeAlarms' };
  const source = reader.source(key);
  if (!watchesAlarms(site) || source?.lastGoodAt == null) return [];
  const judged = judgeAlarms(
    site,
    gathered.alarms.get(alarmsKey(site.account, site.region)) ?? [],
    source.lastGoodAwsAt ?? reader.now,
  );
  const seen = reader.isSeen(key);
  for (const { alarm, severity, under } of judged.alarms) {
    if (severity === null || under !== null) continue; // A composite in ALARM replaces its children among the reasons (S6).
    const what = alarm.kind === 'composite' ? 'Composite alarm' : 'Alarm';
    const badge = alarm.badge === null ? '' : ` (${alarm.badge})`;
    const text = `${what} ${alarm.name} ${alarmWords(alarm, severity)}${badge}`;
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

const WHAT: Readonly<Record<SourceKey['api'], string>> = {
  GetMetricData: 'Metrics',
  DescribeAlarms: 'Alarms',
  Health: 'AWS Health',
};

/** S2: a required source that is neither live nor late makes the site unknown. */
function addBlindness(key: SourceKey, reader: Reader, reasons: Reason[]): void {
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
function addNothingWatched(site: Site, alarms: readonly JudgedAlarm[], reader: Reader, reasons: Reason[]): void {
  if (site.signals.length > 0 || alarms.length > 0) return;
  const key: SourceKey = { account: site.account, region: site.region, api: 'DescribeAlarms' };
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

function addEvents(
  site: Site,
  workspace: Workspace,
  gathered: Gathered,
  reader: Reader,
  ownBreach: boolean,
  reasons: Reason[],
  lost: Lost[],
): SiteEvaluation['events'] {
  const key = healthSource(site.account);
  const lastGood = reader.source(key)?.lastGoodAt ?? null;
  // S2: what a required view said outlives its blindness by 15 minutes only. One that is not required changes no status by being blind.
  const outlived = site.healthRequired && !reader.isSeen(key) && !reader.holds(key);
  const alone =
    workspace.sites.filter((other) => other.account === site.account && other.region === site.region).length === 1;
  const found: { event: HealthEvent; counts: boolean }[] = [];
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
function addHealthView(site: Site, reader: Reader, reasons: Reason[]): string | null {
  const key = healthSource(site.account);
  if (reader.isSeen(key)) return null;
  const source = reader.source(key);
  const since = source?.lastGoodAt ?? source?.failure?.at ?? reader.began;
  const why = reader.why(key);
  const text = `AWS view missing since ${utcText(since, reader.now)}: ${reader.condition(key)}${why === null ? '' : `, ${why}`}`;
  if (!site.healthRequired) reasons.push(reader.reason('health-view', 'info', text, since, key, null));
  return text;
}

/** S10: an ok site says what was looked at, and since when all of it is well. */
function allWell(site: Site, signals: readonly SiteSignal[], alarms: readonly JudgedAlarm[], reader: Reader): Reason {
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
