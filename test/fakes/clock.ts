import type { Clock } from '../../shared/lib/clock';
import type { Ms } from '../../shared/lib/time';

interface Timer {
  readonly due: Ms;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that only moves when a test moves it. */
export class ManualClock implements Clock {
  private at: Ms;
  private order = 0;
  private readonly timers = new Set<Timer>();

  constructor(at: Ms) {
    this.at = at;
  }

  now(): Ms {
    return this.at;
  }

  after(ms: Ms, callback: () => void): () => void {
    const timer: Timer = { due: this.at + Math.max(0, ms), order: this.order++, callback };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  /** Timers that wait: none may be left when what started them was stopped. */
  get waiting(): number {
    return this.timers.size;
  }

  /** Lets time pass: every timer fires when it is due, and what it starts may finish. */
  async advance(ms: Ms): Promise<void> {
    const end = this.at + ms;
    await settle();
    for (let timer = this.next(end); timer !== undefined; timer = this.next(end)) {
      this.at = Math.max(this.at, timer.due);
      this.fire(timer);
      await settle();
    }
    this.at = end;
  }

  /** The machine sleeps, or its clock is set: time is gone at once, then what is overdue fires late. */
  async jump(ms: Ms): Promise<void> {
    await settle();
    this.at += ms;
    const overdue = [...this.timers].filter((timer) => timer.due <= this.at).sort(byDue);
    for (const timer of overdue) {
      if (!this.timers.has(timer)) continue;
      this.fire(timer);
      await settle();
    }
  }

  private next(end: Ms): Timer | undefined {
    return [...this.timers].filter((timer) => timer.due <= end).sort(byDue)[0];
  }

  private fire(timer: Timer): void {
    this.timers.delete(timer);
    timer.callback();
  }
}

const byDue = (a: Timer, b: Timer): number => a.due - b.due || a.order - b.order;

/** Lets everything that waits for nothing but promises finish. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
