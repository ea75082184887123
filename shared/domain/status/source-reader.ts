import { remembered } from '../../lib/remembered';
import type { Ms } from '../../lib/time';
import { HOLD, blindFrom, conditionOf, conditionReason, isSeen } from '../sources/condition';
import { sourceId, type Condition, type SourceKey, type SourceState } from '../sources/types';
import type { Gathered } from './gathered';
import type { Reason } from './types';

/** A site asks for its few sources many times a second, mostly with the same key objects. */
const idOf = remembered(sourceId);

/** Reads sources by key at one instant. */
export class SourceReader {
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
    return this.gathered.sources.get(idOf(key)) ?? null;
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
      source: key === null ? 'workspace' : idOf(key),
      ageSeconds: key === null ? 0 : lastGood === null ? null : Math.max(0, Math.round((this.now - lastGood) / 1_000)),
      subject,
    };
  }
}
