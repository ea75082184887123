import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chartOf, type ChartView } from '../../../../../renderer/features/live/drawer/chart-model';
import type { ChartMark } from '../../../../../renderer/features/live/drawer/marks';
import { createReading } from '../../../../../renderer/features/live/drawer/chart-reading';
import { SignalChart } from '../../../../../renderer/features/live/drawer/signal-chart';
import { clocksFor } from '../../../../../renderer/ui/clocks';
import { aChangeView } from '../../../builders/change';
import { critical, historyOf } from '../../../builders/retail';
import { NOW } from '../../../builders/snapshot';
import { openWindow } from '../../../window';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const snapshot = critical();
const site = snapshot.sites.find(({ id }) => id === 'br-prod')!;
const clocks = clocksFor('site', 'UTC', NOW);
const ZONE = 'America/Sao_Paulo';
const MINUTE = 60_000;
const WIDTH = 646;
/** Nothing was heard for ten minutes when it is not seen. */
const viewOf = (id: string, isSeen = true): ChartView => {
  const signal = site.signals.find((one) => one.id === id)!;
  return chartOf(signal, historyOf(snapshot)(site.id, id, 1), 1, isSeen, ZONE, isSeen ? NOW : NOW + 10 * MINUTE);
};
const flags: readonly ChartMark[] = [
  {
    key: 'c1 start',
    at: NOW - 40 * MINUTE,
    text: 'CHG-214',
    tone: 'change',
    spoken: 'CHG-214-K7QD checkout-api 4.18.0 began 22:02 BRT, 01:02 UTC',
    opens: { kind: 'change', id: 'c1' },
  },
  {
    key: 'since',
    at: NOW - 12 * MINUTE,
    text: 'Critical',
    tone: 'critical',
    spoken: 'Critical since 22:30',
    opens: null,
  },
];

function draw(views: readonly ChartView[], onOpen: (mark: ChartMark) => void = () => undefined) {
  const reading = createReading();
  const { container } = render(
    views.map((view, index) => (
      <SignalChart
        key={view.id}
        view={view}
        flags={flags}
        width={WIDTH}
        clocks={clocks}
        zone={ZONE}
        reading={reading}
        isFirst={index === 0}
        isLast={index === views.length - 1}
        onOpen={onOpen}
      />
    )),
  );
  return { container, readers: screen.getAllByRole('slider') };
}
const said = (reader: HTMLElement | undefined): string | null => reader?.getAttribute('aria-valuetext') ?? null;
const shown = (): readonly (string | null)[] =>
  [...document.querySelectorAll('.chart-reading')].map((one) => one.textContent);

describe('a chart', () => {
  it('says in one sentence what it shows, and has words of flags only first and times only last', () => {
    const { container } = draw([viewOf('orders'), viewOf('p95')]);
    expect(screen.getAllByRole('figure').map((one) => one.getAttribute('aria-label'))).toEqual([
      viewOf('orders').summary,
      viewOf('p95').summary,
    ]);
    const words = [...container.querySelectorAll('figure')].map((one) =>
      [...one.querySelectorAll('text, .chart-flag')].map((text) => text.textContent),
    );
    expect(words[0]).toContain('CHG-214');
    expect(words[0]?.join()).toContain('Critical');
    expect(words[1]?.join()).not.toContain('Critical');
    expect(words[1]?.filter((word) => word.includes(':'))).toEqual(
      viewOf('p95').ticks.map((at) => clocks.bare(at, ZONE)),
    );
  });

  it('has the line of every mark in the same place, and a button where a mark stands for a record', async () => {
    const opened: ChartMark[] = [];
    const { container } = draw([viewOf('orders'), viewOf('p95')], (mark) => opened.push(mark));
    const lines = [...container.querySelectorAll('figure')].map((one) =>
      [...one.querySelectorAll('.chart-field path[stroke^="var(--"]')].flatMap((path) =>
        /^M[\d.]+ 0V/.test(path.getAttribute('d') ?? '')
          ? [`${path.getAttribute('d')} ${path.getAttribute('stroke')}`]
          : [],
      ),
    );
    expect(lines[0]).toHaveLength(2);
    expect(lines[0]).toEqual(lines[1]);
    expect(lines[0]?.[0]).toContain('var(--sun)');
    const list = screen.getByRole('list', { name: 'What happened in this time' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(list.textContent).toContain('Critical since 22:30');
    // Not within the slider, whose parts nobody would reach.
    const button = within(list).getByRole('button', {
      name: /^CHG-214\. CHG-214-K7QD checkout-api 4\.18\.0 began 22:02/,
    });
    expect(button.closest('[role="slider"]')).toBeNull();
    await userEvent.setup().tab();
    await userEvent.click(button);
    expect(opened.map(({ opens }) => opens)).toEqual([{ kind: 'change', id: 'c1' }]);
  });

  it('of what is not seen has a hatched tail, no colour and a hollow end', () => {
    const look = (isSeen: boolean) => {
      const view = viewOf('p95', isSeen);
      const hollow = isSeen ? { at: NOW - MINUTE / 2, value: view.high } : view.hollow;
      const { container } = draw([{ ...view, hollow }]);
      const found = {
        tail: container.querySelector('pattern') !== null,
        lines: [...container.querySelectorAll('.chart-line')].map((line) => line.getAttribute('stroke')),
        ends: [...container.querySelectorAll('circle')].map((end) => end.getAttribute('fill')),
      };
      cleanup();
      return found;
    };
    expect(look(true)).toEqual({
      tail: false,
      lines: ['var(--ink-1)', 'var(--warning)', 'var(--critical)'],
      ends: ['var(--critical)', 'var(--panel)'],
    });
    expect(look(false)).toEqual({ tail: true, lines: ['var(--ink-3)'], ends: ['var(--panel)'] });
  });
});

describe('reading a chart by keyboard', () => {
  it('begins with what was measured last, moves in time, goes to the ends and is put away', async () => {
    const user = userEvent.setup();
    const view = viewOf('p95');
    const { readers } = draw([view]);
    const [reader] = readers;
    await user.tab();
    expect(document.activeElement).toBe(reader);
    expect([said(reader), shown()]).toEqual(['no reading yet', []]);
    await user.keyboard('{ArrowLeft}');
    expect(shown()[0]).toContain(clocks.time(view.end!.at, ZONE));
    const last = said(reader);
    await user.keyboard('{ArrowLeft}{ArrowRight}');
    expect(said(reader)).toBe(last);
    await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    const leapt = said(reader);
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect([leapt === last, said(reader)]).toEqual([false, last]);
    await user.keyboard('{Home}');
    const first = view.points.find(({ at }) => at >= view.from)!;
    expect(reader?.getAttribute('aria-valuenow')).toBe(String(first.at));
    await user.keyboard('{ArrowLeft}');
    expect(reader?.getAttribute('aria-valuenow')).toBe(String(first.at));
    await user.keyboard('{End}');
    expect(reader?.getAttribute('aria-valuenow')).toBe(String(view.points.at(-1)!.at));
    await user.keyboard('{Escape}');
    expect([said(reader), shown()]).toEqual(['no reading yet', []]);
  });

  it('is the same instant in all charts, and ends when the focus leaves', async () => {
    const user = userEvent.setup();
    const { readers } = draw([viewOf('orders'), viewOf('p95')]);
    await user.tab();
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    const times = readers.map((reader) => Number(reader.getAttribute('aria-valuenow')));
    expect(shown()).toHaveLength(2);
    expect(Math.abs(times[0]! - times[1]!)).toBeLessThanOrEqual(MINUTE);
    await user.tab();
    expect(shown()).toEqual([]);
  });

  it('Escape puts the reading away first, and closes the drawer after', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(snapshot);
    await screen.findByRole('complementary', { name: 'Attention' });
    act(() => stores.navigation.openSite('br-prod'));
    const drawer = await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
    const [reader] = await within(drawer).findAllByRole('slider');
    act(() => reader?.focus());
    await user.keyboard('{ArrowLeft}');
    expect(shown()).toHaveLength(4);
    await user.keyboard('{Escape}');
    expect([shown().length, document.querySelector('.drawer') === null]).toEqual([0, false]);
    await user.keyboard('{Escape}');
    expect(document.querySelector('.drawer')).toBeNull();
  });
});

describe('a change of the site', () => {
  it('is opened from its flag, from its row, and by key', async () => {
    const user = userEvent.setup();
    const { stores } = openWindow(snapshot);
    await screen.findByRole('complementary', { name: 'Attention' });
    const change = aChangeView();
    act(() => {
      stores.changes.setState({ changes: [change] });
      stores.navigation.openSite('br-prod');
    });
    const drawer = await screen.findByRole('region', { name: 'Brazil, Production' }, { timeout: 8_000 });
    const flag = await within(drawer).findByRole('button', { name: /^CHG-214\. CHG-214-K7QD .* began 22:26 BRT/ });
    expect(within(drawer).getByText('1 running')).toBeTruthy();
    const opened = () => [stores.navigation.getState().screen, stores.navigation.getState().change];
    act(() => flag.focus());
    await user.keyboard('{Enter}');
    expect(opened()).toEqual(['changes', change.id]);
    act(() => stores.navigation.openChange(null));
    act(() => stores.navigation.openSite('br-prod'));
    const row = await screen.findByRole('button', { name: 'CHG-214 checkout-api 4.18.0' }, { timeout: 8_000 });
    await user.click(row);
    expect(opened()).toEqual(['changes', change.id]);
  });
});

describe('reading a chart by pointer', () => {
  const HALF = 38 + 600 / 2;

  it('takes the nearest point in every chart, and draws no chart again', () => {
    let drawn = 0;
    const counted = (view: ChartView): ChartView =>
      Object.defineProperty({ ...view }, 'summary', {
        get: () => {
          drawn++;
          return view.summary;
        },
      });
    const { readers } = draw([counted(viewOf('orders')), counted(viewOf('p95'))]);
    const before = drawn;
    fireEvent.pointerMove(readers[1]!, { clientX: HALF });
    const [here, there] = readers.map((reader) => Number(reader.getAttribute('aria-valuenow')));
    expect(Math.abs(there! - (NOW - 30 * MINUTE))).toBeLessThanOrEqual(MINUTE / 2);
    expect(Math.abs(here! - there!)).toBeLessThanOrEqual(MINUTE / 2);
    expect(shown()).toHaveLength(2);
    fireEvent.pointerMove(readers[1]!, { clientX: HALF + 100 });
    expect(Number(readers[1]!.getAttribute('aria-valuenow'))).toBeGreaterThan(there!);
    expect(drawn).toBe(before);
  });

  it('ends beside the lines and outside of the chart', () => {
    const { readers } = draw([viewOf('orders')]);
    const [reader] = readers;
    fireEvent.pointerMove(reader!, { clientX: HALF });
    expect(shown()).toHaveLength(1);
    fireEvent.pointerMove(reader!, { clientX: 10 });
    expect(shown()).toEqual([]);
    fireEvent.pointerMove(reader!, { clientX: HALF });
    fireEvent.pointerOut(reader!, { relatedTarget: document.body });
    expect(shown()).toEqual([]);
  });
});
