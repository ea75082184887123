import type { Ms } from '../../lib/time';
import { utcText } from '../../lib/words';
import type { JudgedAlarm } from '../alarms/rules';
import { evaluateSignal, provesTraffic } from '../signals/evaluate';
import { EMPTY_SIGNAL } from '../signals/merge';
import type { SignalData } from '../signals/types';
import type { Signal, Site, Workspace } from '../workspace/types';
import { withDeclared } from './declared';
import {
  addAlarms,
  addBlindness,
  addEvents,
  addHealthView,
  addNothingWatched,
  addSignal,
  allWell,
  type Lost,
  type SiteEvent,
  type SiteSignal,
} from './evidence';
import { signalKey, type Gathered } from './gathered';
import { requiredSources, signalSource } from './required';
import { SourceReader } from './source-reader';
import { badness, worstOf, type Reason, type Status } from './types';

/** What was decided of one site, and why. */
export interface SiteEvaluation {
  readonly site: Site;
  readonly status: Status;
  readonly since: Ms;
  readonly blind: boolean;
  readonly was: Lost | null;
  readonly reasons: readonly Reason[];
  readonly signals: readonly SiteSignal[];
  readonly alarms: readonly JudgedAlarm[];
  readonly events: readonly SiteEvent[];
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
  const reader = new SourceReader(gathered, now);
  const signals = signalsOf(site, gathered, reader, evaluate);
  let reasons: Reason[] = [];
  const lost: Lost[] = [];

  for (const one of signals) addSignal(one, reader, reasons, lost);
  const alarms = addAlarms(site, gathered, reader, reasons, lost);
  for (const key of requiredSources(site)) addBlindness(key, reader, reasons);
  addNothingWatched(site, alarms, reader, reasons);

  const ownBreach = reasons.some((reason) => reason.severity === 'critical' || reason.severity === 'warning');
  const events = addEvents(site, workspace, gathered, reader, ownBreach, reasons, lost);
  const healthViewMissing = addHealthView(site, reader, reasons);
  // Last: an own breach that somebody announced is one all the same where an AWS issue asks for it (S7).
  reasons = withDeclared(site, gathered, now, reasons);

  const known = worstLost(lost);
  const status = worstOf(reasons.flatMap((reason) => (reason.severity === 'info' ? [] : [reason.severity])));
  const blind = requiredSources(site).some((key) => !reader.isSeen(key));
  if (status === 'ok') reasons.unshift(allWell(site, signals, alarms, reader));
  reasons.sort((a, b) => rankOf(a) - rankOf(b) || a.since - b.since);
  // S2: also where something milder is still seen, what was worse is said and keeps its place.
  const was = known !== null && (status === 'unknown' || badness(known.status) < badness(status)) ? known : null;
  sayWhatWas(was, reasons, now);
  const deciding = reasons.filter((reason) => reason.severity === status);
  const orders = signals.flatMap(({ evaluation }) => evaluation.ordersLostPerMinute ?? []);
  const answered = [
    ...requiredSources(site).map((key) => reader.source(key)?.lastGoodAt ?? null),
    ...signals.map((one) => askedAt(one, reader)),
  ];
  return {
    site,
    status,
    since: Math.min(...deciding.map((reason) => reason.since)),
    blind,
    was,
    reasons,
    signals,
    alarms,
    events,
    healthViewMissing,
    ordersLostPerMinute: orders.length === 0 ? null : orders.reduce((sum, value) => sum + value, 0),
    dataAt: answered.length === 0 || answered.includes(null) ? null : Math.min(...answered.flatMap((at) => at ?? [])),
  };
}

const rankOf = (reason: Reason): number => (reason.severity === 'info' ? 9 : badness(reason.severity));

/** The worst of what was known, in the order S1 but with unknown last: "was unknown" says nothing. */
function worstLost(lost: readonly Lost[]): Lost | null {
  const order: readonly Status[] = ['critical', 'warning', 'maintenance', 'ok', 'unknown'];
  return [...lost].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || b.at - a.at)[0] ?? null;
}

/** S2: a site that lost sight of something worse says "was critical 02:14", in its first reason of blindness; a signal's own reason has said it already. */
function sayWhatWas(was: Lost | null, reasons: Reason[], now: Ms): void {
  if (was === null || (was.status !== 'critical' && was.status !== 'warning')) return;
  const words = `was ${was.status} ${utcText(was.at, now)}`;
  const at = reasons.findIndex((reason) => reason.kind === 'blind');
  const blind = reasons[at];
  if (blind !== undefined) reasons[at] = { ...blind, text: `${blind.text}; ${words}` };
}

/**
 * When a signal was last asked, by the local clock. A source may have answered since without it (P4: lower environments are asked
 * less often than production beside them), and its answer must not look younger than it is.
 */
function askedAt({ evaluation, source }: SiteSignal, reader: SourceReader): Ms | null {
  const state = reader.source(source);
  if (state?.lastGoodAt == null) return null;
  const behind =
    evaluation.askedTo === null ? 0 : Math.max(0, (state.lastGoodAwsAt ?? state.lastGoodAt) - evaluation.askedTo);
  return state.lastGoodAt - behind;
}

function signalsOf(
  site: Site,
  gathered: Gathered,
  reader: SourceReader,
  evaluate: typeof evaluateSignal,
): readonly SiteSignal[] {
  const dataOf = (id: string): SignalData => gathered.signals.get(signalKey(site.id, id)) ?? EMPTY_SIGNAL;
  const asOf = (signal: Signal): Ms => reader.source(signalSource(signal))?.lastGoodAwsAt ?? reader.now;
  const proves = (signal: Signal): boolean => provesTraffic(signal, dataOf(signal.id), asOf(signal));
  return site.signals.map((signal) => {
    const key = signalSource(signal);
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
