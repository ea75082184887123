import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blind, blindProduction, calm, critical, empty, many, restoring, single, troubles } from './builders/retail';
import { aSnapshot, NOW } from './builders/snapshot';
import { openWindow } from './window';

const MINUTE = 60_000;

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const queue = () => screen.getByRole('complementary', { name: 'Attention' });
const title = () => screen.getByRole('heading', { level: 1 });
const ready = () => waitFor(() => expect(screen.getByRole('complementary', { name: 'Attention' })).toBeTruthy());

describe('the live screen', () => {
  it('opens with the sentence, the counts, the cards and the queue', async () => {
    openWindow(critical());
    await waitFor(() => expect(title().textContent).toBe('Brazil production is critical'));
    await ready();
    expect(screen.getByRole('group', { name: 'Sites by state' }).textContent).toBe(
      '1Critical0Warning1Maintenance1Unknown9Ok',
    );
    expect(screen.getByRole('article', { name: 'Brazil: Critical, 12 min' })).toBeTruthy();
    expect(within(queue()).getAllByRole('listitem')).toHaveLength(3);
    expect(screen.getByText('Demo data')).toBeTruthy();
    expect(document.documentElement.dataset['theme']).toMatch(/dark|light/);
  });

  it('tells once that all sites are on screen, and how many of them have a known state', async () => {
    performance.clearMarks();
    const { bridge } = openWindow(critical());
    const told = () => bridge.asked.filter(({ method }) => method === 'window.drawn');
    await waitFor(() => expect(told()).toHaveLength(1));
    const [mark] = performance.getEntriesByName('meridian:markers-drawn');
    expect(told()[0]?.input).toEqual({
      at: performance.timeOrigin + (mark?.startTime ?? Number.NaN),
      sites: 12,
      known: 11,
    });
    bridge.sends({ seq: 2, generatedAt: NOW + 1_000, sites: critical().sites.slice(0, 1) });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    expect(told()).toHaveLength(1);
  });

  it('says nothing of the kind while there is no site', async () => {
    performance.clearMarks();
    const { bridge } = openWindow(null);
    await ready();
    expect(bridge.asked.map(({ method }) => method)).not.toContain('window.drawn');
  });

  it('has every site of the map in the tab order, worst first', async () => {
    openWindow(critical());
    const list = await screen.findByRole('list', { name: 'Sites on the map, by attention' });
    const names = within(list)
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label') ?? '');
    expect(names).toHaveLength(12);
    expect(names[0]).toMatch(/^Brazil, Production: Critical for 12 min/);
    expect(names[0]).toContain('Checkout latency p95');
  });

  it.each([
    ['calm', calm(), 'All 12 sites ok'],
    ['blind', blind(), 'We cannot see AWS'],
    ['blind of production', blindProduction(), 'We cannot see production'],
    ['restoring', restoring(), 'Last known state, reading AWS…'],
    ['empty', empty(), 'Nothing is watched'],
    ['one site', single(), 'Brazil production is ok'],
    ['200 sites', many(), 'eu-west-3 production 1 is critical'],
    ['troubles', troubles(), 'Brazil production is critical'],
    ['nothing yet', null, 'No reading yet'],
  ])('%s', async (_, snapshot, sentence) => {
    openWindow(snapshot);
    await waitFor(() => expect(title().textContent).toBe(sentence));
  });

  it('grows old by itself: no patch, and green becomes unknown', async () => {
    const { stores } = openWindow(calm());
    await waitFor(() => expect(title().textContent).toBe('All 12 sites ok'));
    act(() => stores.clock.setState({ now: NOW + 30 * MINUTE }));
    expect(title().textContent).toBe('We cannot see AWS');
    expect(screen.getByRole('group', { name: 'Sites by state' }).textContent).toContain('12Unknown0Ok');
    expect(screen.getByText('AWS not live')).toBeTruthy();
    expect(screen.getByText('12 sites unknown')).toBeTruthy();
    expect(screen.queryByText('AWS live')).toBeNull();
  });

  it('says that the engine is lost, everywhere, and recovers', async () => {
    const { bridge } = openWindow(calm());
    await waitFor(() => expect(title().textContent).toBe('All 12 sites ok'));
    act(() => bridge.disconnects());
    expect(title().textContent).toBe('Meridian does not answer');
    expect(screen.getByRole('alert').textContent).toContain('This window has lost Meridian');
    expect(screen.getAllByText('Not connected')).toHaveLength(2);
    act(() => bridge.connects());
    await waitFor(() => expect(title().textContent).toBe('All 12 sites ok'));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('attention', () => {
  it('acknowledges, moves down and takes it back', async () => {
    const user = userEvent.setup();
    const { bridge } = openWindow(critical());
    await ready();
    const [first] = await within(queue()).findAllByRole('button', { name: 'Acknowledge' });
    await user.click(first!);
    expect(bridge.asked.some(({ method }) => method === 'attention.acknowledge')).toBe(true);
    await waitFor(() =>
      expect(within(queue()).getAllByRole('listitem').at(-1)?.textContent).toContain(
        'Acknowledged 22:42 BRT, 01:42 UTC',
      ),
    );
    await user.click(within(queue()).getByRole('button', { name: /Undo/ }));
    await waitFor(() => expect(within(queue()).queryByText(/Acknowledged/)).toBeNull());
  });

  it('moves with J and K, acknowledges with A, opens with Enter', async () => {
    const user = userEvent.setup();
    const { bridge } = openWindow(critical());
    await ready();
    await waitFor(() => expect(within(queue()).getAllByRole('listitem')).toHaveLength(3));
    const opens = () => [...queue().querySelectorAll<HTMLElement>('.queue-open')];
    act(() => opens()[0]!.focus());
    await user.keyboard('j');
    expect(document.activeElement).toBe(opens()[1]);
    await user.keyboard('k');
    expect(document.activeElement).toBe(opens()[0]);
    await user.keyboard('a');
    expect(bridge.asked.at(-1)).toMatchObject({
      method: 'attention.acknowledge',
      input: { key: 'br-prod|critical|1' },
    });
  });

  it('says why an acknowledgement was refused', async () => {
    const user = userEvent.setup();
    const { bridge } = openWindow(critical());
    await ready();
    bridge.refuses('attention.acknowledge', { code: 'not-found', message: 'It is over already.' });
    const [first] = await within(queue()).findAllByRole('button', { name: 'Acknowledge' });
    await user.click(first!);
    expect((await within(queue()).findByRole('alert')).textContent).toBe('Not done: It is over already.');
  });

  it('shows the rule it ranks by', async () => {
    openWindow(critical());
    expect((await within(queue()).findByRole('button', { name: 'by impact' })).dataset['hint']).toContain('never away');
  });
});

describe('the drawer', () => {
  it('opens a site with its reasons, alarms, sources and runbooks, and Escape goes back', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(critical());
    await user.click(await within(queue()).findByRole('button', { name: /Checkout latency p95 2.4 s/ }));
    const drawer = await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
    expect(drawer.textContent).toContain('Critical for 12 min');
    // In a low window the worst facts stand there at once, the others on request.
    expect(within(drawer).getAllByRole('row')).toHaveLength(4);
    expect(drawer.textContent).toContain('Order in time, not cause.');
    expect(drawer.textContent).toContain('4 firing of 13');
    expect(within(drawer).getByText('Metrics of prod, sa-east-1')).toBeTruthy();
    expect(within(drawer).getByText('https://wiki.example.com/checkout')).toBeTruthy();
    await waitFor(() => expect(within(drawer).getAllByRole('figure')).toHaveLength(4));
    expect(document.activeElement).toBe(drawer);
    await user.click(within(drawer).getByRole('button', { name: '3 more facts' }));
    expect(within(drawer).getAllByRole('row')).toHaveLength(7);
    await user.keyboard('{Escape}');
    expect(stores.navigation.getState().site).toBeNull();
    await waitFor(() => expect((document.activeElement as HTMLElement).dataset['site']).toBe('br-prod'));
  }, 15_000);

  it('asks for the points of the hour and of the day', async () => {
    const user = userEvent.setup();
    const { bridge, stores } = openWindow(critical());
    await ready();
    act(() => stores.navigation.openSite('br-prod'));
    const drawer = await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
    await waitFor(() => expect(bridge.asked.filter(({ method }) => method === 'signal.history')).toHaveLength(4));
    await user.click(within(drawer).getByRole('tab', { name: '24 hours' }));
    await waitFor(() => expect(bridge.asked.at(-1)).toMatchObject({ input: { site: 'br-prod', hours: 24 } }));
  }, 15_000);

  it('acts by letters, and not when they are off', async () => {
    const user = userEvent.setup();
    const { bridge, stores } = openWindow(critical());
    await ready();
    act(() => stores.navigation.openSite('br-prod'));
    await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
    await user.keyboard('r');
    await waitFor(() => expect(stores.navigation.getState().notice).toBe('Asking 3 sources of this site now.'));
    const before = bridge.asked.length;
    act(() => stores.preferences.set({ letters: false }));
    await user.keyboard('ra');
    expect(bridge.asked.length).toBe(before);
  }, 15_000);
});

describe('the list', () => {
  it('says the same as the map in a table, toggled with L', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(critical());
    await ready();
    await user.keyboard('l');
    const table = await screen.findByRole('table', { name: 'Sites by attention' });
    expect(within(table).getAllByRole('row')).toHaveLength(13);
    expect(title().textContent).toBe('Brazil production is critical');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Brazil, Production'));
    await user.keyboard('j');
    expect(document.activeElement?.textContent).toContain('India, Pre-production');
    await user.keyboard('{Enter}');
    expect(stores.navigation.getState().site).toBe('in-pre');
  });
});

describe('palette and keys', () => {
  it('finds a site and opens it', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(critical());
    await ready();
    await user.keyboard('{Control>}k{/Control}');
    const dialog = screen.getByRole('dialog', { name: 'Search and every action' });
    await user.type(within(dialog).getByRole('combobox'), 'india prod');
    expect(within(dialog).getAllByRole('option').length).toBeGreaterThan(0);
    await user.keyboard('{Tab}{Enter}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(stores.navigation.getState().site).toMatch(/^in-/);
  });

  it('does not act on letters that are typed', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(critical());
    await ready();
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('lz?1');
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('lz?1');
    expect(stores.preferences.getState()).toMatchObject({ view: 'map', zone: 'site' });
    await user.keyboard('{Escape}');
    expect(stores.navigation.getState().overlay).toBeNull();
  });

  it('shows every key, and turns letters off', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(critical());
    await ready();
    await user.keyboard('?');
    const sheet = screen.getByRole('dialog', { name: 'Keyboard' });
    await user.click(within(sheet).getByRole('button', { name: 'Turn off' }));
    expect(stores.preferences.getState().letters).toBe(false);
    await user.keyboard('{Escape}z?');
    expect(stores.preferences.getState().zone).toBe('site');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is honest about screens that are not built', async () => {
    const user = userEvent.setup();
    openWindow(critical());
    await ready();
    const rail = screen.getByRole('navigation', { name: 'Screens' });
    expect(within(rail).getAllByRole('button')).toHaveLength(8);
    expect(within(rail).getAllByText('Not built yet')).toHaveLength(1);
    expect(within(rail).getByRole('button', { name: 'Incidents' }).getAttribute('aria-disabled')).toBe('false');
    expect(within(rail).getByRole('button', { name: 'Changes' }).getAttribute('aria-disabled')).toBe('false');
    expect(within(rail).getByRole('button', { name: 'Handover' }).getAttribute('aria-disabled')).toBe('false');
    expect(within(rail).getByRole('button', { name: 'People' }).getAttribute('aria-disabled')).toBe('true');
    expect(rail.textContent).not.toMatch(/\d/);
    await user.keyboard('5');
    expect(screen.getByText('People is not built yet.')).toBeTruthy();
  });

  it('cycles zone and theme', async () => {
    const user = userEvent.setup();
    openWindow(critical());
    await ready();
    await waitFor(() => expect(screen.getAllByText('22:42 BRT')).toHaveLength(1));
    await user.keyboard('z');
    expect(screen.queryByText('22:42 BRT')).toBeNull();
    expect(screen.getAllByText('01:42 UTC').length).toBeGreaterThan(3);
    await user.click(screen.getByRole('button', { name: /Theme: System/ }));
    await user.click(screen.getByRole('button', { name: /Theme: Dark/ }));
    expect(document.documentElement.dataset['theme']).toBe('light');
  });
});

describe('the diagnostics', () => {
  const copied = (): { readonly texts: string[] } => {
    const texts: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void texts.push(text));
    return { texts };
  };

  it('are copied from the palette, and it is said what was copied', async () => {
    const { stores } = openWindow(calm());
    await ready();
    const { texts } = copied();
    act(() => stores.navigation.show('palette'));
    fireEvent.change(screen.getByRole('combobox'), { target: { value: '>diagnostics' } });
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
    expect(await screen.findByText('Copied, 2 lines: account ids shortened, keys and tokens left out.')).toBeTruthy();
    expect(texts).toEqual(['Meridian diagnostics\nall well']);
  });

  it('are copied from the key sheet; a refusal is said too', async () => {
    const { stores, bridge } = openWindow(calm());
    await ready();
    copied();
    bridge.refuses('app.diagnostics', { code: 'failed', message: 'app.diagnostics failed' });
    act(() => stores.navigation.show('keys'));
    fireEvent.click(screen.getByRole('button', { name: 'Copy diagnostics' }));
    expect(await screen.findByText('Not copied: app.diagnostics failed.')).toBeTruthy();
  });
});

describe('a link that arrives', () => {
  it('opens the drawer of its site, and one of no site is said', async () => {
    const { bridge } = openWindow(critical());
    await ready();
    const site = critical().sites[1]!;
    act(() => bridge.arrives({ id: 1, to: { kind: 'site', site: 'mars' } }));
    expect(await screen.findByText('No site "mars" in this workspace.')).toBeTruthy();
    act(() => bridge.arrives({ id: 2, to: { kind: 'site', site: site.id } }));
    await waitFor(() => expect(document.querySelector('.drawer')).toBeTruthy());
    act(() => bridge.arrives({ id: 3, to: { kind: 'live' } }));
    await waitFor(() => expect(document.querySelector('.drawer')).toBeNull());
  });
});

describe('banners', () => {
  it('show a workspace problem and an old runtime, and can be put away', async () => {
    const snapshot = {
      ...calm(),
      workspace: {
        id: 'r',
        name: 'R',
        file: 'meridian.yaml',
        problem: 'meridian.yaml:41:7 sites[3].region: expected a region',
      },
    };
    openWindow(snapshot, {
      info: { version: '1', runtime: 'Electron 25.1.1', dataFolder: '', warning: 'Too old for real accounts.' },
    });
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2));
    fireEvent.click(screen.getAllByRole('button', { name: 'Later' })[0]!);
    expect(screen.getByRole('alert').textContent).toContain('Too old for real accounts.');
  });

  it('tell quietly of a crash of an earlier run, until somebody knows', async () => {
    const file = '/data/crashes/exception-2026-11-25T11-24-01-123Z.txt';
    const { bridge } = openWindow(calm(), { crash: { at: Date.UTC(2026, 10, 25, 11, 24), kind: 'exception', file } });
    const line = await screen.findByText('Meridian ended unexpectedly at 2026-11-25 11:24 UTC.');
    expect(line.parentElement?.textContent).toContain('was sent nowhere: exception-2026-11-25T11-24-01-123Z.txt');
    expect(screen.getByText('exception-2026-11-25T11-24-01-123Z.txt').dataset['hint']).toBe(file);
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByText(/ended unexpectedly/)).toBeNull();
    expect(bridge.asked.filter(({ method }) => method === 'app.crashSeen')).toHaveLength(1);
  });

  it('a workspace without teams says so', async () => {
    openWindow(aSnapshot({ teams: [] }));
    expect(await screen.findByText('No teams in this workspace')).toBeTruthy();
  });
});

describe('hints', () => {
  it('tell source and age of a number on focus, by the clock of that moment', async () => {
    const { stores } = openWindow(critical());
    await ready();
    const [row] = await screen.findAllByRole('button', { name: /^Orders/ });
    expect(row?.getAttribute('aria-description')).toMatch(/^Orders: 1,722/);
    act(() => stores.clock.setState({ now: NOW + 5_000 }));
    fireEvent.keyDown(document, { key: 'Tab' });
    fireEvent.focusIn(row!);
    expect(screen.getByRole('tooltip').textContent).toContain('Read 17 s ago from prod/us-east-1/GetMetricData');
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(screen.queryByRole('tooltip')).toBeNull();
  });
});
