import { actionsOf } from '../../../../shared/domain/updates/fold';
import type { UpdateAction, UpdateState } from '../../../../shared/domain/updates/types';
import { actionLabel, stateLine } from '../../../../shared/domain/updates/words';
import type { Layer, Theme } from '../../../stores/preferences';
import { ZONE_MODES, ZONE_WORD } from '../../../ui/clocks';
import type { IconName } from '../../../ui/icons';
import { action } from './action';
import type { PaletteInput } from './input';
import type { Entry } from './types';

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
const LAYER_WORD: readonly (readonly [layer: Layer, word: string])[] = [
  ['night', 'day and night'],
  ['teams', 'teams'],
  ['health', 'AWS Health'],
];

/** Other screens than the one that is open. */
export const goActions = ({ screen = 'live' }: PaletteInput): readonly Entry[] => [
  ...(screen === 'live'
    ? []
    : [action('go|live', 'live', 'Go to Live', '', { kind: 'go', screen: 'live' }, { key: '1', also: 'map screen' })]),
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
];

/** Asks the sources anew, and shows the same in another way. */
export const lookActions = ({ preferences }: PaletteInput): readonly Entry[] => [
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
];

/** How this window looks, what keys it takes, and its version. */
export const windowActions = ({ preferences, updates = NO_UPDATES }: PaletteInput): readonly Entry[] => [
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
