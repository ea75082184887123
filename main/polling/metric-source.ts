import { needsHistory } from '../../shared/domain/signals/limits';
import { EMPTY_SIGNAL, completedHours, mergeAnswer, mergeHours } from '../../shared/domain/signals/merge';
import { newestComplete } from '../../shared/domain/signals/fold';
import type { SignalData } from '../../shared/domain/signals/types';
import type { Clock } from '../../shared/lib/clock';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { askHistory } from './history';
import { batchesOf } from './questions/batches';
import { DAILY_REACH, START_REACH } from './questions/ranges';
import { unitOf, type Unit, type Watched } from './questions/units';
import type { Outcome } from './source-loop';
import type { Asker } from './sweep/asker';
import { sweepMetrics, type MetricSweep } from './sweep/metrics';
import type { Occasion, PollUpdate } from './updates';

export interface MetricSourceOptions {
  readonly watched: readonly Watched[];
  readonly memory: (siteId: string, signalId: string) => SignalData | null;
  readonly asker: Asker;
  readonly clock: Clock;
}

/** A clock of ours that differs by less is AWS's Date header being whole seconds, and the way there. */
const SAME_CLOCK: Ms = 5 * SECOND;
/** A clock of ours that differs by more made the first range miss the newest buckets: it is asked again at once. */
const OTHER_CLOCK: Ms = 2 * MINUTE;
/** P4: signals of lower environments are asked at most every 5 min, also where they share a source with production. */
const ELSEWHERE: Ms = 5 * MINUTE;
/** Jitter shortens an interval by a tenth; what is due within it is due. */
const NEARLY = 0.85;

/** GetMetricData of one account and region: what is known of its signals, and what the next sweep has to ask. */
export class MetricSource {
  private readonly options: MetricSourceOptions;
  private readonly data = new Map<string, SignalData>();
  private readonly units = new Map<string, Unit>();
  /** Signals whose question cannot be asked at all, with the reason. */
  private readonly unaskable = new Map<string, string>();
  /** P2: signals AWS refused; asked again with the hourly sweep, because each search for a bad query costs calls. */
  private refused = new Set<string>();
  private readonly askedAt = new Map<string, Ms>();
  private offset: Ms = 0;
  private answeredTo: Ms | null = null;
  private hourlyAt: Ms | null = null;
  private dailyAt: Ms | null = null;
  /** When history, and silent signals, are to be looked for next. */
  private historyAt: Ms = -Infinity;
  private probeAt: Ms = -Infinity;
  private historyFailures = 0;

  constructor(options: MetricSourceOptions) {
    this.options = options;
    for (const watched of options.watched) {
      this.data.set(watched.key, options.memory(watched.site.id, watched.signal.id) ?? EMPTY_SIGNAL);
      const unit = unitOf(watched, { denominators: true });
      if (unit.ok) this.units.set(watched.key, unit.value);
      else this.unaskable.set(watched.key, unit.error);
    }
  }

  /** Shortest period of its signals, which bounds its pace (P4). */
  get shortestPeriodSeconds(): number {
    return Math.min(...this.options.watched.map(({ signal }) => signal.periodSeconds));
  }

  async sweep(occasion: Occasion): Promise<Outcome> {
    const before = this.offset;
    const found = await this.ask(occasion);
    // Our clock is wrong, or was just set: the range ended before the newest buckets, or long after them.
    const again = found !== null && found.failure === null && Math.abs(this.offset - before) > OTHER_CLOCK;
    return this.outcome(again ? await this.ask(occasion) : found);
  }

  /**
   * S11, S5: history of signals that are judged by it, and a look at the last 14 days of those that are silent. Once at start, and
   * again after a gap that live points did not cover. Null when nothing new came.
   */
  async history(): Promise<ReadonlyMap<string, SignalData> | null> {
    const now = this.awsNow();
    const fetch = now >= this.historyAt;
    const probe = now >= this.probeAt;
    if (this.answeredTo === null || (!fetch && !probe)) return null;
    const watched = this.options.watched.filter(({ key }) => this.units.has(key) && !this.refused.has(key));
    const found = await askHistory(this.options.asker, watched, this.data, { now, fetch, probe });
    this.historyFailures = found.failure === null ? 0 : this.historyFailures + 1;
    const later = now + Math.min(15 * MINUTE, MINUTE * 2 ** (this.historyFailures - 1));
    if (fetch) this.historyAt = found.failure === null ? Infinity : later;
    if (probe) this.probeAt = found.failure === null ? now + DAY : later;
    for (const [key, part] of found.changed) {
      const known = this.data.get(key) ?? EMPTY_SIGNAL;
      const hours = mergeHours(known.hours, part.hours, now);
      const seen = known.points.length > 0 || hours.length > 0;
      this.data.set(key, { ...known, hours, seenIn14Days: seen ? true : (part.seenIn14Days ?? known.seenIn14Days) });
    }
    return found.changed.size === 0 ? null : this.present(found.changed.keys());
  }

  private async ask(occasion: Occasion): Promise<MetricSweep | null> {
    const now = this.awsNow();
    const whole = occasion !== 'usual' || this.isOver(this.hourlyAt, HOUR, now) || this.isOver(this.dailyAt, DAY, now);
    const reach = this.reach(now);
    // The hourly sweep looks again at what was refused: somebody may have put it right.
    if (reach >= START_REACH) this.refused = new Set();
    const askable = [...this.units.values()].filter((unit) => !this.refused.has(unit.watched.key));
    const due = whole ? askable : askable.filter((unit) => this.isDue(unit, now));
    const units = [due, askable, [...this.units.values()]].find((some) => some.length > 0);
    if (units === undefined) return null;

    const found = await sweepMetrics(this.options.asker, batchesOf(units, reach, now));
    if (found.awsAt !== null) {
      const offset = found.awsAt - this.options.clock.now();
      this.offset = Math.abs(offset) > SAME_CLOCK ? offset : 0;
    }
    for (const key of found.refused) this.refused.add(key);
    for (const [key, answer] of found.answers) {
      const watched = this.units.get(key)?.watched;
      if (watched === undefined) continue;
      this.askedAt.set(key, now);
      const merged = mergeAnswer(this.data.get(key) ?? EMPTY_SIGNAL, answer, watched.signal.periodSeconds);
      this.data.set(key, needsHistory(watched.signal) ? { ...merged, hours: this.hoursWith(merged, watched) } : merged);
    }
    if (found.failure === null) {
      // A gap longer than what live points can cover leaves hours that only history has.
      if (this.answeredTo !== null && now - this.answeredTo > DAILY_REACH) this.historyAt = now;
      this.answeredTo = now;
      if (reach >= START_REACH) this.hourlyAt = now;
      if (reach >= DAILY_REACH || this.dailyAt === null) this.dailyAt = now;
    }
    return found;
  }

  /** P3, P7: how far back this sweep asks: 3 hours at start and hourly, 24 hours daily, and the gap since the last good answer. */
  private reach(now: Ms): Ms {
    if (this.isOver(this.dailyAt, DAY, now) && this.dailyAt !== null) return DAILY_REACH;
    const hourly = this.isOver(this.hourlyAt, HOUR, now) ? START_REACH : 0;
    const judged = this.hourlyAt === null ? this.judgedReach() : 0;
    return Math.min(DAILY_REACH, Math.max(hourly, judged, this.gap(now)));
  }

  /** P7: since the last good answer; at start since what was stored, where that is young enough to be joined. */
  private gap(now: Ms): Ms {
    if (this.answeredTo !== null) return now - this.answeredTo + 2 * MINUTE;
    const ends = [...this.data.values()].flatMap(({ covered }) => (covered === null ? [] : [now - covered[1]]));
    const joinable = ends.filter((gap) => gap < DAILY_REACH);
    return joinable.length === 0 ? 0 : Math.max(...joinable) + 2 * MINUTE;
  }

  /** S3, S4: the buckets a verdict may rest on. */
  private judgedReach(): Ms {
    return Math.max(
      ...this.options.watched.map(
        ({ signal }) => (signal.n + signal.recover) * signal.periodSeconds * SECOND + signal.settleSeconds * SECOND,
      ),
    );
  }

  private isOver(last: Ms | null, age: Ms, now: Ms): boolean {
    return last === null || now - last >= age * 0.99;
  }

  /** P4: a signal is asked when a bucket of it completed, or when its tier's pace says so; not faster than its data can change. */
  private isDue({ watched: { key, site, signal } }: Unit, now: Ms): boolean {
    const last = this.askedAt.get(key);
    if (last === undefined) return true;
    const pace = site.tier === 'production' ? Math.min(signal.periodSeconds * SECOND, ELSEWHERE) : ELSEWHERE;
    const completed = signal.periodSeconds >= 300 && newestComplete(signal, now) > newestComplete(signal, last);
    return completed || now - last >= pace * NEARLY;
  }

  private hoursWith(data: SignalData, { site }: Watched): SignalData['hours'] {
    const now = this.awsNow();
    const known = data.hours.at(-1)?.start ?? -Infinity;
    // An hour is over some minutes after its end; until the next one is, there is nothing to compute.
    if (known > now - 10 * MINUTE - 2 * HOUR) return data.hours;
    return mergeHours(data.hours, completedHours(data, site.timeZone, now), now);
  }

  private outcome(found: MetricSweep | null): Outcome {
    const failure =
      found?.failure ??
      (found === null ? { kind: 'error' as const, code: null, reason: 'none of its signals can be asked' } : null);
    const keys = [...(found?.answers.keys() ?? []), ...this.unaskable.keys()];
    for (const [key, text] of this.unaskable) {
      this.data.set(key, { ...(this.data.get(key) ?? EMPTY_SIGNAL), problem: { kind: 'misconfigured', text } });
    }
    const signals = this.present(keys);
    return {
      failure,
      awsAt: found?.awsAt ?? null,
      notUnderstood: found?.notUnderstood ?? [],
      update: signals.size === 0 ? null : (source): PollUpdate => ({ kind: 'signals', source, signals }),
    };
  }

  private present(keys: Iterable<string>): ReadonlyMap<string, SignalData> {
    return new Map([...keys].map((key) => [key, this.data.get(key) ?? EMPTY_SIGNAL]));
  }

  private awsNow(): Ms {
    return this.options.clock.now() + this.offset;
  }
}
