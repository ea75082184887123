import type { Ms } from '../../lib/time';
import type { Freeze } from '../freezes/types';
import { readLength, readMoment } from '../freezes/moment';
import type { MinuteRange } from '../guard/change-rules';
import { holidaysView } from '../shifts/holidays';
import type { ShiftView } from '../snapshot/types';
import { REGION_METROS } from './regions';
import { daysOf, type MetricFile, type ShiftFile, type SignalFile, type SiteFile, type WorkspaceFile } from './schema';
import type { Limit, Metric, Signal, Site, Workspace } from './types';

/** Turns a checked file into the workspace the program uses. */
export function toWorkspace(file: WorkspaceFile): Workspace {
  return {
    id: file.workspace.id,
    name: file.workspace.name,
    accounts: new Map(file.accounts.map((account) => [account.id, account])),
    services: file.services,
    sites: file.sites.map(toSite),
    teams: file.teams.map((team) => ({
      id: team.id,
      name: team.name,
      level: team.level,
      place: team.place,
      timeZone: team.timeZone,
      shifts: team.shifts.map(toShift),
      onCall: team.onCall.map(toShift),
      holidays: team.holidays ? holidaysView(team.holidays.country, team.holidays.subdivision ?? null) : null,
      handsOverTo: team.handsOverTo ?? null,
    })),
    people: file.people.map(({ id, name, team, lead }) => ({ id, name, team, lead })),
    rota: file.rota.map(({ shift, ...line }) => ({ ...line, shift: shift ?? null })),
    leave: file.leave,
    cover: file.cover.map(({ instead, ...line }) => ({ ...line, instead: instead ?? null })),
    swaps: file.swaps,
    freezes: file.freezes.flatMap(toFreeze),
    budget: file.budget ?? null,
  };
}

function toFreeze(file: WorkspaceFile['freezes'][number]): readonly Freeze[] {
  const common = { id: file.id, name: file.name, countries: file.countries ?? null, sites: file.sites ?? null };
  // Whoever reads the workspace file reads its calendars too.
  if (file.calendar !== undefined) return [{ kind: 'calendar', ...common, file: file.calendar, windows: [], until: 0 }];
  if (file.holidays !== undefined) {
    const length = (text = '0d'): Ms => readLength(text) ?? 0;
    return [{ kind: 'holidays', ...common, before: length(file.before), after: length(file.after) }];
  }
  const [from, to] = [readMoment(file.from ?? ''), readMoment(file.to ?? '')];
  // The form is checked before.
  if ('expected' in from || 'expected' in to) return [];
  return [{ kind: 'moments', ...common, from, to }];
}

function toSite(site: SiteFile): Site {
  const [latitude, longitude] = site.location ?? REGION_METROS[site.region] ?? [0, 0];
  return {
    id: site.id,
    name: site.name,
    country: site.country,
    subdivision: site.subdivision ?? null,
    tier: site.tier,
    account: site.account,
    region: site.region,
    latitude,
    longitude,
    timeZone: site.timeZone,
    owner: site.owner ?? null,
    services: site.services,
    hours:
      site.hours === undefined ? null : { agreed: site.hours.agreed.map(toRange), peak: site.hours.peak.map(toRange) },
    aws: site.aws === undefined ? null : new Set(site.aws.map((service) => service.toUpperCase())),
    alarms: {
      include: site.alarms?.include ?? null,
      ignore: site.alarms?.ignore ?? ['TargetTracking-*'],
      critical: site.alarms?.critical ?? [],
    },
    signals: site.signals.map((signal) => toSignal(site, signal)),
    healthRequired: site.health === 'required',
    failover: site.failover ?? null,
    runbooks: site.runbooks,
    contact: site.contact?.text ?? null,
  };
}

/** S3: a bucket is complete max(period, 120 s) after its end, unless the signal says otherwise. */
const SETTLE_SECONDS = 120;

function toSignal(site: SiteFile, signal: SignalFile): Signal {
  const metrics = Object.entries(signal.metrics ?? {});
  const first = signal.metric ?? metrics[0]?.[1];
  const period = first?.period ?? 60;
  const [m = 3, n = 5] = signal.breach.split(' of ').map(Number);
  return {
    id: signal.id,
    name: signal.name,
    unit: signal.unit,
    worse: signal.worse,
    question:
      signal.metric !== undefined
        ? { kind: 'metric', metric: toMetric(signal.metric), scale: signal.metric.scale ?? 1 }
        : {
            kind: 'expression',
            expression: signal.expression ?? '',
            metrics: new Map(metrics.map(([key, metric]) => [key, toMetric(metric)])),
          },
    account: first?.account ?? site.account,
    region: first?.region ?? site.region,
    periodSeconds: period,
    settleSeconds: signal.settle ?? Math.max(period, SETTLE_SECONDS),
    warning: toLimit(signal.warning),
    critical: toLimit(signal.critical),
    floor: signal.floor ?? 0,
    m,
    n,
    recover: signal.recover,
    missing: signal.missing,
    impact: signal.impact ?? null,
  };
}

const toMetric = (metric: MetricFile): Metric => ({
  namespace: metric.namespace,
  name: metric.name,
  dimensions: metric.dimensions,
  statistic: metric.statistic,
  periodSeconds: metric.period,
  unit: metric.unit ?? null,
});

function toLimit(limit: SignalFile['warning']): Limit | null {
  if (limit === undefined) return null;
  return typeof limit === 'number'
    ? { kind: 'absolute', value: limit }
    : { kind: 'same-hour', percent: Number.parseFloat(limit) };
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const toRange = (range: string): MinuteRange => [minutes(range.slice(0, 5)), minutes(range.slice(6))];

const toShift = (shift: ShiftFile): ShiftView => ({
  days: daysOf(shift.days),
  from: minutes(shift.from),
  to: minutes(shift.to),
  ...(shift.name === undefined ? {} : { name: shift.name }),
});
