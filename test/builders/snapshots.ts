import type { AttentionItem } from '../../shared/domain/attention/types';
import type { HealthEventView, SignalView, SiteView, Snapshot, SourceView } from '../../shared/domain/snapshot/types';
import type { Reason } from '../../shared/domain/status/types';
import { HOUR } from '../../shared/lib/time';
import { NOW } from './instants';

export const aReason = (over: Partial<Reason> = {}): Reason => ({
  kind: 'all-well',
  severity: 'ok',
  text: '1 signal ok',
  since: NOW - HOUR,
  source: 'prod/sa-east-1/GetMetricData',
  ageSeconds: 20,
  subject: null,
  ...over,
});

export const aSiteView = (over: Partial<SiteView> = {}): SiteView => ({
  id: 'br-prod',
  name: 'Brazil production',
  country: 'BR',
  tier: 'production',
  account: 'prod',
  accountName: 'Retail production',
  region: 'sa-east-1',
  latitude: -23.55,
  longitude: -46.63,
  timeZone: 'America/Sao_Paulo',
  subdivision: null,
  owner: null,
  contact: null,
  runbooks: [],
  failover: null,
  status: 'ok',
  since: NOW - HOUR,
  blind: false,
  was: null,
  healthViewMissing: null,
  reasons: [aReason()],
  signals: [],
  alarms: [],
  events: [],
  ordersLostPerMinute: null,
  dataAt: NOW - 20_000,
  sources: ['prod/sa-east-1/GetMetricData'],
  ...over,
});

export const aSignalView = (over: Partial<SignalView> = {}): SignalView => ({
  id: 'p95',
  name: 'Latency p95',
  unit: 'ms',
  worse: 'higher',
  state: 'ok',
  since: NOW - HOUR,
  value: 300,
  at: NOW - 120_000,
  condition: 'live',
  conditionReason: null,
  warning: 900,
  critical: 2_000,
  limitText: null,
  sameHour: null,
  periodSeconds: 60,
  recent: [],
  incomplete: null,
  source: 'prod/sa-east-1/GetMetricData',
  ...over,
});

export const aSourceView = (over: Partial<SourceView> = {}): SourceView => ({
  id: 'prod/sa-east-1/GetMetricData',
  account: 'prod',
  region: 'sa-east-1',
  api: 'GetMetricData',
  condition: 'live',
  intervalSeconds: 60,
  lastGoodAt: NOW - 20_000,
  nextTryAt: NOW + 40_000,
  reason: null,
  ...over,
});

export const anEventView = (over: Partial<HealthEventView> = {}): HealthEventView => ({
  arn: 'arn:aws:health:sa-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/1',
  account: 'prod',
  service: 'EC2',
  region: 'sa-east-1',
  availabilityZone: null,
  category: 'issue',
  status: 'open',
  open: true,
  start: NOW - HOUR,
  end: null,
  lastUpdated: NOW - HOUR,
  title: 'EC2 operational issue',
  description: null,
  sites: ['br-prod'],
  counts: ['br-prod'],
  affected: null,
  ...over,
});

export const anAttentionItem = (over: Partial<AttentionItem> = {}): AttentionItem => ({
  key: 'br-prod|warning|1',
  site: 'br-prod',
  severity: 'warning',
  title: 'Alarm retail-br-cpu is in ALARM',
  detail: '',
  since: NOW - HOUR,
  ordersLostPerMinute: null,
  acknowledgedAt: null,
  rank: 'production, warning',
  ...over,
});

export const aSnapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  seq: 1,
  generatedAt: NOW,
  demo: false,
  workspace: { id: 'retail', name: 'Retail platform', file: null, problem: null },
  sites: [aSiteView()],
  sources: [aSourceView()],
  events: [],
  mutes: [],
  outside: [],
  attention: [],
  signIns: [],
  teams: [],
  rules: { freezes: [], hours: {}, services: {}, dependencies: {} },
  spend: { currency: 'USD', today: 0.12, monthForecast: 34.5, byApi: [], budget: null, prices: 'a list' },
  restoring: false,
  ...over,
});
