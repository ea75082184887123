import { useEffect, type RefObject } from 'react';
import type { Ms } from '../../../../shared/lib/time';
import type { Change } from '../../../../shared/domain/change/types';
import { fixedBecause, type Grip } from './moving';
import type { Pan } from './use-pan';
import type { LaneAt, Planning } from './planning';
import { atOf, xOf } from './scale';

/** A hand that trembles moves nothing. */
const THRESHOLD = 4;
/** An end is grabbed by so much of it. */
const END = 6;
const EDGE = 28;
const EDGE_STEP = 9;

export interface PointerTools {
  readonly pan: Pan;
  readonly planning: Planning;
  readonly now: () => Ms;
  readonly changeOf: (key: string) => Change | null;
  /** The lane at a height, if there is one. */
  readonly siteAt: (y: number) => string | null;
  readonly laneAt: (site: string) => LaneAt | null;
  readonly choose: (key: string) => void;
  readonly zoom: (step: 1 | -1, at: Ms) => void;
}

/**
 * The pointer on the time line: bars are chosen, moved and made longer; on an empty lane of the time to come a window is drawn;
 * everywhere else the ground is moved.
 */
export function usePointer(band: RefObject<HTMLElement | null>, tools: RefObject<PointerTools>): void {
  useEffect(() => {
    const element = band.current;
    if (element === null) return undefined;
    let stop = (): void => {};
    const left = (): number => element.getBoundingClientRect().left;
    const at = (clientX: number): Ms => {
      const { pan } = tools.current;
      return atOf(pan.scale(), xOf(pan.scale(), pan.from()) + clientX - left());
    };

    const siteAt = (clientY: number): string | null =>
      tools.current.siteAt(clientY - element.getBoundingClientRect().top);

    const down = (event: PointerEvent): void => {
      if (event.button > 1 || !(event.target instanceof Element)) return;
      stop();
      const bar = event.target.closest<HTMLElement>('[data-key]');
      const begin = { x: event.clientX, at: at(event.clientX) };
      const key = bar?.dataset['key'] ?? null;
      const site = bar?.closest<HTMLElement>('[data-site]')?.dataset['site'] ?? siteAt(event.clientY);
      const does =
        event.button === 1
          ? pans()
          : key !== null && bar !== null
            ? movesBar(bar, key, site, event.clientX)
            : site !== null && begin.at > tools.current.now()
              ? draws(site, begin.at)
              : pans();
      let began = false;
      let last = event.clientX;
      let edge = 0;
      const follow = (clientX: number): void => {
        if (!began && Math.abs(clientX - begin.x) < THRESHOLD) return;
        if (!began && !does.begin()) {
          stop();
          return;
        }
        began = true;
        does.move(clientX, clientX - last, at(clientX) - begin.at);
        last = clientX;
      };
      const move = (next: PointerEvent): void => {
        next.preventDefault();
        follow(next.clientX);
      };
      // What is moved to the edge of the view takes the view along.
      const creep = (): void => {
        edge = requestAnimationFrame(creep);
        if (!began || !does.creeps) return;
        const x = last - left();
        const step = x < EDGE ? -EDGE_STEP : x > element.clientWidth - EDGE ? EDGE_STEP : 0;
        if (step === 0) return;
        tools.current.pan.by(step);
        follow(last);
      };
      edge = requestAnimationFrame(creep);
      const up = (): void => {
        stop();
        if (began) does.end();
        else if (key !== null) tools.current.choose(key);
      };
      const escape = (pressed: KeyboardEvent): void => {
        if (pressed.key !== 'Escape') return;
        pressed.preventDefault();
        pressed.stopPropagation();
        stop();
        if (began) does.cancel();
      };
      const lost = (): void => {
        stop();
        if (began) does.cancel();
      };
      stop = () => {
        cancelAnimationFrame(edge);
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        window.removeEventListener('pointercancel', lost);
        window.removeEventListener('keydown', escape, true);
        element.classList.remove('is-panning', 'is-planning');
        stop = () => {};
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
      window.addEventListener('pointercancel', lost);
      window.addEventListener('keydown', escape, true);
    };

    interface Does {
      readonly creeps: boolean;
      readonly begin: () => boolean;
      readonly move: (clientX: number, by: number, time: Ms) => void;
      readonly end: () => void;
      readonly cancel: () => void;
    }
    const pans = (): Does => ({
      creeps: false,
      begin: () => {
        element.classList.add('is-panning');
        return true;
      },
      move: (_, by) => tools.current.pan.by(-by),
      end: () => {},
      cancel: () => {},
    });
    const plans = (begin: () => boolean, move: Does['move']): Does => ({
      creeps: true,
      begin: () => {
        element.classList.add('is-planning');
        return begin();
      },
      move,
      end: () => void tools.current.planning.save(),
      cancel: () => tools.current.planning.cancel(),
    });
    const draws = (site: string, from: Ms): Does => {
      const lane = tools.current.laneAt(site);
      return lane === null
        ? pans()
        : plans(
            () => true,
            (clientX) => tools.current.planning.draw(lane, from, at(clientX)),
          );
    };
    const movesBar = (bar: HTMLElement, key: string, site: string | null, clientX: number): Does => {
      const change = tools.current.changeOf(key);
      const lane = site === null ? null : tools.current.laneAt(site);
      if (change === null || lane === null) return pans();
      const grip = gripOf(bar, clientX);
      return plans(
        () => tools.current.planning.begin(change, lane, 'pointer'),
        (_, __, time) => tools.current.planning.drag(grip, time),
      );
    };

    let turned = 0;
    const wheel = (event: WheelEvent): void => {
      const { pan, zoom } = tools.current;
      if (event.ctrlKey) {
        event.preventDefault();
        turned += event.deltaY;
        if (Math.abs(turned) < 40) return;
        zoom(turned > 0 ? 1 : -1, at(event.clientX));
        turned = 0;
        return;
      }
      const by = event.deltaX !== 0 ? event.deltaX : event.shiftKey ? event.deltaY : 0;
      if (by === 0) return;
      event.preventDefault();
      pan.by(event.deltaMode === 0 ? by : by * 24);
    };
    // What can be grabbed says so before it is.
    const hover = (event: PointerEvent): void => {
      const bar = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
      if (event.buttons !== 0) return;
      if (bar === null) {
        const plans = siteAt(event.clientY) !== null && at(event.clientX) > tools.current.now();
        element.style.cursor = plans ? 'crosshair' : '';
        return;
      }
      const change = tools.current.changeOf(bar.dataset['key'] ?? '');
      bar.style.cursor =
        change === null || fixedBecause(change) !== null
          ? 'pointer'
          : gripOf(bar, event.clientX) === 'whole'
            ? 'grab'
            : 'ew-resize';
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', hover);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      stop();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', hover);
      element.removeEventListener('wheel', wheel);
    };
  }, [band, tools]);
}

/** Narrow bars are moved whole; of others the ends are grabbed too. */
function gripOf(bar: HTMLElement, clientX: number): Grip {
  const { left, right } = (bar.querySelector('.tl-box') ?? bar).getBoundingClientRect();
  if (right - left < 3 * END || clientX > right + 1) return 'whole';
  if (clientX < left + END) return 'start';
  return clientX > right - END ? 'end' : 'whole';
}
