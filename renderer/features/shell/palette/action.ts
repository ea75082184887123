import type { IconName } from '../../../ui/icons';
import type { Act, Entry } from './types';

/** Something to be done; what is not said otherwise changes this window only. */
export const action = (
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
  consequence: 'Changes this window only.',
  also: '',
  ...more,
});
