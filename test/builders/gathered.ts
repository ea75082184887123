import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { SignalData } from '../../shared/domain/signals/types';
import { sourceId, type SourceId, type SourceState } from '../../shared/domain/sources/types';
import { declaredBySite } from '../../shared/domain/status/declared';
import type { DeclaredMaintenance } from '../../shared/domain/status/types';
import { alarmsKey, signalKey, type Gathered } from '../../shared/domain/status/gathered';
import { allSources } from '../../shared/domain/status/required';
import type { Workspace } from '../../shared/domain/workspace/types';
import { anAlarm } from './alarms';
import { buckets } from './signals';
import { aSource } from './sources';

/** What differs from "all is well and just answered". Signals by `site/signal`, alarms by `account/region`, events by account. */
export interface GatheredParts {
  /** Replace the live source of the same key. */
  readonly sources?: readonly SourceState[];
  /** Sources nothing is known of. */
  readonly withoutSources?: readonly SourceId[];
  readonly signals?: Readonly<Record<string, SignalData>>;
  readonly alarms?: Readonly<Record<string, readonly Alarm[]>>;
  readonly events?: Readonly<Record<string, readonly HealthEvent[]>>;
  readonly acknowledged?: Readonly<Record<string, number>>;
  readonly declared?: readonly DeclaredMaintenance[];
  readonly since?: number;
}

/** Everything a workspace needs, answered 20 s before `NOW`, calm: every signal ten good buckets, every region one alarm in OK. */
export function aGathered(workspace: Workspace, parts: GatheredParts = {}): Gathered {
  const sources = new Map(allSources(workspace).map((key) => [sourceId(key), aSource(key)]));
  for (const source of parts.sources ?? []) sources.set(sourceId(source), source);
  for (const id of parts.withoutSources ?? []) sources.delete(id);
  const signals = new Map<string, SignalData>();
  const alarms = new Map<string, readonly Alarm[]>();
  for (const site of workspace.sites) {
    alarms.set(alarmsKey(site.account, site.region), [anAlarm()]);
    for (const signal of site.signals) signals.set(signalKey(site.id, signal.id), buckets(signal, '..........'));
  }
  return {
    sources,
    signals: new Map([...signals, ...Object.entries(parts.signals ?? {})]),
    alarms: new Map([...alarms, ...Object.entries(parts.alarms ?? {})]),
    events: new Map(Object.entries(parts.events ?? {})),
    acknowledged: new Map(Object.entries(parts.acknowledged ?? {})),
    ...(parts.declared !== undefined && { declared: declaredBySite(parts.declared) }),
    ...(parts.since !== undefined && { since: parts.since }),
  };
}
