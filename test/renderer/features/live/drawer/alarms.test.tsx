import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { critical } from '../../../builders/retail';
import { aSource } from '../../../builders/snapshot';
import { openWindow } from '../../../window';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** The alarms of Brazil production in its drawer. */
async function openAlarms(snapshot = critical()): Promise<HTMLElement> {
  const { stores } = openWindow(snapshot);
  await screen.findByRole('complementary', { name: 'Attention' });
  act(() => stores.navigation.openSite('br-prod'));
  const drawer = await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
  return (await within(drawer).findByRole('heading', { name: /^Alarms/ })).closest('section')!;
}

describe('alarms in the drawer', () => {
  it('S6: a muted one keeps its state and says until when it is muted, and by which rule', async () => {
    const alarms = await openAlarms();
    const row = within(alarms).getByText('retail-br-asg-az1-launch').closest('li')!;
    expect(within(row).getByText('muted')).toBeTruthy();
    expect(within(row).getByText('Muted until Wed 18 Nov 01:00 BRT, 04:00 UTC by br-az1-capacity')).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Warning' })).toBeTruthy();
    expect(within(alarms).queryAllByText(/^Muted/)).toHaveLength(1);
  });

  it('S2: where mute rules are not seen it says so, with the permission that is missing', async () => {
    const snapshot = critical();
    const reason = 'cloudwatch:ListAlarmMuteRules is not allowed for profile retail';
    const id = 'prod/sa-east-1/ListAlarmMuteRules';
    const source = aSource({ id, api: 'ListAlarmMuteRules', condition: 'denied', lastGoodAt: null, reason });
    const alarms = await openAlarms({ ...snapshot, sources: [...snapshot.sources, source] });
    expect(alarms.textContent).toContain('mutes not seen');
    const sources = screen.getByText('Mute rules of prod, sa-east-1').closest('section')!;
    expect(sources.textContent).toContain(reason);
    cleanup();
    expect((await openAlarms()).textContent).not.toContain('mutes not seen');
  });
});
