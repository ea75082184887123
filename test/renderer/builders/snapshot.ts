import type { AttentionItem } from '../../../shared/domain/attention/types';
import type {
  AlarmView,
  HealthEventView,
  SignalView,
  SiteView,
  Snapshot,
  SourceView,
  TeamView,
} from '../../../shared/domain/snapshot/types';
import { HOUR, MINUTE, SECOND, type Ms } from '../../../shared/lib/time';

/** Wed 18 Nov 2026, 01:42 UTC: 22:42 in São Paulo, 07:12 in Kolkata, 20:42 in New York. */
export const NOW: Ms = Date.UTC(2026, 10, 18, 1, 42, 12);

export const aSource = (over: Partial<SourceView> = {}): SourceView => {
  const { account = 'prod', region = 'sa-east-1', api = 'GetMetricData' } = over;
  return {
    id: `${account}/${region}/${api}`,
    account,
    region,
    api,
    condition: 'live',
    intervalSeconds: 60,
    lastGoodAt: NOW - 12 * SECOND,
    nextTryAt: NOW + 48 * SECOND,
    reason: null,
    ...over,
  };
};

export const aSignal = (over: Partial<SignalView> = {}): SignalView => ({
  id: 'orders',
  name: 'Orders',
  unit: 'per minute',
  worse: 'lower',
  state: 'ok',
  since: NOW - 6 * HOUR,
  value: 828,
  at: NOW - 3 * MINUTE,
  condition: 'live',
  conditionReason: null,
  warning: 600,
  critical: 400,
  limitText: null,
  sameHour: null,
  periodSeconds: 60,
  recent: [],
  incomplete: null,
  source: 'prod/sa-east-1/GetMetricData',
  ...over,
});

export const anAlarm = (over: Partial<AlarmView> = {}): AlarmView => ({
  name: 'retail-br-checkout-p95-high',
  kind: 'metric',
  state: 'OK',
  since: NOW - 3 * HOUR,
  badge: null,
  mute: null,
  severity: null,
  reason: 'Threshold Crossed: no datapoints were greater than the threshold.',
  under: null,
  ...over,
});

export const aSite = (over: Partial<SiteView> = {}): SiteView => ({
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
  owner: { team: 'br-l2', name: 'Brazil L2' },
  contact: '#br-l2, bridge 1',
  runbooks: [{ title: 'Checkout', url: 'https://wiki.example.com/checkout' }],
  failover: null,
  status: 'ok',
  since: NOW - 6 * HOUR,
  blind: false,
  was: null,
  healthViewMissing: null,
  reasons: [
    {
      kind: 'all-well',
      severity: 'ok',
      text: '4 signals and 38 alarms ok',
      since: NOW - 6 * HOUR,
      source: 'prod/sa-east-1/GetMetricData',
      ageSeconds: 12,
      subject: null,
    },
  ],
  signals: [],
  alarms: [],
  events: [],
  ordersLostPerMinute: null,
  dataAt: NOW - 12 * SECOND,
  sources: ['prod/sa-east-1/DescribeAlarms', 'prod/sa-east-1/GetMetricData', 'prod/global/Health'],
  ...over,
});

export const anEvent = (over: Partial<HealthEventView> = {}): HealthEventView => ({
  arn: 'arn:aws:health:sa-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/1',
  account: 'prod',
  service: 'EC2',
  region: 'sa-east-1',
  availabilityZone: 'sae1-az1',
  category: 'issue',
  status: 'open',
  open: true,
  start: NOW - 44 * MINUTE,
  end: null,
  lastUpdated: NOW - 13 * MINUTE,
  title: 'EC2 API errors and latency',
  description: 'We are investigating increased API error rates and latencies in the SA-EAST-1 Region.',
  sites: ['br-prod'],
  counts: ['br-prod'],
  affected: 9,
  ...over,
});

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WEEKDAYS = [1, 2, 3, 4, 5];

export const aTeam = (over: Partial<TeamView> = {}): TeamView => ({
  id: 'br-l2',
  name: 'Brazil L2',
  level: 'L2',
  place: 'São Paulo',
  timeZone: 'America/Sao_Paulo',
  shifts: [{ days: EVERY_DAY, from: 720, to: 0 }],
  onCall: [],
  holidays: null,
  handsOverTo: 'in-l2',
  people: [
    { id: 'rafael', name: 'Rafael Monteiro', lead: true },
    { id: 'thiago', name: 'Thiago Nunes', lead: false },
    { id: 'beatriz', name: 'Beatriz Lima', lead: false },
  ],
  rota: [{ from: '2026-11-16', to: '2026-11-22', shift: null, people: ['rafael', 'thiago', 'beatriz'] }],
  leave: [],
  cover: [],
  swaps: [],
  ...over,
});

export const fourTeams = (): readonly TeamView[] => [
  aTeam(),
  aTeam({
    id: 'in-l2',
    name: 'India L2',
    place: 'Pune',
    timeZone: 'Asia/Kolkata',
    shifts: [{ days: EVERY_DAY, from: 510, to: 1230 }],
    handsOverTo: 'br-l2',
    people: [{ id: 'ananya', name: 'Ananya Iyer', lead: true }],
    rota: [],
  }),
  aTeam({
    id: 'us-l3',
    name: 'US L3',
    level: 'L3',
    place: 'New York',
    timeZone: 'America/New_York',
    shifts: [{ days: WEEKDAYS, from: 540, to: 1080 }],
    onCall: [{ days: EVERY_DAY, from: 1080, to: 120 }],
    handsOverTo: null,
    people: [{ id: 'dana', name: 'Dana Whitfield', lead: true }],
    rota: [],
  }),
  aTeam({
    id: 'ua-l3',
    name: 'Ukraine L3',
    level: 'L3',
    place: 'Kyiv',
    timeZone: 'Europe/Kyiv',
    shifts: [{ days: WEEKDAYS, from: 540, to: 1080 }],
    handsOverTo: null,
    people: [{ id: 'oleksandr', name: 'Олександр Коваль', lead: true }],
    rota: [],
  }),
];

export const anItem = (over: Partial<AttentionItem> = {}): AttentionItem => ({
  key: `${over.site ?? 'br-prod'}|${over.severity ?? 'critical'}|1`,
  site: 'br-prod',
  severity: 'critical',
  title: 'Checkout latency p95 2.4 s, limit 0.8 s',
  detail: '',
  since: NOW - 12 * MINUTE,
  ordersLostPerMinute: null,
  acknowledgedAt: null,
  rank: 'production, critical',
  ...over,
});

export const aSnapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  seq: 1,
  generatedAt: NOW,
  demo: true,
  workspace: { id: 'retail', name: 'Retail platform', file: null, problem: null },
  sites: [aSite()],
  sources: [
    aSource(),
    aSource({ api: 'DescribeAlarms' }),
    aSource({ region: 'global', api: 'Health', intervalSeconds: 300 }),
  ],
  events: [],
  mutes: [],
  outside: [],
  attention: [],
  signIns: [],
  teams: fourTeams(),
  rules: { freezes: [], hours: {}, services: {}, dependencies: {} },
  spend: {
    currency: 'USD',
    today: 1.42,
    monthForecast: 41.2,
    byApi: [],
    budget: 50,
    prices: 'AWS price list, 2026-11-01',
  },
  restoring: false,
  ...over,
});
