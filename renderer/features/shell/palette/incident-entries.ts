import { isOver } from '../../../../shared/domain/incident/rules';
import { shortId, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { Wish } from '../../../stores/navigation';
import type { IconName } from '../../../ui/icons';
import { age } from '../../../ui/time';
import { action } from './action';
import type { PaletteInput } from './input';
import { ACTED_ON } from './site-entries';
import type { Entry } from './types';

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

/** An incident of something that wants attention, or of anything. */
export function declareActions({ sites, attention, labels }: PaletteInput): readonly Entry[] {
  const known = new Set(sites.map(({ site }) => site.id));
  const declaring = attention.slice(0, ACTED_ON).flatMap((item) => {
    if (!known.has(item.site)) return [];
    return [
      action(
        `declare|${item.key}`,
        'incidents',
        `Declare an incident in ${labels.get(item.site)?.title ?? item.site}`,
        item.title,
        { kind: 'declare', site: item.site, attention: item.key },
        { consequence: 'Asks first. Pins what is on screen of that site.', also: 'open new' },
      ),
    ];
  });
  return [
    ...declaring,
    action(
      'declare',
      'incidents',
      'Declare an incident',
      'works offline',
      { kind: 'declare', site: null, attention: null },
      { key: 'I', consequence: 'Asks first.', also: 'open new report' },
    ),
  ];
}

/** What is done in the incidents' own window, from anywhere. */
export const wishActions = ({ incident = false }: PaletteInput): readonly Entry[] =>
  WISHES.filter(([wish]) => wish !== 'export' || incident).map(([wish, icon, name, consequence, also]) =>
    action(`wish|${wish}`, icon, name, 'works offline', { kind: 'wish', wish }, { consequence, also }),
  );

export function incidentEntries({ incidents = [], labels, now }: PaletteInput): readonly Entry[] {
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
