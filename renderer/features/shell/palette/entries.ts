import type { Change } from '../../../../shared/domain/change/types';
import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import { isOver } from '../../../../shared/domain/incident/rules';
import type { IncidentRow } from '../../../../shared/domain/incident/types';
import { shortId, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { actionsOf } from '../../../../shared/domain/updates/fold';
import type { UpdateAction, UpdateState } from '../../../../shared/domain/updates/types';
import { actionLabel, stateLine } from '../../../../shared/domain/updates/words';
import type { Ms } from '../../../../shared/lib/time';
import { dutyOf } from '../../../../shared/domain/shifts/duty';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Screen, Wish } from '../../../stores/navigation';
import type { Layer, PreferencesState, Theme } from '../../../stores/preferences';
import { ZONE_MODES, ZONE_WORD, type Clocks } from '../../../ui/clocks';
import type { IconName } from '../../../ui/icons';
import type { SiteLabel } from '../../../ui/labels';
import { age } from '../../../ui/time';
import { countryName, STATUS_WORD } from '../../../ui/words';
import { changeActions, changeEntries } from './change-entries';
import { handoverActions, handoverEntries } from './handover-entries';
import type { Act, Entry } from './types';

export interface PaletteInput {
  readonly sites: readonly SiteNow[];
  readonly attention: readonly AttentionItem[];
  readonly teams: readonly TeamView[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly preferences: PreferencesState;
  readonly clocks: Clocks;
  readonly now: Ms;
  /** Absent until it is known. */
  readonly updates?: UpdateState | undefined;
  readonly incidents?: readonly IncidentRow[];
  readonly changes?: readonly Change[];
  readonly handovers?: readonly HandoverRow[];
  /** Who writes here. */
  readonly me?: string | null;
  readonly screen?: Screen;
  /** One is open. */
  readonly incident?: boolean;
}

export function entriesOf(input: PaletteInput): readonly Entry[] {
  return [
    ...actions(input),
    ...changeActions(input, input.screen ?? 'live'),
    ...handoverActions(input, input.screen ?? 'live'),
    ...attentionEntries(input),
    ...changeEntries(input),
    ...incidentEntries(input),
    ...handoverEntries(input),
    ...siteEntries(input),
    ...teamEntries(input),
  ];
}

const HERE = 'Changes this window only.';
const THEMES: readonly (readonly [theme: Theme, icon: IconName, word: string])[] = [
  ['dark', 'moon', 'Dark theme'],
  ['light', 'sun', 'Light theme'],
  ['system', 'system', 'Theme of the system'],
];
const NO_UPDATES: UpdateState = { kind: 'off', reason: 'no-feed' };
const UPDATE_CONSEQUENCE: Readonly<Record<UpdateAction, string>> = {
  check: 'Asks the update address what its newest version is.',
  download: 'Loads the new version, installs nothing.',
  restart: 'Meridian closes and starts again as the new version.',
};
const WISHES: readonly (readonly [wish: Wish, icon: IconName, name: string, consequence: string, also: string])[] = [
  [
    'export',
    'clipboard',
    'Export this incident',
    'Opens its menu.',
    'markdown json pdf print copy chat draft review post-incident',
  ],
  ['import', 'incidents', 'Import incidents', 'Asks for files; what is here is never written over.', 'markdown json'],
  ['person', 'people', 'Change who writes here', 'Asks who.', 'person user name me sign'],
];
const LAYER_WORD: readonly (readonly [layer: Layer, word: string])[] = [
  ['night', 'day and night'],
  ['teams', 'teams'],
  ['health', 'AWS Health'],
];

function actions({
  sites,
  attention,
  labels,
  preferences,
  clocks,
  updates = NO_UPDATES,
  screen = 'live',
  incident = false,
}: PaletteInput): readonly Entry[] {
  const action = (
    id: string,
    icon: IconName,
    name: string,
    fact: string,
    act: Act,
    more: Partial<Entry> = {},
  ): Entry => ({
    id: `action|${id}`,
    group: 'Actions',
    icon,
    name,
    chip: null,
    fact,
    key: null,
    act,
    consequence: HERE,
    also: '',
    ...more,
  });
  const byId = new Map(sites.map((one) => [one.site.id, one]));
  const title = (site: string): string => labels.get(site)?.title ?? site;
  const acknowledging = attention.slice(0, 20).flatMap((item) => {
    const one = byId.get(item.site);
    if (!one) return [];
    return item.acknowledgedAt === null
      ? [
          action(
            `ack|${item.key}`,
            'check',
            `Acknowledge ${title(item.site)}`,
            `${item.severity} since ${clocks.both(item.since, one.site.timeZone)}`,
            { kind: 'acknowledge', key: item.key },
            { consequence: 'Moves it down the list, never away.' },
          ),
        ]
      : [
          action(
            `ack|${item.key}`,
            'undo',
            `Undo acknowledge of ${title(item.site)}`,
            `acknowledged ${clocks.both(item.acknowledgedAt, one.site.timeZone)}`,
            { kind: 'unacknowledge', key: item.key },
            { consequence: 'Puts it back to its rank.' },
          ),
        ];
  });
  const contacts = [...byId.values()].flatMap(({ site }) =>
    site.contact === null || site.tier !== 'production'
      ? []
      : [
          action(
            `contact|${site.id}`,
            'contact',
            `Copy contact of ${title(site.id)}`,
            site.contact,
            { kind: 'copy', text: site.contact },
            { also: 'page call', consequence: 'Enter copies, nothing more.' },
          ),
        ],
  );
  const declaring = attention.slice(0, 20).flatMap((item) => {
    if (!byId.has(item.site)) return [];
    return [
      action(
        `declare|${item.key}`,
        'incidents',
        `Declare an incident in ${title(item.site)}`,
        item.title,
        { kind: 'declare', site: item.site, attention: item.key },
        { consequence: 'Asks first. Pins what is on screen of that site.', also: 'open new' },
      ),
    ];
  });
  const wishes = WISHES.filter(([wish]) => wish !== 'export' || incident);
  return [
    ...acknowledging,
    ...declaring,
    action(
      'declare',
      'incidents',
      'Declare an incident',
      'works offline',
      { kind: 'declare', site: null, attention: null },
      { key: 'I', consequence: 'Asks first.', also: 'open new report' },
    ),
    ...(screen === 'live'
      ? []
      : [
          action('go|live', 'live', 'Go to Live', '', { kind: 'go', screen: 'live' }, { key: '1', also: 'map screen' }),
        ]),
    ...(screen === 'incidents'
      ? []
      : [
          action(
            'go|incidents',
            'incidents',
            'Go to Incidents',
            '',
            { kind: 'go', screen: 'incidents' },
            { key: '3', also: 'screen notes' },
          ),
        ]),
    ...wishes.map(([wish, icon, name, consequence, also]) =>
      action(`wish|${wish}`, icon, name, 'works offline', { kind: 'wish', wish }, { consequence, also }),
    ),
    action(
      'retry',
      'refresh',
      'Retry all sources now',
      'one question to each source',
      { kind: 'retry' },
      { consequence: 'Reads AWS, changes nothing there. Metric questions are billed.', also: 'refresh reload poll' },
    ),
    preferences.view === 'map'
      ? action(
          'list',
          'list',
          'Show the map as a list',
          'the same, in tables',
          { kind: 'view', view: 'list' },
          { key: 'L', also: 'table sites' },
        )
      : action('map', 'map', 'Show the map', '', { kind: 'view', view: 'map' }, { key: 'L' }),
    ...contacts,
    ...THEMES.filter(([theme]) => theme !== preferences.theme).map(([theme, icon, word]) =>
      action(`theme|${theme}`, icon, word, '', { kind: 'theme', theme }, { also: 'colour appearance' }),
    ),
    ...ZONE_MODES.filter((zone) => zone !== preferences.zone).map((zone) =>
      action(
        `zone|${zone}`,
        'clock',
        `Times as ${ZONE_WORD[zone]}`,
        `now ${ZONE_WORD[preferences.zone]}`,
        { kind: 'zone', zone },
        { key: 'Z', also: 'time zone clock' },
      ),
    ),
    ...LAYER_WORD.map(([layer, word]) =>
      action(
        `layer|${layer}`,
        'map',
        `${preferences.layers[layer] ? 'Hide' : 'Show'} ${word} on the map`,
        '',
        { kind: 'layer', layer },
        { also: 'layer' },
      ),
    ),
    ...actionsOf(updates).map((one) =>
      action(
        `update|${one}`,
        'refresh',
        actionLabel(one, updates),
        stateLine(updates),
        { kind: 'update', action: one },
        { consequence: UPDATE_CONSEQUENCE[one], also: 'update version upgrade' },
      ),
    ),
    action(
      'keys',
      'keyboard',
      'Keyboard',
      'every key on one sheet',
      { kind: 'keys' },
      { key: '?', also: 'help shortcuts' },
    ),
    action(
      'diagnostics',
      'clipboard',
      'Copy diagnostics',
      'versions, sources, log',
      { kind: 'diagnostics' },
      { consequence: 'Enter copies, nothing is sent.', also: 'help support report problem crash log' },
    ),
    action(
      'letters',
      'keyboard',
      `Turn single-letter keys ${preferences.letters ? 'off' : 'on'}`,
      preferences.letters ? 'they are on' : 'they are off',
      { kind: 'letters', on: !preferences.letters },
      { also: 'shortcuts accessibility' },
    ),
  ];
}

const COPY_FREE = 'Opens its drawer.';

function attentionEntries({ attention, sites, labels, now }: PaletteInput): readonly Entry[] {
  const known = new Map(sites.map((one) => [one.site.id, one]));
  return attention.flatMap((item): Entry[] => {
    const one = known.get(item.site);
    if (!one) return [];
    return [
      {
        id: `attention|${item.key}`,
        group: 'Attention',
        icon: { status: one.status === 'unknown' ? 'unknown' : item.severity },
        name: item.title,
        chip: null,
        fact: `${labels.get(item.site)?.title ?? item.site}, ${age(now - item.since)}`,
        key: null,
        act: { kind: 'open-site', site: item.site },
        consequence: COPY_FREE,
        also: `${item.detail} ${item.severity}`,
      },
    ];
  });
}

function incidentEntries({ incidents = [], labels, now }: PaletteInput): readonly Entry[] {
  return incidents.map((row): Entry => {
    const { id, title, severity, state, times, sites } = row;
    const since = times.declared === null ? '' : `, ${age(now - times.declared)}`;
    const where = sites.map((site) => labels.get(site)?.title ?? site).join('; ');
    return {
      id: `incident|${id}`,
      group: 'Incidents',
      icon: 'incidents',
      name: `${shortId(id)} ${title}`,
      chip: severity === 'SEV1' && !isOver(state) ? severity : null,
      fact: `${severity ?? 'no severity'}, ${state === null ? 'not declared' : STATE_WORD[state].toLowerCase()}${since}`,
      key: null,
      act: { kind: 'open-incident', incident: id },
      consequence: 'Opens it.',
      also: `${where} ${row.kind}`,
    };
  });
}

function siteEntries({ sites, labels, clocks, now }: PaletteInput): readonly Entry[] {
  return sites.map((one): Entry => {
    const { site, status, since } = one;
    const time = clocks.time(now, site.timeZone);
    const critical = status === 'critical';
    return {
      id: `site|${site.id}`,
      group: 'Sites',
      icon: { status },
      name: labels.get(site.id)?.title ?? site.name,
      chip: critical ? `Critical, ${age(now - since)}` : null,
      fact: critical
        ? `${site.region}, ${time}`
        : `${STATUS_WORD[status]} for ${age(now - since)}${one.held ? ', not seen' : ''}, ${site.region}`,
      key: null,
      act: { kind: 'open-site', site: site.id },
      consequence: COPY_FREE,
      also: `${site.id} ${site.name} ${countryName(site.country)} ${site.tier} ${site.region} ${site.accountName} ${site.owner?.name ?? ''}`,
    };
  });
}

function teamEntries({ teams, sites, clocks, now }: PaletteInput): readonly Entry[] {
  return teams.flatMap((team): Entry[] => {
    const duty = dutyOf(team, now);
    const own = sites.find((one) => one.site.owner?.team === team.id);
    if (!own) return [];
    const until =
      duty.until === null ? '' : ` ${duty.kind === 'off' ? 'until' : 'to'} ${clocks.both(duty.until, team.timeZone)}`;
    return [
      {
        id: `team|${team.id}`,
        group: 'Teams',
        icon: { duty: duty.kind },
        name: team.name,
        chip: null,
        fact: `${duty.kind === 'shift' ? 'On shift' : duty.kind === 'on-call' ? 'On call' : 'Off shift'}${until}`,
        key: null,
        act: { kind: 'open-site', site: own.site.id },
        consequence: `Opens ${own.site.name}, which this team owns.`,
        also: `${team.place} ${team.people.map((person) => person.name).join(' ')}`,
      },
    ];
  });
}
