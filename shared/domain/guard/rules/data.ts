import type { Ms } from '../../../lib/time';
import type { SignalView, SiteView } from '../../snapshot/types';
import type { Condition } from '../../sources/types';
import { listText } from '../../../lib/words';
import { against, columnOf, type Judged, type Known, type Outcome, type Rule } from '../rule';
import { answerText, sourceText } from '../words';

interface Seen {
  readonly site: SiteView;
  readonly signal: SignalView;
  readonly isLive: boolean;
}
type Signals = ReadonlyMap<string, ReadonlyMap<string, Seen>>;
interface Group {
  readonly site: SiteView;
  readonly condition: Condition;
  readonly source: string;
  readonly reasons: Set<string>;
  readonly names: string[];
}

/** S5: an answer without data is an answer, and nothing to judge by. */
const isHeard = ({ condition, state }: SignalView): boolean => condition === 'live' && state !== 'unknown';

/** A change that nobody can watch is not begun: every signal it is watched by is live, and its sites are seen. */
export const dataRule: Rule = (known) => {
  const { sources, facts, now } = known;
  const isLive = (id: string): boolean => sources.get(id)?.condition === 'live';
  const signals = new Map(
    facts.sites.map((site) => [
      site.id,
      new Map(
        site.signals.map((signal): [string, Seen] => [
          signal.id,
          { site, signal, isLive: isHeard(signal) && isLive(signal.source) },
        ]),
      ),
    ]),
  );
  // What AWS Health says is a finding of its own.
  const lit = new Set(
    facts.sites.filter(
      (site) =>
        site.status !== 'unknown' &&
        !site.blind &&
        site.sources.every((id) => isLive(id) || sources.get(id)?.api === 'Health'),
    ),
  );
  const passed = new Map<Ms | null, readonly Outcome[]>();
  return (judged) => {
    const { sites, change } = judged;
    const isNamed = change.watched.length > 0 || change.abortSignals.length > 0;
    const isSeen = (one: { readonly site: string; readonly signal: string }): boolean =>
      signals.get(one.site)?.get(one.signal)?.isLive ?? false;
    const isWell =
      sites.every(
        (site) => lit.has(site) && (isNamed || site.signals.every(({ id }) => isSeen({ site: site.id, signal: id }))),
      ) &&
      change.watched.every(isSeen) &&
      change.abortSignals.every(isSeen);
    if (!isWell) return notWell(judged, known, signals);
    if (sites.length === 0) return [];
    let oldest: Ms | null = null;
    for (const { dataAt } of sites) if (dataAt !== null && (oldest === null || dataAt < oldest)) oldest = dataAt;
    let live = passed.get(oldest);
    if (live === undefined) {
      const datum = { source: 'signals and alarms', at: oldest };
      live = [{ rule: 'data', text: 'Its signals are live', detail: `${answerText(oldest, now)}.`, datum }];
      passed.set(oldest, live);
    }
    return live;
  };
};

function notWell(judged: Judged, known: Known, signals: Signals): readonly Outcome[] {
  const { sites, change } = judged;
  const { sources } = known;
  const outcomes: Outcome[] = [];
  const groups = new Map<string, Group>();
  const add = (
    site: SiteView,
    condition: Condition,
    source: string,
    name: string | null,
    reason: string | null,
  ): void => {
    const key = `${source} ${condition} ${site.id}`;
    const group = groups.get(key) ?? { site, condition, source, reasons: new Set(), names: [] };
    if (name !== null) group.names.push(name);
    if (reason !== null) group.reasons.add(reason);
    groups.set(key, group);
  };

  // What it is watched by and stopped by; all signals of its sites where it names none.
  const views = new Set<Seen>();
  const named = [...change.watched, ...change.abortSignals];
  const gone = new Map<string, Outcome>();
  for (const one of named) {
    const seen = signals.get(one.site)?.get(one.signal);
    if (seen === undefined) gone.set(`${one.site} ${one.signal}`, missing(judged, known, one.site, one.signal));
    else views.add(seen);
  }
  outcomes.push(...gone.values());
  if (named.length === 0)
    for (const { id } of sites) for (const seen of signals.get(id)?.values() ?? []) views.add(seen);

  for (const { site, signal, isLive } of views) {
    if (isLive) continue;
    const source = sources.get(signal.source);
    const its = source?.condition ?? 'never';
    const { condition, conditionReason: reason } = signal;
    // What a source does to all of its signals is said once; what one of them has by itself is a thing of its own.
    if (its !== 'live' && (condition === 'live' || condition === its))
      add(site, its, signal.source, signal.name, reason ?? source?.reason ?? null);
    else outcomes.push(amiss(site, signal, judged, known));
  }
  for (const site of sites) {
    for (const id of site.sources) {
      const source = sources.get(id);
      // What AWS Health says is a finding of its own.
      if (source?.api === 'Health' || source?.condition === 'live') continue;
      add(site, source?.condition ?? 'never', id, null, source?.reason ?? null);
    }
    if (site.status === 'unknown' || site.blind) outcomes.push(unseen(site, known));
  }
  for (const group of groups.values()) outcomes.push(notLive(group, judged, known));
  return outcomes;
}

/** A signal may be watched at a site that is not changed: then the strictest of the changed ones decides. */
const severityAt = (site: SiteView | undefined, { sites, isStrict }: Judged): 'hold' | 'caution' =>
  site !== undefined && sites.includes(site) ? columnOf(site) : isStrict ? 'hold' : 'caution';

const missing = (judged: Judged, { sites }: Known, siteId: string, signalId: string): Outcome =>
  against('data', `no-signal:${signalId}`, {
    severity: severityAt(sites.get(siteId), judged),
    text: `It is watched by ${signalId} of ${sites.get(siteId)?.name ?? siteId}, which the workspace has not`,
    detail: 'The signal was renamed or removed: nothing is measured.',
    sites: [siteId],
    datum: judged.plan,
  });

const unseen = (site: SiteView, { now }: Known): Outcome =>
  against('data', 'site', {
    severity: columnOf(site),
    text: `${site.name} is ${site.status === 'unknown' ? 'unknown' : 'partly not seen'}`,
    detail: `${site.reasons.find(({ severity }) => severity === 'unknown')?.text ?? 'A source that it needs does not answer'}; ${answerText(site.dataAt, now)}.`,
    sites: [site.id],
    datum: { source: `signals and alarms of ${site.name}`, at: site.dataAt },
  });

function amiss(site: SiteView, signal: SignalView, judged: Judged, { now, sources }: Known): Outcome {
  const source = sources.get(signal.source);
  const at = source?.lastGoodAt ?? null;
  const isSilent = signal.condition === 'live';
  const is = isSilent ? 'unknown' : signal.condition;
  const silence = site.reasons.find(({ severity, subject }) => severity === 'unknown' && subject === signal.id)?.text;
  const why = isSilent ? (silence ?? 'It has no data') : (signal.conditionReason ?? 'Why is not known');
  return against('data', `${signal.id} ${is}`, {
    severity: severityAt(site, judged),
    text: `${signal.name} of ${site.name} is ${is}, not live`,
    detail: `${why}; ${answerText(at, now)}.`,
    sites: [site.id],
    datum: { source: source === undefined ? signal.source : sourceText(source), at },
  });
}

function notLive({ site, condition, source: id, reasons, names }: Group, judged: Judged, known: Known): Outcome {
  const source = known.sources.get(id);
  const name = source === undefined ? id : sourceText(source);
  const at = source?.lastGoodAt ?? null;
  const sorted = [...names].sort();
  return against('data', `${id} ${condition}`, {
    severity: severityAt(site, judged),
    text:
      sorted.length === 0
        ? `${name}, which ${site.name} needs, is ${condition}`
        : `${listText(sorted)} of ${site.name} ${sorted.length === 1 ? 'is' : 'are'} ${condition}, not live`,
    detail: `${[name, ...[...reasons].sort()].join('; ')}; ${answerText(at, known.now)}.`,
    sites: [site.id],
    datum: { source: name, at },
  });
}
