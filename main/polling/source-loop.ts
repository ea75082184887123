import {
  sourceId,
  type FailureKind,
  type SourceId,
  type SourceKey,
  type SourceState,
} from '../../shared/domain/sources/types';
import type { Clock } from '../../shared/lib/clock';
import type { Ms } from '../../shared/lib/time';
import { catchUpDelay, isJump, retryDelay, usualDelay } from './pacing';
import type { AwsFailure } from './ports';
import type { Occasion, PollUpdate } from './updates';

/** What one sweep of a source brought. A failure may come with a part of the answers. */
export interface Outcome {
  readonly failure: AwsFailure | null;
  readonly awsAt: Ms | null;
  readonly notUnderstood: readonly string[];
  /** The update it makes, once the state of the source is known; null when there is nothing but the failure. */
  readonly update: ((source: SourceState) => PollUpdate) | null;
}

export interface LoopOptions {
  readonly key: SourceKey;
  readonly clock: Clock;
  readonly random: () => number;
  /** Swept once and no more. */
  readonly once: boolean;
  /** P4: the promised interval at this moment, in seconds. */
  readonly promised: () => number;
  readonly sweep: (occasion: Occasion) => Promise<Outcome>;
  /** Work that must not delay the answer of a sweep (history), done after it was told. */
  readonly afterSweep?: (occasion: Occasion) => Promise<void>;
  readonly emit: (update: PollUpdate) => void;
}

/** Asks one source again and again: its own timer, its own pace, its own back-off (P1, P4, P6, P7). */
export class SourceLoop {
  readonly id: SourceId;
  /** The first sweep and what follows it are over, whatever came of them. */
  readonly first: Promise<void>;
  private readonly options: LoopOptions;
  private current: SourceState;
  private failures = 0;
  private isRunning = false;
  /** Sweeps and what follows them; a sweep may start while the history of the one before is still asked. */
  private readonly work = new Set<Promise<void>>();
  private again: Occasion | null = null;
  private timer: { readonly cancel: () => void; readonly due: Ms; readonly occasion: Occasion } | null = null;
  private startedAt: Ms = 0;
  private stopped = false;
  private firstIsOver: () => void = () => undefined;

  constructor(options: LoopOptions) {
    this.options = options;
    this.id = sourceId(options.key);
    this.current = {
      account: options.key.account,
      region: options.key.region,
      api: options.key.api,
      intervalSeconds: options.promised(),
      lastGoodAt: null,
      lastGoodAwsAt: null,
      failure: null,
      nextTryAt: options.clock.now(),
      notUnderstood: [],
    };
    this.first = new Promise((resolve) => {
      this.firstIsOver = resolve;
    });
  }

  get state(): SourceState {
    return this.current;
  }

  /** P4: first sweeps start at once. */
  start(): void {
    this.run('start');
  }

  /** Its first sweep waits, and says so. */
  startIn(delay: Ms): void {
    this.schedule(delay, 'start');
    this.options.emit({ kind: 'pace', source: this.current });
  }

  /** Asks now, or right after the sweep that runs. Says whether that made a difference. */
  poke(occasion: Occasion): boolean {
    if (this.stopped || this.options.once) return false;
    if (this.isRunning) {
      // A changed alarm is news the running sweep may have missed; a person's retry is already being answered.
      if (occasion === 'alarm') this.again = occasion;
      return false;
    }
    this.run(occasion);
    return true;
  }

  /** P7: one catch-up sweep, unless one is due already. */
  catchUp(): void {
    if (this.stopped || this.options.once || this.isRunning || this.timer?.occasion === 'catch-up') return;
    this.schedule(catchUpDelay(this.options.random), 'catch-up');
  }

  /** P7: the clock went on by itself for this long. */
  jumped(lateness: Ms): void {
    if (isJump(lateness, this.current.intervalSeconds)) this.catchUp();
  }

  /** P4: what the pace depends on changed. A shorter interval counts from the last sweep, not from the next one. */
  repace(): void {
    const intervalSeconds = this.options.promised();
    if (this.stopped || this.options.once || intervalSeconds === this.current.intervalSeconds) return;
    this.current = { ...this.current, intervalSeconds };
    const { timer } = this;
    if (!this.isRunning && timer !== null && this.current.failure === null && timer.occasion === 'usual') {
      const due = this.startedAt + usualDelay(intervalSeconds, this.options.random);
      if (due < timer.due) this.schedule(Math.max(0, due - this.options.clock.now()), 'usual');
    }
    this.options.emit({ kind: 'pace', source: this.current });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    this.timer = null;
    await Promise.all(this.work);
    this.firstIsOver();
  }

  private schedule(delay: Ms, occasion: Occasion): void {
    this.timer?.cancel();
    const { clock } = this.options;
    const due = clock.now() + delay;
    this.timer = { due, occasion, cancel: clock.after(delay, () => this.onDue(due, occasion)) };
    this.current = { ...this.current, nextTryAt: due };
  }

  private onDue(due: Ms, occasion: Occasion): void {
    this.timer = null;
    const late = this.options.clock.now() - due;
    if (occasion !== 'catch-up' && isJump(late, this.current.intervalSeconds)) this.catchUp();
    else this.run(occasion);
  }

  private run(occasion: Occasion): void {
    this.timer?.cancel();
    this.timer = null;
    this.startedAt = this.options.clock.now();
    this.isRunning = true;
    const work = this.sweep(occasion)
      .catch((error: unknown) => {
        // Whoever listens failed on an update; the next try is set already.
        console.error(`${this.id}: ${error instanceof Error ? error.message : 'a listener failed'}`);
      })
      .finally(() => {
        this.work.delete(work);
        this.firstIsOver();
      });
    this.work.add(work);
  }

  private async sweep(occasion: Occasion): Promise<void> {
    const outcome = await this.options.sweep(occasion).catch(broken);
    this.isRunning = false;
    if (this.stopped) return;
    this.take(outcome);
    const { again } = this;
    this.again = null;
    if (again !== null) this.schedule(0, again);
    const update = outcome.update?.(this.current) ?? { kind: 'failure', source: this.current };
    this.options.emit(update);
    await this.options.afterSweep?.(occasion);
  }

  /** Puts the outcome into the state and sets the next try (P4, P6). */
  private take(outcome: Outcome): void {
    const { clock, random, once } = this.options;
    const now = clock.now();
    const intervalSeconds = this.options.promised();
    if (outcome.failure === null) {
      this.failures = 0;
      this.current = {
        ...this.current,
        intervalSeconds,
        lastGoodAt: now,
        lastGoodAwsAt: outcome.awsAt ?? now,
        failure: null,
        nextTryAt: null,
        notUnderstood: [...new Set(outcome.notUnderstood)].slice(0, MOST_NAMES),
      };
      if (!once) this.schedule(usualDelay(intervalSeconds, random), 'usual');
      return;
    }
    this.failures++;
    const kind = kindOf(outcome.failure);
    this.current = {
      ...this.current,
      intervalSeconds,
      // A clock that was set back must not make an old answer young.
      lastGoodAt: this.current.lastGoodAt === null ? null : Math.min(this.current.lastGoodAt, now),
      failure: { kind, reason: outcome.failure.reason, at: now },
      nextTryAt: null,
    };
    if (!once) this.schedule(retryDelay(kind, this.failures, intervalSeconds, random), 'usual');
  }
}

/** Names kept of what was not understood: a screen shows a few, and a broken answer must not fill memory. */
const MOST_NAMES = 50;

/** A question AWS refuses as such is an error of the source; a batch of queries was split before it came here. */
const kindOf = (failure: AwsFailure): FailureKind => (failure.kind === 'validation' ? 'error' : failure.kind);

/** A fault of our own must not end the asking; it is said like any other. */
const broken = (error: unknown): Outcome => ({
  failure: {
    kind: 'error',
    code: null,
    reason: `Meridian could not handle the answer: ${error instanceof Error ? error.message : 'unknown'}`,
  },
  awsAt: null,
  notUnderstood: [],
  update: null,
});
