import type { Account, Site, Team, Workspace } from '../../shared/domain/workspace/types';
import { aSignal } from './signals';

/** A production site with one signal and every alarm of its account and region. */
export const aSite = (over: Partial<Site> = {}): Site => ({
  id: 'br-prod',
  name: 'Brazil production',
  country: 'BR',
  subdivision: null,
  tier: 'production',
  account: 'prod',
  region: 'sa-east-1',
  latitude: -23.55,
  longitude: -46.63,
  timeZone: 'America/Sao_Paulo',
  owner: null,
  services: [],
  hours: null,
  aws: null,
  alarms: { include: null, ignore: ['TargetTracking-*'], critical: ['*-page'] },
  signals: [aSignal()],
  healthRequired: false,
  failover: null,
  runbooks: [],
  contact: null,
  ...over,
});

export const aTeam = (over: Partial<Team> = {}): Team => ({
  id: 'br-l2',
  name: 'Brazil L2',
  level: 'L2',
  place: 'São Paulo',
  timeZone: 'America/Sao_Paulo',
  shifts: [],
  onCall: [],
  holidays: null,
  handsOverTo: null,
  ...over,
});

const anAccount = (id: string): Account => ({
  id,
  name: `Account ${id}`,
  profile: `retail-${id}`,
  organization: false,
});

/** One site, and an account for every site. */
export const aWorkspace = (over: Partial<Workspace> = {}): Workspace => {
  const sites = over.sites ?? [aSite()];
  return {
    id: 'retail',
    name: 'Retail platform',
    accounts: new Map(sites.map(({ account }) => [account, anAccount(account)])),
    services: [],
    teams: [],
    people: [],
    rota: [],
    leave: [],
    cover: [],
    swaps: [],
    freezes: [],
    budget: null,
    ...over,
    sites,
  };
};
