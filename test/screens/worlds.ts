import { parse, stringify } from 'yaml';
import { demoWorkspaceText } from '../../main/simulator/index';

/** An AWS and a workspace that looks at it; `demo` is what a person sees who starts Meridian without a file. */
export type World = 'demo' | { readonly scenario: object; readonly workspace: string };

type Values = Record<string, unknown>;
interface File extends Values {
  readonly sites: readonly Values[];
  readonly teams: readonly Values[];
  readonly people: readonly Values[];
}

const demoFile = (): File => parse(demoWorkspaceText) as File;

/** The demo's retailer as a workspace of somebody, whose AWS is the retail world of the simulator. */
export const retail = (scenario: object, change: (file: File) => File = (file) => file): World => ({
  scenario,
  workspace: stringify(change({ ...demoFile(), workspace: { id: 'retail', name: 'Retail platform' } })),
});

export const PROD = '111122223333';
/** Minutes of the story of the retail world: long before it begins, when nothing is wrong anywhere. */
export const CALM = -300;

const BALANCER: Readonly<Record<string, readonly [region: string, name: string]>> = {
  'us-prod': ['us-east-1', 'app/retail-us-prod/1f0a3c5d7e9b2468'],
  'ca-prod': ['ca-central-1', 'app/retail-ca-prod/2b4d6f80a1c3e5f7'],
  'in-prod': ['ap-south-1', 'app/retail-in-prod/4d6f81a3c5e70929'],
};

/** The p95 of a site in the last minutes: fine until `seconds` begins. */
export const slow = (site: keyof typeof BALANCER, seconds: number, minutes: number): object => {
  const [region, balancer] = BALANCER[site] ?? [];
  return {
    region,
    namespace: 'AWS/ApplicationELB',
    name: 'TargetResponseTime',
    dimensions: { LoadBalancer: balancer },
    statistic: 'p95',
    period: 60,
    series: {
      values: Array.from({ length: 180 }, (_, index) => (index < 180 - minutes ? 0.42 : seconds) + (index % 7) * 0.012),
      endingAt: 'complete',
    },
  };
};

/** Only some sites of the retailer. */
export const only =
  (...ids: readonly string[]) =>
  (file: File): File => ({
    ...file,
    sites: file.sites
      .filter((site) => ids.includes(String(site['id'])))
      .map((site) => ({ ...site, failover: undefined })),
  });

/** Long names, and names in the scripts that the product carries fonts for. */
export const longNames = (file: File): File => ({
  ...file,
  workspace: { id: 'retail', name: 'Plataforma de varejo unificada da América Latina e da Índia' },
  sites: file.sites.map((site) => {
    const names: Readonly<Record<string, string>> = {
      'br-prod': 'Produção do comércio eletrônico e da retirada em loja, Brasil (São Paulo)',
      'br-pre': 'Homologação integrada de pagamentos e promoções',
      'in-prod': 'भारत उत्पादन, खुदरा भुगतान और खोज सेवाएँ',
      'in-pre': 'भारत पूर्व-उत्पादन परीक्षण',
      'us-prod': 'Виробниче середовище електронної комерції США',
      'ca-dev': 'Середовище розробки для інтеграції платіжних провайдерів',
    };
    const name = names[String(site['id'])];
    // A second production site in a country makes the window speak of both by their names.
    const tier = ['br-pre', 'in-pre'].includes(String(site['id'])) ? 'production' : site['tier'];
    return name === undefined
      ? site
      : {
          ...site,
          name,
          tier,
          contact: { text: '#operações-brasil-produção-incidentes, ponte de plantão 1, telefone +55 11 5550 0100' },
        };
  }),
  teams: file.teams.map((team) => {
    const names: Readonly<Record<string, readonly [name: string, place: string]>> = {
      'br-l2': ['Operações Brasil nível 2', 'São Paulo'],
      'in-l2': ['भारत परिचालन L2', 'पुणे'],
      'ua-l3': ['Інженерна підтримка L3', 'Київ'],
    };
    const named = names[String(team['id'])];
    return named ? { ...team, name: named[0], place: named[1] } : team;
  }),
  people: file.people.map((person) =>
    person['id'] === 'rafael' ? { ...person, name: 'Maria da Conceição Albuquerque de Vasconcellos' } : person,
  ),
});

/** In the coming hours nobody is left of India, and no L3 team is on call until Ukraine begins. */
export const withoutCover = (file: File): File => ({
  ...file,
  teams: file.teams.map((team) => (team['level'] === 'L3' ? { ...team, onCall: [] } : team)),
  leave: ['ananya', 'vikram'].map((person) => ({ person, from: '2026-11-18', to: '2026-11-18' })),
});

/** One signal of a made-up site: fine, slow, broken or silent. */
type Kind = 'fine' | 'slow' | 'broken' | 'silent';

const PLACES: readonly (readonly [
  country: string,
  region: string,
  latitude: number,
  longitude: number,
  zone: string,
])[] = [
  ['US', 'us-east-1', 39.04, -77.49, 'America/New_York'],
  ['US', 'us-west-2', 45.84, -119.7, 'America/Los_Angeles'],
  ['CA', 'ca-central-1', 45.5, -73.57, 'America/Toronto'],
  ['BR', 'sa-east-1', -23.55, -46.63, 'America/Sao_Paulo'],
  ['IN', 'ap-south-1', 19.08, 72.88, 'Asia/Kolkata'],
  ['DE', 'eu-central-1', 50.11, 8.68, 'Europe/Berlin'],
  ['FR', 'eu-west-3', 48.86, 2.35, 'Europe/Paris'],
  ['GB', 'eu-west-2', 51.51, -0.13, 'Europe/London'],
  ['IE', 'eu-west-1', 53.35, -6.26, 'Europe/Dublin'],
  ['SE', 'eu-north-1', 59.33, 18.07, 'Europe/Stockholm'],
  ['IT', 'eu-south-1', 45.46, 9.19, 'Europe/Rome'],
  ['ES', 'eu-south-2', 41.65, -0.88, 'Europe/Madrid'],
  ['CH', 'eu-central-2', 47.37, 8.54, 'Europe/Zurich'],
  ['JP', 'ap-northeast-1', 35.68, 139.69, 'Asia/Tokyo'],
  ['KR', 'ap-northeast-2', 37.57, 126.98, 'Asia/Seoul'],
  ['SG', 'ap-southeast-1', 1.35, 103.82, 'Asia/Singapore'],
  ['AU', 'ap-southeast-2', -33.87, 151.21, 'Australia/Sydney'],
  ['ID', 'ap-southeast-3', -6.21, 106.85, 'Asia/Jakarta'],
  ['ZA', 'af-south-1', -33.92, 18.42, 'Africa/Johannesburg'],
  ['AE', 'me-central-1', 25.2, 55.27, 'Asia/Dubai'],
];

/** Twenty places with ten sites each: one critical, and warnings and silences strewn over the world. */
export function twoHundred(): World {
  const sites = PLACES.flatMap(([country, region, latitude, longitude, timeZone], place) =>
    Array.from({ length: 10 }, (_, index) => {
      const kind: Kind =
        place === 6 && index === 0
          ? 'broken'
          : (place + index) % 23 === 0
            ? 'slow'
            : (place * 3 + index) % 31 === 0
              ? 'silent'
              : 'fine';
      const tier = index < 3 ? 'production' : index < 6 ? 'pre-production' : 'development';
      return {
        id: `${region}-${index + 1}`,
        name: `${country} store ${index + 1}`,
        country,
        tier,
        account: 'prod',
        region,
        location: [latitude, longitude],
        timeZone,
        alarms: { include: [] },
        signals: [
          {
            id: 'p95',
            name: 'Checkout latency p95',
            unit: 'ms',
            worse: 'higher',
            metric: { namespace: 'Retail/Store', name: kind, statistic: 'Average', period: 60 },
            warning: 800,
            critical: 1500,
          },
        ],
      };
    }),
  );
  return {
    scenario: {
      world: 'empty',
      accounts: { AKIADEMOPROD7EXAMPLE: { awsAccountId: PROD } },
      health: { plan: true, events: [] },
      metrics: [...new Set(PLACES.map(([, region]) => region))].flatMap((region) => [
        { region, namespace: 'Retail/Store', name: 'fine', period: 60, series: { constant: 412 } },
        { region, namespace: 'Retail/Store', name: 'slow', period: 60, series: { constant: 961 } },
        { region, namespace: 'Retail/Store', name: 'broken', period: 60, series: { constant: 2380 } },
      ]),
    },
    workspace: stringify({
      version: 1,
      workspace: { id: 'wide', name: 'Two hundred sites' },
      accounts: [{ id: 'prod', name: 'Production', profile: 'meridian-demo-prod' }],
      sites,
      teams: demoFile().teams,
      people: demoFile().people,
      rota: demoFile()['rota'],
    }),
  };
}

/** Three sites, one of which has no signals, only alarms. */
export const onlyAlarms = (file: File): File => {
  const three = only('us-prod', 'ca-prod', 'br-prod')(file);
  return { ...three, sites: three.sites.map((site) => (site['id'] === 'ca-prod' ? { ...site, signals: [] } : site)) };
};
