import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HandoverPresenter, stopwatch } from '../../../../renderer/features/handover/present/presenter';
import type { Talks } from '../../../../renderer/stores/talks';
import { slidesOf } from '../../../../renderer/features/handover/present/slides';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import { HOUR, MINUTE, SECOND } from '../../../../shared/lib/time';
import { aContent, anItem, aView, END, NAMES, fullHandover } from '../../../builders/handed-over';
import { ordinaryHandover } from '../../../builders/ordinary-handover';
import { HOSTILE } from '../../../builders/hostile';

afterEach(cleanup);

function present(view: HandoverView = ordinaryHandover(), now = END, talks: Talks = new Map()) {
  const onClose = vi.fn();
  const at = (given: HandoverView, time: number) => (
    <HandoverPresenter view={given} names={NAMES} now={time} talks={talks} onClose={onClose} />
  );
  const { rerender } = render(at(view, now));
  const dialog = (): HTMLElement => screen.getByRole('dialog', { name: 'Presenting the handover' });
  return {
    onClose,
    dialog,
    press: (key: string, more: object = {}) => fireEvent.keyDown(document.activeElement ?? dialog(), { key, ...more }),
    title: () => dialog().querySelector('#present-title')?.textContent ?? '',
    progress: () => dialog().querySelector('.present-progress b')?.textContent,
    time: () => dialog().querySelector('.present-time')?.textContent,
    again: (given: HandoverView, time: number) => rerender(at(given, time)),
  };
}

describe('what is presented (H2)', () => {
  it('is the sentence first, then each unstable and watched item worst first, then the times, then the rest', () => {
    const slides = slidesOf(ordinaryHandover());
    expect(slides.map(({ kind }) => kind)).toEqual(['overall', 'item', 'item', 'item', 'item', 'ahead', 'rest']);
    expect(slides.flatMap((slide) => (slide.kind === 'item' ? [slide.one.item.condition] : []))).toEqual([
      'unstable',
      'unstable',
      'watcher',
      'watcher',
    ]);
  });

  it('leaves no item out: each is one of its own, or in the rest', () => {
    const view = fullHandover(200);
    const slides = slidesOf(view);
    const alone = slides.flatMap((slide) => (slide.kind === 'item' ? [slide.one.item.id] : []));
    const rest = slides.flatMap((slide) =>
      slide.kind === 'rest' ? slide.groups.flatMap(({ lines }) => lines.map(({ key }) => key)) : [],
    );
    expect(new Set([...alone, ...rest])).toEqual(new Set(view.content.items.map(({ id }) => id)));
    expect(alone).toHaveLength(view.content.items.filter(({ condition }) => condition !== 'stable').length);
  });

  it('says of the next shift what begins, ends and is due, in order, and nothing that is past', () => {
    const [ahead] = slidesOf(
      aView(
        aContent({
          items: [
            anItem({ id: 'a', begins: END - HOUR, ends: END + 2 * HOUR }),
            anItem({ id: 'b', due: END + HOUR }),
            anItem({ id: 'c', begins: END + 3 * HOUR, due: END + 3 * HOUR }),
            anItem({ id: 'd', due: END + HOUR, closed: true }),
          ],
        }),
      ),
    ).filter(({ kind }) => kind === 'ahead');
    expect(ahead?.kind === 'ahead' && ahead.moments.map(({ item, what }) => [item.id, what])).toEqual([
      ['b', 'due'],
      ['a', 'ends'],
      ['c', 'begins'],
    ]);
  });

  it('of nothing at all is the sentence alone', () => {
    expect(slidesOf(aView(aContent())).map(({ kind }) => kind)).toEqual(['overall']);
  });
});

describe('the presenter', () => {
  it('goes with arrows, space and page keys, to both ends, and leaves with Escape', () => {
    const { press, progress, title, onClose } = present();
    expect([progress(), title()]).toEqual(['1 of 7', expect.stringContaining('Brazil checkout recovered')]);
    press('ArrowRight');
    expect([progress(), title()]).toEqual(['2 of 7', expect.stringContaining('CHG-222')]);
    press('PageDown');
    expect([progress(), title()]).toEqual(['3 of 7', expect.stringContaining('INC-0087')]);
    press(' ');
    expect(progress()).toBe('4 of 7');
    press('ArrowDown');
    expect(progress()).toBe('5 of 7');
    press('ArrowUp');
    press('ArrowLeft');
    press('PageUp');
    expect(progress()).toBe('2 of 7');
    press('End');
    expect(progress()).toBe('7 of 7');
    press('ArrowRight');
    expect(progress()).toBe('7 of 7');
    press('Home');
    press('ArrowLeft');
    expect(progress()).toBe('1 of 7');
    press('ArrowRight', { ctrlKey: true });
    expect(progress()).toBe('1 of 7');
    press('Escape');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('shows of an item its condition, what, done, next, owner, due and if-thens, in the order it is read', () => {
    const { press, dialog } = present();
    press('ArrowRight');
    press('ArrowRight');
    const stage = within(dialog()).getByRole('region');
    expect(stage.getAttribute('aria-labelledby')).toBe('present-title');
    const text = stage.textContent.replace(/\s+/g, ' ');
    let from = 0;
    for (const said of [
      'unstable',
      'Warning',
      'INC-0087',
      'Checkout slow in Brazil',
      'SEV1, mitigated 01:50 UTC',
      'CHG-214 rolled back',
      'Watch p95 to 10:00',
      'Ananya Iyer',
      '10:00 IST, 04:30 UTC',
      'p95 over 0.8 for 5 min',
      'contact Dana, US L3',
      'until 12:30, watched',
    ]) {
      const at = text.indexOf(said, from);
      expect([said, at >= from]).toEqual([said, true]);
      from = at;
    }
  });

  it('H3 says what an item lacks', () => {
    const { press, dialog } = present(aView(aContent({ items: [anItem({ condition: 'unstable', line: 'alone' })] })));
    press('ArrowRight');
    for (const said of ['no next action', 'no owner', 'no due time', 'no if-then']) within(dialog()).getByText(said);
  });

  it('keeps state, both clocks and the age of the data on screen, whatever is shown', () => {
    const { press, dialog } = present(aView({ ...ordinaryHandover().content }), END + 25 * MINUTE);
    for (const key of ['Home', 'ArrowRight', 'End']) {
      press(key);
      const text = dialog().textContent;
      for (const said of [
        'Draft, 25 min overdue',
        '08:55 IST',
        '03:25 UTC',
        '41 min ago',
        'oldest 14 s then',
        'UTC is 5 h 30 min behind',
      ])
        expect([key, said, text.includes(said)]).toEqual([key, said, true]);
    }
  });

  it('counts the time of each and of all, and goes on counting where one comes back to', () => {
    const view = ordinaryHandover();
    const { press, time, again } = present(view);
    again(view, END + 65 * SECOND);
    expect(time()).toContain('1:05 here, 1:05 in all');
    press('ArrowRight');
    again(view, END + 95 * SECOND);
    expect(time()).toContain('0:30 here, 1:35 in all');
    press('ArrowLeft');
    again(view, END + 100 * SECOND);
    expect(time()).toContain('1:10 here, 1:40 in all');
    expect([stopwatch(0), stopwatch(3_723_000), stopwatch(-5)]).toEqual(['0:00', '1:02:03', '0:00']);
  });

  it('goes on where it was left: the place, what was talked about and its time, the time it was closed not counted', () => {
    const view = ordinaryHandover();
    const talks: Talks = new Map();
    const first = present(view, END, talks);
    first.press(' ');
    first.again(view, END + 65 * SECOND);
    cleanup();
    const { progress, time, press, again } = present(view, END + HOUR, talks);
    const talked = () => screen.getByRole('button', { name: /Talked about/ }).getAttribute('aria-pressed');
    expect([progress(), talked()]).toEqual(['2 of 7', 'false']);
    expect(time()).toContain('1:05 here, 1:05 in all');
    again(view, END + HOUR + 5 * SECOND);
    expect(time()).toContain('1:10 here, 1:10 in all');
    press('ArrowLeft');
    expect(talked()).toBe('true');
    cleanup();
    const other = present({ ...view, id: 'another' }, END + HOUR, talks);
    expect(other.progress()).toBe('1 of 7');
  });

  it('ticks what was talked about, here alone: with T, or with Space on the way on', () => {
    const { press } = present();
    const talked = (): string | null =>
      screen.getByRole('button', { name: /Talked about/ }).getAttribute('aria-pressed');
    expect(talked()).toBe('false');
    press('t');
    expect(talked()).toBe('true');
    press('t');
    expect(talked()).toBe('false');
    press(' ');
    expect(talked()).toBe('false');
    press('ArrowLeft');
    expect(talked()).toBe('true');
  });

  it('stays at what is shown when others edit meanwhile: by what it is, not by its number', () => {
    const view = ordinaryHandover();
    const { press, title, progress, again } = present(view);
    press('ArrowRight');
    press('ArrowRight');
    const { content } = view;
    const more = {
      ...view,
      content: {
        ...content,
        items: [...content.items, anItem({ condition: 'unstable', line: 'new and worse', status: 'critical' })],
      },
    };
    again(more, END);
    expect([title().includes('INC-0087'), progress()]).toEqual([true, '4 of 8']);
    // And when it is gone, at what took its place.
    again({ ...view, content: { ...content, items: content.items.filter(({ id }) => id !== 'inc87') } }, END);
    expect(progress()).toBe('3 of 6');
  });

  it('takes the focus to what is shown, and gives it back where it was', () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    const { press } = present();
    const stage = document.activeElement;
    expect(stage?.getAttribute('aria-labelledby')).toBe('present-title');
    press('ArrowRight');
    expect(document.activeElement).toBe(stage);
    cleanup();
    expect(document.activeElement).toBe(button);
    button.remove();
  });

  it.each(Object.entries(HOSTILE))('shows %s as text', (_name, text) => {
    const { press, dialog } = present(
      aView(
        aContent({
          sentence: text,
          notes: text,
          items: [
            anItem({
              condition: 'unstable',
              name: text,
              line: text,
              next: text,
              done: text,
              owner: text,
              sites: [text],
            }),
          ],
        }),
      ),
    );
    for (let turn = 0; turn < 3; turn++) {
      expect(dialog().querySelectorAll('script, img, a, iframe, [onerror], [onload]')).toHaveLength(0);
      press('ArrowRight');
    }
  });
});
