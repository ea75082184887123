import { fullNumber } from '../../../../shared/domain/change/number';
import { isUnderWay } from '../../../../shared/domain/change/rules';
import type { Change } from '../../../../shared/domain/change/types';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { Clocks } from '../../../ui/clocks';
import type { SiteLabel } from '../../../ui/labels';
import { action as anAction } from './action';
import type { Act, Entry } from './types';

interface ChangesInput {
  readonly changes?: readonly Change[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly clocks: Clocks;
  readonly sites: readonly { readonly site: { readonly id: string; readonly timeZone: string } }[];
}

type Action = (name: string, also: string, act: Act, more?: Partial<Entry>) => Entry;

const action: Action = (name, also, act, more = {}) =>
  anAction(name, 'changes', name, 'works offline', act, { also, ...more });

/** What can be done about changes from anywhere. */
export function changeActions({ changes = [] }: ChangesInput, screen: string): readonly Entry[] {
  return [
    action('New change', 'plan create window', { kind: 'plan' }, { key: 'C', consequence: 'Opens its form.' }),
    ...(screen === 'changes'
      ? []
      : [
          action(
            'Go to Changes',
            'screen time line calendar',
            { kind: 'go', screen: 'changes' },
            { key: '2', fact: '' },
          ),
        ]),
    ...changes
      .filter(({ state, rollback }) => isUnderWay(state) && rollback.command !== '')
      .map(({ id, number, title, rollback }) =>
        action(
          `Copy rollback command of ${fullNumber(number)}`,
          `${title} roll back undo`,
          { kind: 'copy', text: rollback.command },
          { id: `rollback|${id}`, icon: 'undo', fact: title, consequence: 'Enter copies, nothing is run.' },
        ),
      ),
    action(
      'Freezes',
      'holiday peak closed 13 months',
      { kind: 'wish', wish: 'freezes' },
      { consequence: 'Opens the list.' },
    ),
    action(
      'Import changes',
      'calendar ics csv read',
      { kind: 'wish', wish: 'import-changes' },
      { consequence: 'Asks for files.' },
    ),
    action(
      'Export changes',
      'calendar ics csv save',
      { kind: 'wish', wish: 'export-changes' },
      { consequence: 'Opens its menu.' },
    ),
  ];
}

/** Every change, by number and title. */
export function changeEntries({ changes = [], labels, clocks, sites }: ChangesInput): readonly Entry[] {
  const zones = new Map(sites.map(({ site }) => [site.id, site.timeZone]));
  return changes.map((change): Entry => {
    const { id, number, title, state, window } = change;
    const zone = zones.get(change.sites[0] ?? '') ?? 'UTC';
    const where = change.sites.map((site) => labels.get(site)?.title ?? site).join('; ');
    const when = window === null ? 'no window' : clocks.both(window.start, zone);
    return {
      id: `change|${id}`,
      group: 'Changes',
      icon: 'changes',
      name: `${fullNumber(number)} ${title}`,
      chip: null,
      fact: `${CHANGE_STATE_WORD[state]}, ${when}`,
      key: null,
      act: { kind: 'open-change', change: id },
      consequence: 'Opens it.',
      also: `${where} ${change.services.join(' ')}`,
    };
  });
}
