import { rememberedWith } from '../../shared/lib/remembered';
import { MINUTE, floorTo, type Ms } from '../../shared/lib/time';
import { ifThenItems } from '../../shared/domain/attention/if-then';
import { rankAttention } from '../../shared/domain/attention/rank';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import { rulesOf } from '../../shared/domain/guard/rules-of';
import { evaluateSignal, type SignalEvaluation } from '../../shared/domain/signals/evaluate';
import { newestComplete } from '../../shared/domain/signals/fold';
import type { SignalData } from '../../shared/domain/signals/types';
import { outsideList } from '../../shared/domain/outside/rules';
import type { OutsideRun } from '../../shared/domain/outside/types';
import { besideSources, knownSources } from '../../shared/domain/sources/known';
import { eventViews, muteViews, signInViews, sourceView, teamViews } from '../../shared/domain/snapshot/build';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { SignIn } from '../../shared/domain/sources/sign-in';
import { sourceId, type SourceId, type SourceState } from '../../shared/domain/sources/types';
import { addUsage, spendView, type DayUsage } from '../../shared/domain/spend/meter';
import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import { signalKey, type Gathered } from '../../shared/domain/status/gathered';
import { allSources } from '../../shared/domain/status/required';
import type { Workspace } from '../../shared/domain/workspace/types';
import { DecidedSites } from './decided-sites';
import { questionsOf } from './questions';

/** What the board is of: a workspace and where it came from. */
export interface Scope {
  readonly workspace: Workspace;
  readonly file: string | null;
  readonly demo: boolean;
  readonly problem: string | null;
}

/**
 * What an engine leaves for the first picture of the next start: all that the rules need of what a store remembers, without the
 * points. A signal is judged as of the last good answer of its source, so its verdict stays what it is until the next answer,
 * however much time passes; all the clock changes is decided from it anew.
 */
export interface KeptBoard {
  readonly scope: Scope;
  readonly sources: ReadonlyMap<SourceId, SourceState>;
  readonly alarms: ReadonlyMap<string, readonly Alarm[]>;
  readonly events: ReadonlyMap<string, readonly HealthEvent[]>;
  readonly mutes: ReadonlyMap<SourceId, readonly MuteRule[]>;
  readonly outside: ReadonlyMap<SourceId, readonly OutsideRun[]>;
  readonly acknowledged: ReadonlyMap<string, Ms>;
  readonly usage: readonly DayUsage[];
  /** By signal key; of signals whose source ever answered. */
  readonly evaluations: ReadonlyMap<string, SignalEvaluation>;
}

/** What the sweeps of one source cost, in billed units (P5). */
interface SweepCost {
  /** Counted since the last sweep ended. */
  readonly current: number;
  /** Of the first sweep, which asks everything: no later one costs more, but history may be asked meanwhile. */
  readonly whole: number | null;
  /** Of the last sweeps, oldest first: those of slower signals are dearer than those between them. */
  readonly recent: readonly number[];
}
/** An hour of the usual pace. */
const RECENT_SWEEPS = 60;

export interface BoardOptions {
  /** When the picture was made that this board goes on from; left out: its own first one begins it. */
  readonly began?: Ms | null;
  /** Left out: the rule itself. */
  readonly evaluate?: typeof evaluateSignal;
}

/**
 * Everything gathered, and the picture that follows from it. It holds plain values and asks the pure rules; it knows no
 * network, no store and no clock of its own.
 */
export class Board {
  readonly sources = new Map<SourceId, SourceState>();
  readonly signals = new Map<string, SignalData>();
  readonly alarms = new Map<string, readonly Alarm[]>();
  readonly events = new Map<string, readonly HealthEvent[]>();
  /** Rules by which alarms are muted, as their source last told them. */
  readonly mutes = new Map<SourceId, readonly MuteRule[]>();
  /** Changes from outside, as their source last told them. */
  readonly outside = new Map<SourceId, readonly OutsideRun[]>();
  readonly acknowledged = new Map<string, Ms>();
  /** Sources that gave an answer or a failure since the start: until all did, the picture is the last known state (P9). */
  readonly heard = new Set<SourceId>();
  /** By account: until when this machine is signed in. */
  readonly signIns = new Map<string, SignIn>();
  usage: readonly DayUsage[] = [];
  /** By site (S8). */
  declared: NonNullable<Gathered['declared']> = new Map();
  /** What the last shift said to do when something happens. */
  watched: readonly WatchedIfThen[] = [];
  private readonly costs = new Map<SourceId, SweepCost>();
  /** By signal key: what is asked. Data of another question is not its data. */
  questions: ReadonlyMap<string, string>;
  private scope: Scope;
  /** When the first picture of this version of the workspace was made. */
  private began: Ms | null;
  private readonly evaluate: typeof evaluateSignal;
  private readonly evaluated = new WeakMap<
    SignalData,
    { readonly args: readonly unknown[]; readonly result: SignalEvaluation }
  >();

  constructor(scope: Scope, { began = null, evaluate = evaluateSignal }: BoardOptions = {}) {
    this.scope = scope;
    this.began = began;
    this.evaluate = evaluate;
    this.questions = questionsOf(scope.workspace);
  }

  get workspace(): Workspace {
    return this.scope.workspace;
  }

  /** Another version of the workspace: what no site asks for any more is forgotten, and so is what its question no longer means. */
  rescope(scope: Scope): void {
    const before = this.questions;
    const { workspace } = this;
    this.scope = scope;
    this.questions = questionsOf(scope.workspace);
    for (const key of [...this.signals.keys()])
      if (before.get(key) !== this.questions.get(key)) this.signals.delete(key);
    const sources = new Set(knownSources(scope.workspace).map(sourceId));
    for (const id of [...this.sources.keys()]) if (!sources.has(id)) this.sources.delete(id);
    for (const id of [...this.heard]) if (!sources.has(id)) this.heard.delete(id);
    for (const id of [...this.mutes.keys()]) if (!sources.has(id)) this.mutes.delete(id);
    for (const id of [...this.outside.keys()]) if (!sources.has(id)) this.outside.delete(id);
    if (scope.workspace === workspace) return;
    // Other questions cost something else: the next sweep tells.
    this.costs.clear();
    this.began = null;
    for (const account of [...this.events.keys()])
      if (!scope.workspace.accounts.has(account)) this.events.delete(account);
    for (const [account, { profile }] of this.signIns)
      if (scope.workspace.accounts.get(account)?.profile !== profile) this.signIns.delete(account);
  }

  /** Takes over the state of a source. A failure that goes on keeps the time at which it began, so that `since` stands still. */
  setSource(source: SourceState): void {
    const id = sourceId(source);
    const before = this.sources.get(id);
    const began = before?.failure?.at;
    const failure =
      source.failure === null || began === undefined
        ? source.failure
        : { ...source.failure, at: Math.min(began, source.failure.at) };
    // Polling knows only this run; what an earlier one heard stays true until this one hears something.
    const lastGoodAt = source.lastGoodAt ?? before?.lastGoodAt ?? null;
    const lastGoodAwsAt = source.lastGoodAwsAt ?? before?.lastGoodAwsAt ?? null;
    this.sources.set(id, { ...source, lastGoodAt, lastGoodAwsAt, failure });
    if (source.failure !== null || source.lastGoodAt !== null) this.heard.add(id);
  }

  /** Counts one request; `units` are what AWS bills (P5). Source null: it belongs to no sweep. */
  addUsage(source: SourceId | null, at: Ms, operation: string, units: number): void {
    this.usage = addUsage(this.usage, at, operation, 1, units);
    if (source === null) return;
    const known = this.costs.get(source) ?? { current: 0, whole: null, recent: [] };
    this.costs.set(source, { ...known, current: known.current + units });
  }

  /**
   * Signals of a source came: what was counted since those before is the cost of a sweep. Not where the source was not
   * answered anew: that was history, or a sweep that failed in part, and neither is the usual pace. Called before setSource.
   */
  endSweep(source: SourceState): void {
    const id = sourceId(source);
    const known = this.costs.get(id);
    if (known === undefined || known.current === 0) return;
    const whole = known.whole ?? known.current;
    const isSweep = source.lastGoodAt !== null && source.lastGoodAt !== this.sources.get(id)?.lastGoodAt;
    this.costs.set(
      id,
      isSweep
        ? { current: 0, whole, recent: [...known.recent, Math.min(whole, known.current)].slice(-RECENT_SWEEPS) }
        : { ...known, current: 0 },
    );
  }

  private unitsPerSecond(): number {
    let sum = 0;
    for (const [id, { recent }] of this.costs) {
      const usual = recent.reduce((all, one) => all + one, 0) / Math.max(1, recent.length);
      sum += usual / (this.sources.get(id)?.intervalSeconds ?? 60);
    }
    return sum;
  }

  /** Most pictures follow one of the same minute in which nothing was asked. */
  private readonly spend = rememberedWith(spendView);

  private gathered(since: Ms): Gathered {
    const { sources, signals, alarms, mutes, events, acknowledged, declared } = this;
    return { sources, signals, alarms, mutes, events, acknowledged, declared, since };
  }

  /** News is left that the last picture did not take in. */
  get behind(): boolean {
    return this.decided.behind;
  }

  /**
   * The picture at an instant of the local clock. It takes in what changes at most `most` sites: where everything changes at
   * once, a picture of everything would hold up whoever makes, sends and draws it.
   */
  picture(seq: number, now: Ms, most = Infinity): Snapshot {
    const { workspace, file, demo, problem } = this.scope;
    this.began ??= now;
    const gathered = this.gathered(this.began);
    const decided = this.decided.decide(workspace, gathered, now, most);
    const needed = allSources(workspace);
    // No status needs them: they are among the sources once they are asked, or were once.
    const beside = besideSources(workspace).filter((key) => this.sources.has(sourceId(key)));
    const budget =
      workspace.budget === null ? null : workspace.budget.cloudwatchUsdPerMonth / workspace.budget.installations;
    return {
      seq,
      generatedAt: now,
      demo,
      workspace: { id: workspace.id, name: workspace.name, file, problem },
      sites: decided.map((one) => one.view),
      sources: [...needed, ...beside].map((key) => {
        const gaps =
          key.api === 'Health'
            ? (this.events.get(key.account) ?? []).flatMap(({ incomplete }) => incomplete ?? [])
            : [];
        return sourceView(this.sources.get(sourceId(key)) ?? { ...key, ...NEVER }, now, gaps);
      }),
      events: eventViews(workspace, gathered, now),
      mutes: muteViews(workspace, gathered),
      outside: outsideList(this.outside.values(), now),
      attention: rankAttention(
        decided.map((one) => one.evaluation),
        this.acknowledged,
        ifThenItems(this.watched, workspace, gathered, now),
      ),
      signIns: signInViews(workspace, this.signIns),
      teams: teamViews(workspace),
      rules: rulesOf(workspace),
      // By the minute: a forecast that moves with every tick would be news every second.
      spend: this.spend(this.usage, floorTo(now, MINUTE), this.unitsPerSecond(), budget),
      restoring: needed.some((key) => !this.heard.has(sourceId(key))),
    };
  }

  /** What a later start can make its first picture of, when this one has heard its last. */
  keep(now: Ms): KeptBoard {
    const { scope, sources, alarms, events, mutes, outside, acknowledged, usage } = this;
    const decided = this.decided.decide(this.workspace, this.gathered(this.began ?? now), now, Infinity);
    const evaluations = decided.flatMap(({ evaluation: { site, signals } }) =>
      signals
        .filter(({ source }) => sources.get(sourceId(source))?.lastGoodAt != null)
        .map(({ evaluation }) => [signalKey(site.id, evaluation.signal.id), evaluation] as const),
    );
    return { scope, sources, alarms, events, mutes, outside, acknowledged, usage, evaluations: new Map(evaluations) };
  }

  /** A signal is judged again only when its data, or what it is judged by, changed. */
  private readonly remembering: typeof evaluateSignal = (signal, data, zone, awsNow, traffic) => {
    // Between two buckets the instant does not matter.
    const args = [signal, zone, newestComplete(signal, awsNow), traffic];
    const known = this.evaluated.get(data);
    if (known?.args.every((value, index) => value === args[index])) return known.result;
    const result = this.evaluate(signal, data, zone, awsNow, traffic);
    this.evaluated.set(data, { args, result });
    return result;
  };
  private readonly decided = new DecidedSites(this.remembering);
}

const NEVER = {
  intervalSeconds: 60,
  lastGoodAt: null,
  lastGoodAwsAt: null,
  failure: null,
  nextTryAt: null,
  notUnderstood: [],
} as const;
