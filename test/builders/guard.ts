import type { GuardFacts, GuardIncident } from '../../shared/domain/guard/types';
import { readMoment, type Moment } from '../../shared/domain/freezes/moment';
import type { MomentFreeze } from '../../shared/domain/freezes/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { SiteView, SourceView, TeamView } from '../../shared/domain/snapshot/types';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { NOW } from './instants';
import { aSignalView, aSiteView, aSourceView } from './snapshots';

const moment = (text: string): Moment => {
  const read = readMoment(text);
  if ('expected' in read) throw new Error(`${text}: expected ${read.expected}`);
  return read;
};

/** A freeze of every site, as the workspace file writes its two times. */
export const aFreeze = (
  from: string,
  to: string,
  over: Partial<Pick<MomentFreeze, 'id' | 'name' | 'countries' | 'sites'>> = {},
): MomentFreeze => ({
  kind: 'moments',
  id: 'peak',
  name: 'Peak',
  countries: null,
  sites: null,
  ...over,
  from: moment(from),
  to: moment(to),
});

export const aTeamView = (over: Partial<TeamView> = {}): TeamView => ({
  id: 'br-l2',
  name: 'Brazil L2',
  level: 'L2',
  place: 'São Paulo',
  timeZone: 'America/Sao_Paulo',
  shifts: [{ days: [1, 2, 3, 4, 5], from: 9 * 60, to: 18 * 60 }],
  onCall: [],
  holidays: null,
  handsOverTo: 'us-l2',
  people: [
    { id: 'ana', name: 'Ana', lead: true },
    { id: 'bia', name: 'Bia', lead: false },
    { id: 'caio', name: 'Caio', lead: false },
  ],
  rota: [],
  leave: [],
  cover: [],
  swaps: [],
  ...over,
});

export const aGuardIncident = (over: Partial<GuardIncident> = {}): GuardIncident => ({
  id: '7f3a2000-0000-4000-8000-000000000001',
  title: 'Payments fail',
  severity: 'SEV2',
  state: 'open',
  sites: ['br-prod'],
  services: [],
  changedAt: NOW - 12 * MINUTE,
  ...over,
});

export const anOutsideRun = (over: Partial<OutsideRun> = {}): OutsideRun => ({
  id: 'pipeline:prod:sa-east-1:catalog:11111111',
  kind: 'pipeline',
  account: 'prod',
  region: 'sa-east-1',
  name: 'catalog',
  runId: '11111111',
  state: 'running',
  said: 'InProgress',
  startedAt: NOW - 4 * MINUTE,
  updatedAt: NOW - MINUTE,
  endedAt: null,
  waitingSince: null,
  stage: 'Deploy',
  by: 'StartPipelineExecution',
  revision: null,
  summary: null,
  progress: null,
  rollback: false,
  ...over,
});

/** A site with one signal, its services, and all that it is asked for. */
export const aGuardedSite = (over: Partial<SiteView> = {}): SiteView => {
  const { account = 'prod', region = 'sa-east-1' } = over;
  return aSiteView({
    signals: [aSignalView({ source: `${account}/${region}/GetMetricData` })],
    sources: [`${account}/${region}/GetMetricData`, `${account}/${region}/DescribeAlarms`, `${account}/global/Health`],
    ...over,
  });
};

const source = (account: string, region: string, api: string): SourceView =>
  aSourceView({ id: `${account}/${region}/${api}`, account, region, api });

/** The sources of accounts and regions, all live, with those that tell of changes from outside. */
export const sourcesOf = (sites: readonly SiteView[]): readonly SourceView[] => {
  const all = sites.flatMap(({ account, region }) => [
    ...['GetMetricData', 'DescribeAlarms', 'CodePipeline'].map((api) => source(account, region, api)),
    source(account, 'global', 'Health'),
  ]);
  return [...new Map(all.map((one) => [one.id, one])).values()];
};

/** What tells which of their alarms are muted. */
export const muteSourcesOf = (sites: readonly SiteView[]): readonly SourceView[] => {
  const all = sites.map(({ account, region }) => source(account, region, 'ListAlarmMuteRules'));
  return [...new Map(all.map((one) => [one.id, one])).values()];
};

/** Brazil in production and in development, both well, and a team that hands over at 18:00. */
export const someFacts = (over: Partial<GuardFacts> = {}): GuardFacts => {
  const sites = over.sites ?? [
    aGuardedSite(),
    aGuardedSite({ id: 'br-dev', name: 'Brazil development', tier: 'development', account: 'lower' }),
    aGuardedSite({
      id: 'us-prod',
      name: 'United States production',
      country: 'US',
      region: 'us-east-1',
      timeZone: 'America/New_York',
    }),
  ];
  return {
    now: NOW,
    rules: {
      freezes: [],
      hours: Object.fromEntries(
        sites.map(({ id }) => [id, { agreed: [[9 * 60, 18 * 60]], peak: [[12 * 60, 14 * 60]] }]),
      ),
      services: Object.fromEntries(sites.map(({ id }) => [id, ['checkout', 'catalog']])),
      dependencies: { checkout: ['payments'], catalog: [], payments: [] },
    },
    sources: sourcesOf(sites),
    events: [],
    teams: [aTeamView(), aTeamView({ id: 'us-l2', name: 'US L2', handsOverTo: null, people: [] })],
    outside: [],
    changes: [],
    incidents: [],
    ...over,
    sites,
  };
};

/** The window of `aChange`, moved. */
export const windowAt = (start: number, length = HOUR): { readonly start: number; readonly end: number } => ({
  start,
  end: start + length,
});
