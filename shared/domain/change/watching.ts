import { sayIn } from '../../lib/numbers';
import { MINUTE, type Ms } from '../../lib/time';
import { listText } from '../../lib/words';
import { GUARD_VERDICTS, type GuardAnswer, type GuardVerdict } from '../guard/types';
import type { SignalView, SiteView } from '../snapshot/types';
import { bakedAt } from './rules';
import type { AbortSignal, ChangeLogLine, ChangeView } from './types';

/** A line that Meridian writes into the log of a change that runs. */
export interface WatchLine {
  readonly kind: 'guard' | 'signal';
  readonly text: string;
  readonly about: string;
}

export interface WatchFacts {
  readonly change: ChangeView;
  readonly guard: GuardAnswer;
  /** Since when the guard has said that, as far as anybody looked. */
  readonly guardSince: Ms;
  readonly sites: readonly SiteView[];
  readonly now: Ms;
}

/** A better verdict is told once it has lasted; a worse one at once (as S4 for signals). */
export const BETTER_LASTS: Ms = MINUTE;
const SEEN: ReadonlySet<SignalView['condition']> = new Set(['live', 'late', 'partial']);

/**
 * What has to be written now: transitions since the change was started that its log does not tell of yet. Pure: another machine with the
 * same log and the same picture, and this one after a restart, say nothing twice.
 */
export function watchLines(facts: WatchFacts): readonly WatchLine[] {
  const said = saidSinceStart(facts.change.log);
  const sight = sightLine(facts, said);
  return [
    ...sight.lines,
    ...facts.change.abortSignals.flatMap((abort) => abortLine(facts, abort, said) ?? []),
    // What a guard says that does not see is not a verdict on the change.
    ...(sight.isLost ? [] : verdictLines(facts, said)),
    ...bakeLines(facts, said),
  ];
}

interface Said {
  /** The newest line about each thing: what is before the colon of `about`. */
  readonly about: ReadonlyMap<string, string>;
  /** What the guard said at the start. */
  readonly verdict: string | null;
}

/** The log is newest first. */
function saidSinceStart(log: readonly ChangeLogLine[]): Said {
  const about = new Map<string, string>();
  for (const line of log) {
    if (line.type === 'state' && line.state === 'running') return { about, verdict: line.verdict ?? null };
    if ((line.type !== 'guard' && line.type !== 'signal') || line.about === undefined) continue;
    const at = line.about.lastIndexOf(':');
    const what = line.about.slice(0, at);
    if (!about.has(what)) about.set(what, line.about.slice(at + 1));
  }
  return { about, verdict: null };
}

/** Signals that the change stands on, with where they are. */
function signalsOf({ change, sites }: WatchFacts) {
  const named = new Map([...change.watched, ...change.abortSignals].map((one) => [`${one.site}/${one.signal}`, one]));
  return [...named.values()].map(({ site: siteId, signal: id }) => {
    const site = sites.find((one) => one.id === siteId);
    const signal = site?.signals.find((one) => one.id === id);
    return {
      site: site?.name ?? siteId,
      name: signal?.name ?? id,
      condition: signal?.condition ?? 'not in the workspace',
    };
  });
}

function sightLine(facts: WatchFacts, said: Said): { readonly isLost: boolean; readonly lines: readonly WatchLine[] } {
  const unseen = signalsOf(facts).filter(({ condition }) => !SEEN.has(condition as SignalView['condition']));
  const before = said.about.get('sight') ?? 'seen';
  const line = (text: string, now: string): WatchLine => ({ kind: 'signal', text, about: `sight:${now}` });
  if (unseen.length === 0) {
    const lines = before === 'lost' ? [line('What it watches is seen again', 'seen')] : [];
    return { isLost: false, lines };
  }
  const what = listText(unseen.map(({ site, name, condition }) => `${name} of ${site} is ${condition}`));
  return { isLost: true, lines: before === 'lost' ? [] : [line(`How it does cannot be told: ${what}`, 'lost')] };
}

function abortLine(facts: WatchFacts, abort: AbortSignal, said: Said): WatchLine | null {
  const site = facts.sites.find(({ id }) => id === abort.site);
  const signal = site?.signals.find(({ id }) => id === abort.signal);
  if (site === undefined || signal === undefined || !SEEN.has(signal.condition) || signal.state === 'unknown')
    return null;
  const isBeyond = signal.state === 'critical' || (abort.at === 'warning' && signal.state === 'warning');
  const before = said.about.get(`abort:${abort.id}`) ?? 'inside';
  if (isBeyond === (before === 'beyond')) return null;
  const where = facts.change.sites.length > 1 ? `${site.name}: ` : '';
  const limit = abort.at === 'warning' ? (signal.warning ?? signal.critical) : signal.critical;
  const say = sayIn(
    signal.unit,
    [signal.value, limit].flatMap((one) => one ?? []),
  );
  const value = signal.value === null ? '' : ` ${say(signal.value)}`;
  const bound = `its ${abort.at} limit${limit === null ? '' : ` of ${say(limit)}`}`;
  const text = isBeyond
    ? `${where}${signal.name}${value} is beyond ${bound}: stop, says the plan`
    : `${where}${signal.name}${value} is inside ${bound} again`;
  return { kind: 'signal', text, about: `abort:${abort.id}:${isBeyond ? 'beyond' : 'inside'}` };
}

const rank = (verdict: GuardVerdict): number => GUARD_VERDICTS.indexOf(verdict);
const verdictNamed = (name: string | null | undefined): GuardVerdict | null =>
  GUARD_VERDICTS.find((one) => one === name) ?? null;

function verdictLines({ guard, guardSince, now }: WatchFacts, said: Said): readonly WatchLine[] {
  const before = verdictNamed(said.about.get('verdict') ?? said.verdict);
  const { verdict } = guard;
  if (before === verdict) return [];
  if (before !== null && rank(verdict) < rank(before) && now - guardSince < BETTER_LASTS) return [];
  const because = guard.findings.filter(({ severity, overridden }) => (overridden ? 'caution' : severity) === verdict);
  const why = because.length === 0 ? '' : `: ${listText(because.map(({ text }) => text))}`;
  const text = before === null ? `Verdict is ${verdict}${why}` : `Verdict went from ${before} to ${verdict}${why}`;
  return [{ kind: 'guard', text, about: `verdict:${verdict}` }];
}

function bakeLines({ change, now }: WatchFacts, said: Said): readonly WatchLine[] {
  const over = bakedAt(change);
  if (change.state !== 'baking' || over === null || now < over) return [];
  const about = `baked-${change.times.bakingAt ?? 0}`;
  if (said.about.has(about)) return [];
  return [{ kind: 'signal', text: `Bake time of ${change.bakeMinutes} min is over`, about: `${about}:over` }];
}
