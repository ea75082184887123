import { describe, expect, it } from 'vitest';
import { changeActions, changeEntries } from '../../../../renderer/features/shell/palette/change-entries';
import { search } from '../../../../renderer/features/shell/palette/view-model';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { labelSites } from '../../../../renderer/ui/labels';
import { aChange, AT } from '../../../builders/planned';
import { aSite } from '../../builders/snapshot';

const site = aSite({ id: 'br-prod' });
const input = {
  changes: [
    aChange({
      id: 'a',
      number: '214-K7QD',
      state: 'running',
      rollback: { ...aChange().rollback, command: 'deploy 4.17.3' },
    }),
    aChange({ id: 'b', number: '215-AAAA', title: 'Switch', window: null }),
  ],
  labels: labelSites([site]),
  clocks: clocksFor('site', 'UTC', AT),
  sites: [{ site }],
};

describe('changes in the palette', () => {
  it('are found by number and by title, with state and both clocks', () => {
    const entries = changeEntries(input);
    const found = (query: string): readonly string[] =>
      search(entries, query).groups.flatMap((group) => group.entries.map(({ name }) => name));
    expect(found('chg-214')).toEqual(['CHG-214-K7QD checkout-api 4.18.0']);
    expect(found('switch')).toEqual(['CHG-215-AAAA Switch']);
    expect(entries[0]).toMatchObject({
      fact: 'Running, 23:42 BRT, 02:42 UTC',
      act: { kind: 'open-change', change: 'a' },
    });
    expect(entries[1]?.fact).toBe('Scheduled, no window');
  });

  it('the command of the rollback is copied of what is under way, and of nothing else', () => {
    const copies = changeActions(input, 'live').filter(({ act }) => act.kind === 'copy');
    expect(copies.map(({ name, act }) => [name, act])).toEqual([
      ['Copy rollback command of CHG-214-K7QD', { kind: 'copy', text: 'deploy 4.17.3' }],
    ]);
  });

  it('one can go there from any other screen', () => {
    const goes = (screen: string): boolean => changeActions(input, screen).some(({ act }) => act.kind === 'go');
    expect([goes('live'), goes('incidents'), goes('changes')]).toEqual([true, true, false]);
  });
});
