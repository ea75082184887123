import { signalKey } from '../../shared/domain/status/gathered';
import type { Signal, Workspace } from '../../shared/domain/workspace/types';

/** What a signal asks, as text. */
function questionText(signal: Signal): string {
  const { question, account, region } = signal;
  const metrics = question.kind === 'metric' ? [question.metric] : [...question.metrics];
  return JSON.stringify([
    account,
    region,
    signal.periodSeconds,
    question.kind === 'metric' ? question.scale : question.expression,
    metrics,
  ]);
}

/** What every signal of a workspace asks, by its key. */
export function questionsOf(workspace: Workspace): ReadonlyMap<string, string> {
  return new Map(
    workspace.sites.flatMap((site) =>
      site.signals.map((signal) => [signalKey(site.id, signal.id), questionText(signal)] as const),
    ),
  );
}
