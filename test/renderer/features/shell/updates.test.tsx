import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NewVersion, UpdateState } from '../../../../shared/domain/updates/types';
import { updateLineOf } from '../../../../renderer/features/shell/updates/view-model';
import { critical } from '../../builders/retail';
import { openWindow } from '../../window';

const found: NewVersion = { version: '0.2.0', releasedAt: null, size: 98_000_000, install: 'here' };
const problem = { code: 'bad-signature', detail: null } as const;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the line about updates', () => {
  it('is not there while there is nothing to say', () => {
    for (const state of [
      null,
      { kind: 'off', reason: 'no-feed' },
      { kind: 'idle', checkedAt: 1, asked: false },
      { kind: 'checking', asked: false },
      { kind: 'failed', step: 'check', problem: { code: 'unreachable', detail: null }, found: null, asked: false },
    ] as const satisfies readonly (UpdateState | null)[])
      expect(updateLineOf(state, null)).toBe(null);
  });

  it('says what there is, how large, and that nothing happens by itself', () => {
    expect(updateLineOf({ kind: 'available', found }, null)).toMatchObject({
      text: 'Meridian 0.2.0 is available',
      detail: '98 MB. Nothing is loaded before you say so.',
      action: { action: 'download', label: 'Download 0.2.0' },
      away: 'Later',
    });
    expect(updateLineOf({ kind: 'ready', found }, null)).toMatchObject({
      action: { action: 'restart', label: 'Restart to update to 0.2.0' },
      away: 'Later',
    });
  });

  it('stays away once put away, until there is something else to say', () => {
    const line = updateLineOf({ kind: 'available', found }, null);
    expect(updateLineOf({ kind: 'available', found }, line?.key ?? '')).toBe(null);
    expect(updateLineOf({ kind: 'available', found: { ...found, version: '0.3.0' } }, line?.key ?? '')).not.toBe(null);
    expect(updateLineOf({ kind: 'ready', found }, line?.key ?? '')).not.toBe(null);
  });

  it('cannot be put away while something is under way', () => {
    expect(updateLineOf({ kind: 'downloading', found, share: 0.42 }, null)).toMatchObject({
      text: 'Downloading Meridian 0.2.0, 42 %',
      share: 0.42,
      action: null,
      away: null,
    });
  });

  it('of a refusal says what happened, what to do, and that nothing was installed', () => {
    const line = updateLineOf({ kind: 'refused', step: 'check', problem, found: null, asked: false }, null);
    expect(line?.text).toBe('An update was refused');
    expect(line?.detail).toMatch(/key this Meridian trusts.*tell whoever publishes.*Nothing was installed\./);
  });
});

describe('in the window', () => {
  it('the line stands beside the headline, asks main for what is clicked, and goes for good with Later', async () => {
    const user = userEvent.setup();
    const { bridge } = openWindow(critical());
    await screen.findByRole('heading', { level: 1 });
    const place = screen.getByRole('status', { name: 'Updates' });
    expect(place.textContent).toBe('');
    act(() => bridge.updates({ kind: 'available', found }));
    expect(place.textContent).toContain('Meridian 0.2.0 is available');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Brazil');
    await user.click(screen.getByRole('button', { name: 'Download 0.2.0' }));
    expect(bridge.asked.filter(({ method }) => method === 'updates.act')).toEqual([
      { method: 'updates.act', input: { action: 'download' } },
    ]);
    await user.click(within(place).getByRole('button', { name: 'Later' }));
    expect(place.textContent).toBe('');
    act(() => bridge.updates({ kind: 'ready', found }));
    expect(place.textContent).toContain('Restart to update to 0.2.0');
  });

  it('a refused click is said', async () => {
    const user = userEvent.setup();
    const { bridge } = openWindow(critical());
    await screen.findByRole('heading', { level: 1 });
    act(() => bridge.updates({ kind: 'ready', found }));
    bridge.refuses('updates.act', { code: 'not-allowed', message: 'this cannot be done now' });
    await user.click(screen.getByRole('button', { name: 'Restart to update to 0.2.0' }));
    expect(await screen.findByText('Not done: this cannot be done now')).toBeTruthy();
  });

  it('the palette offers it too, and only what the state offers', async () => {
    const user = userEvent.setup();
    const { bridge, stores } = openWindow(critical());
    await screen.findByRole('heading', { level: 1 });
    act(() => stores.navigation.show('palette'));
    await user.keyboard('updates');
    expect(screen.queryByRole('option', { name: /Check for updates/ })).toBe(null);
    act(() => bridge.updates({ kind: 'idle', checkedAt: null, asked: false }));
    await user.click(await screen.findByRole('option', { name: /Check for updates/ }));
    await waitFor(() => expect(bridge.asked.at(-1)).toEqual({ method: 'updates.act', input: { action: 'check' } }));
  });

  it('a window that connects again asks anew, and an event is newer than an answer under way', async () => {
    const { bridge, stores } = openWindow(critical());
    await screen.findByRole('heading', { level: 1 });
    const before = bridge.asked.filter(({ method }) => method === 'updates.state').length;
    act(() => bridge.connects());
    act(() => bridge.updates({ kind: 'ready', found }));
    await waitFor(() =>
      expect(bridge.asked.filter(({ method }) => method === 'updates.state')).toHaveLength(before + 1),
    );
    expect(stores.updates.getState().updates).toEqual({ kind: 'ready', found });
  });
});
