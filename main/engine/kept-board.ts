import { evaluateSignal, type SignalEvaluation } from '../../shared/domain/signals/evaluate';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { signalKey } from '../../shared/domain/status/gathered';
import type { Signal } from '../../shared/domain/workspace/types';
import type { Ms } from '../../shared/lib/time';
import { Board, type KeptBoard } from './board';

/** The picture of a kept board at another instant: the same that an engine makes which recalls the store (P9). */
export function pictureOfKept(kept: KeptBoard, now: Ms): Snapshot {
  const verdicts = new Map<Signal, SignalEvaluation>();
  for (const site of kept.scope.workspace.sites) {
    for (const signal of site.signals) {
      const verdict = kept.evaluations.get(signalKey(site.id, signal.id));
      if (verdict !== undefined) verdicts.set(signal, verdict);
    }
  }
  const board = new Board(kept.scope, {
    evaluate: (signal, ...rest) => verdicts.get(signal) ?? evaluateSignal(signal, ...rest),
  });
  // As a memory recalls them (memory.ts): what was heard in an earlier run is no failure of this one, and no try of it.
  for (const [id, state] of kept.sources) board.sources.set(id, { ...state, failure: null, nextTryAt: null });
  for (const [key, alarms] of kept.alarms) board.alarms.set(key, alarms);
  for (const [account, events] of kept.events) board.events.set(account, events);
  for (const [id, rules] of kept.mutes) board.mutes.set(id, rules);
  for (const [id, runs] of kept.outside) board.outside.set(id, runs);
  for (const [key, at] of kept.acknowledged) board.acknowledged.set(key, at);
  board.usage = kept.usage;
  return board.picture(1, now);
}
