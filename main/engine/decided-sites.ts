import { isEqual } from '../../shared/lib/equal';
import { remembered } from '../../shared/lib/remembered';
import { SECOND, type Ms } from '../../shared/lib/time';
import type { evaluateSignal } from '../../shared/domain/signals/evaluate';
import { siteView } from '../../shared/domain/snapshot/build';
import { AGES } from '../../shared/domain/snapshot/patch';
import type { SiteView } from '../../shared/domain/snapshot/types';
import { sourceId } from '../../shared/domain/sources/types';
import { alarmsKey, signalKey, type Gathered } from '../../shared/domain/status/gathered';
import { healthSource, muteSource, requiredSources } from '../../shared/domain/status/required';
import { evaluateSite, type SiteEvaluation } from '../../shared/domain/status/site';
import type { Site, Workspace } from '../../shared/domain/workspace/types';

/** How long a site may stand undecided while nothing but the clock changed. */
const AGAIN: Ms = SECOND;

/** What deciding costs that changes nothing, beside one that makes the window draw a site anew. */
const LOOK = 0.2;

interface Decided {
  readonly evaluation: SiteEvaluation;
  readonly view: SiteView;
  /** What it was decided from: a site is decided again when one of these is another, or the clock went on. */
  readonly inputs: readonly unknown[];
  readonly at: Ms;
}

/** What was last decided of every site. Another answer of one source costs the sites that stand on it, not all. */
export class DecidedSites {
  private readonly evaluate: typeof evaluateSignal;
  private workspace: Workspace | null = null;
  private decided = new Map<string, Decided>();
  /** Sites are left that have news: they follow with the next call. */
  behind = false;

  constructor(evaluate: typeof evaluateSignal) {
    this.evaluate = evaluate;
  }

  /**
   * Decides what has news, the longest waiting first. After `most` sites that now look otherwise (or five times as many that
   * do not) the rest waits: it stays as it was, with its age, for some frames more. A site never decided does not wait.
   */
  decide(workspace: Workspace, gathered: Gathered, now: Ms, most: number): readonly Decided[] {
    if (workspace !== this.workspace) this.decided = new Map();
    this.workspace = workspace;
    const waiting = workspace.sites
      .map((site) => ({ site, inputs: inputsOf(site, gathered), before: this.decided.get(site.id) }))
      .filter(({ inputs, before }) => before === undefined || hasNews(before, inputs, now))
      .sort((a, b) => (a.before?.at ?? -Infinity) - (b.before?.at ?? -Infinity));
    let spent = 0;
    this.behind = false;
    for (const { site, inputs, before } of waiting) {
      if (before !== undefined && spent >= most) {
        this.behind = true;
        break;
      }
      const evaluation = evaluateSite(site, workspace, gathered, now, this.evaluate);
      const view = siteView(evaluation, workspace);
      // What it cost matters only where some may have to wait.
      if (waiting.length > most) spent += isEqual(before?.view, view, AGES) ? LOOK : 1;
      this.decided.set(site.id, { evaluation, view, inputs, at: now });
    }
    return workspace.sites.flatMap((site) => this.decided.get(site.id) ?? []);
  }
}

const hasNews = (before: Decided, inputs: readonly unknown[], now: Ms): boolean =>
  Math.abs(now - before.at) >= AGAIN || inputs.some((input, index) => input !== before.inputs[index]);

/** Under which keys evaluateSite reads what is gathered. */
const keysOf = remembered((site: Site) => ({
  alarms: alarmsKey(site.account, site.region),
  mutes: sourceId(muteSource(site)),
  signals: site.signals.map((signal) => signalKey(site.id, signal.id)),
  sources: [...requiredSources(site), healthSource(site.account)].map(sourceId),
}));

/** Everything evaluateSite reads of what is gathered; all of it is replaced, never changed in place. */
function inputsOf(site: Site, gathered: Gathered): readonly unknown[] {
  const { alarms, mutes, signals, sources } = keysOf(site);
  return [
    gathered.since,
    gathered.declared?.get(site.id),
    gathered.events.get(site.account),
    gathered.alarms.get(alarms),
    gathered.mutes?.get(mutes),
    ...signals.map((key) => gathered.signals.get(key)),
    ...sources.map((id) => gathered.sources.get(id)),
  ];
}
