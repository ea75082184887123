import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { SignalData } from '../../shared/domain/signals/types';
import { sourceId, type SourceId } from '../../shared/domain/sources/types';
import type { Clock } from '../../shared/lib/clock';
import { AlarmSource } from './alarm-source';
import { MetricSource } from './metric-source';
import { MuteSource } from './mute-source';
import { createOutsideSource } from './outside/create';
import type { OwnAccount } from './own-account';
import type { PlannedSource } from './plan';
import type { Outcome } from './source-loop';
import type { Asker } from './sweep/asker';
import { sweepHealth, type HealthMemory, type HealthSweepOptions } from './sweep/health';
import type { Occasion } from './updates';

export interface WorkOptions {
  readonly clock: Clock;
  /** What is stored of a signal of this workspace (P9); null for none. */
  readonly memory: (siteId: string, signalId: string) => SignalData | null;
  /**
   * Changes from outside are polled too, some seconds after what a status needs; gives what an earlier run was told by a source
   * (P9). Left out: they are not asked.
   */
  readonly outside?: (source: SourceId) => readonly OutsideRun[];
  /** The same for which alarms are muted. */
  readonly mutes?: (source: SourceId) => readonly MuteRule[];
  /** Every source is swept once, history included, and the poller ends. */
  readonly once?: boolean;
}

/** What a loop does for one source. */
interface Work {
  readonly shortestPeriodSeconds: number | null;
  readonly sweep: (occasion: Occasion) => Promise<Outcome>;
  readonly history: (() => Promise<ReadonlyMap<string, SignalData> | null>) | null;
}

export function workOf(
  planned: PlannedSource,
  asker: Asker,
  own: OwnAccount,
  { clock, memory, mutes, outside, once = false }: WorkOptions,
  onAlarmChange: () => void,
): Work {
  const { account, region, api } = planned.key;
  switch (api) {
    case 'DescribeAlarms': {
      const alarms = new AlarmSource(asker, planned.sites, onAlarmChange);
      return { shortestPeriodSeconds: null, sweep: () => alarms.sweep(), history: null };
    }
    case 'GetMetricData': {
      const metrics = new MetricSource({ watched: planned.watched, memory, asker, clock });
      return {
        shortestPeriodSeconds: metrics.shortestPeriodSeconds,
        sweep: (occasion) => metrics.sweep(occasion),
        history: () => metrics.history(),
      };
    }
    case 'Health': {
      const known: HealthMemory = new Map();
      return {
        shortestPeriodSeconds: null,
        sweep: () => healthOutcome(asker, known, { organization: planned.organization, own, now: clock.now() }),
        history: null,
      };
    }
    case 'ListAlarmMuteRules': {
      const known = mutes?.(sourceId(planned.key)) ?? [];
      const rules = new MuteSource({ asker, clock, known, once });
      return { shortestPeriodSeconds: null, sweep: () => rules.sweep(), history: null };
    }
    case 'CodePipeline':
    case 'CodeDeploy':
    case 'CloudFormation': {
      const known = outside?.(sourceId(planned.key)) ?? [];
      const runs = createOutsideSource(api, { asker, place: { account, region }, clock, known, once });
      return { shortestPeriodSeconds: null, sweep: () => runs.sweep(), history: null };
    }
  }
}

async function healthOutcome(asker: Asker, memory: HealthMemory, options: HealthSweepOptions): Promise<Outcome> {
  const found = await sweepHealth(asker, memory, options);
  if (!found.ok) return { failure: found.error, awsAt: null, notUnderstood: [], update: null };
  const { events, awsAt, notUnderstood } = found.value;
  return { failure: null, awsAt, notUnderstood, update: (source) => ({ kind: 'events', source, events }) };
}
