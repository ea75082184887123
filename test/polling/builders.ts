import type { Metric, Signal, Site, Workspace } from '../../shared/domain/workspace/types';
import { watchedOf, type Watched } from '../../main/polling/questions/units';

/** 2026-11-26 10:00:30 UTC, a Thursday; half a minute into a bucket. */
export const NOW = Date.parse('2026-11-26T10:00:30Z');

export const aMetric = (name: string, part: Partial<Metric> = {}): Metric => ({
  namespace: 'Retail',
  name,
  dimensions: {},
  statistic: 'Sum',
  periodSeconds: 60,
  unit: null,
  ...part,
});

export const aSignal = (id: string, part: Partial<Signal> = {}): Signal => {
  const periodSeconds = part.periodSeconds ?? 60;
  return {
    id,
    name: id,
    unit: 'count',
    worse: 'higher',
    question: { kind: 'metric', metric: aMetric(id, { periodSeconds }), scale: 1 },
    account: 'prod',
    region: 'sa-east-1',
    periodSeconds,
    settleSeconds: Math.max(120, periodSeconds),
    warning: { kind: 'absolute', value: 10 },
    critical: null,
    floor: 0,
    m: 3,
    n: 5,
    recover: 5,
    missing: 'unknown',
    impact: null,
    ...part,
  };
};

/** A signal computed from metrics named like their ids. */
export const anExpression = (
  id: string,
  expression: string,
  names: readonly string[],
  part: Partial<Signal> = {},
): Signal =>
  aSignal(id, {
    question: {
      kind: 'expression',
      expression,
      metrics: new Map(names.map((name) => [name, aMetric(name, { periodSeconds: part.periodSeconds ?? 60 })])),
    },
    ...part,
  });

export const aSite = (id: string, part: Partial<Site> = {}): Site => ({
  id,
  name: id,
  country: 'BR',
  subdivision: null,
  tier: 'production',
  account: 'prod',
  region: 'sa-east-1',
  latitude: 0,
  longitude: 0,
  timeZone: 'America/Sao_Paulo',
  owner: null,
  services: [],
  hours: null,
  aws: null,
  alarms: { include: null, ignore: ['TargetTracking-*'], critical: [] },
  signals: [],
  healthRequired: false,
  failover: null,
  runbooks: [],
  contact: null,
  ...part,
});

export const aWorkspace = (sites: readonly Site[], part: Partial<Workspace> = {}): Workspace => {
  const accounts = new Set(sites.flatMap((site) => [site.account, ...site.signals.map((signal) => signal.account)]));
  return {
    id: 'retail',
    name: 'Retail',
    accounts: new Map([...accounts].map((id) => [id, { id, name: id, profile: `${id}-profile`, organization: false }])),
    services: [],
    sites,
    teams: [],
    people: [],
    rota: [],
    leave: [],
    cover: [],
    swaps: [],
    freezes: [],
    budget: null,
    ...part,
  };
};

export const watch = (...signals: readonly Signal[]): readonly Watched[] => watchedOf(aSite('br', { signals }));
