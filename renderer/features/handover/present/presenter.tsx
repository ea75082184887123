import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { isOverdue } from '../../../../shared/domain/handover/state';
import { stateText } from '../../../../shared/domain/handover/words';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import { ageText } from '../../../../shared/lib/words';
import type { Ms } from '../../../../shared/lib/time';
import type { HandoverNames } from '../../../../shared/records/handover-out/options';
import { standingOf } from '../../../../shared/records/handover-out/standing';
import { outTimes } from '../../../../shared/records/handover-out/times';
import type { Talks } from '../../../stores/talks';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { clockZone } from '../../../ui/time';
import { SlideBody } from './slide-body';
import { slidesOf, type Slide } from './slides';
import { useTalk, type Talk } from './use-talk';
import './present.css';

interface PresenterProps {
  readonly view: HandoverView;
  readonly names: HandoverNames;
  /** To the second: it counts how long is talked. */
  readonly now: Ms;
  /** Where it goes on, and where it is kept how far one came. */
  readonly talks: Talks;
  readonly onClose: () => void;
}

/**
 * A handover for a call, on a shared screen: one thing at a time in large letters, worst first. How it stands and how old the data is never
 * leaves the screen; what is ticked as talked about is of this window alone.
 */
export function HandoverPresenter({ view, names, now, talks, onClose }: PresenterProps) {
  const { content } = view;
  const slides = useMemo(() => slidesOf(view), [view]);
  const talk = useTalk(view.id, slides, now, talks);
  const zone = names.zoneOf(content.to);
  const times = useMemo(() => outTimes(zone, content.at), [zone, content.at]);
  const standing = standingOf(view, names, times, { now });
  const stage = useRef<HTMLElement>(null);
  const [before] = useState(() => document.activeElement);
  const { slide, index } = talk;
  const key = slide?.key;

  // A reader of the screen reads what is shown, and the keys go to it.
  useEffect(() => {
    if (stage.current === null) return;
    stage.current.scrollTop = 0;
    stage.current.focus({ preventScroll: true });
  }, [key]);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    // Letters of the document below are not meant.
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab') {
      keepTab(event);
      return;
    }
    if (press(event, talk, slides.length, stage.current, onClose)) event.preventDefault();
  };
  const { situation } = content;
  return (
    <div className="present" role="dialog" aria-modal="true" aria-label="Presenting the handover" onKeyDown={onKeyDown}>
      <header className="present-head">
        <h1>
          {names.team(content.from)} to {names.team(content.to)}
        </h1>
        <p className={isOverdue(view, now) ? 'present-state is-overdue' : 'present-state'}>{stateText(view, now)}</p>
        <p className="present-clock">
          <b>{clockZone(now, zone)}</b>
          {times.name !== 'UTC' && <span>{clockZone(now, 'UTC')}</span>}
        </p>
        <Button onClick={onClose} shortcut="Esc">
          Leave
        </Button>
      </header>
      <section className="present-stage" ref={stage} tabIndex={-1} aria-labelledby="present-title">
        {standing.warnings.length > 0 && index === 0 && (
          <ul className="present-warnings">
            {standing.warnings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        {slide === null ? null : (
          <SlideBody slide={slide} view={view} names={names} times={times} duty={standing.duty} />
        )}
      </section>
      <footer className="present-foot">
        <Steps slides={slides} talk={talk} />
        <p className="present-data">
          {situation === null
            ? 'No states were read.'
            : `States as read ${times.both(situation.at)}, ${ageText(now - situation.at)} ago${situation.oldest === null ? ', one source never answered' : `, oldest ${ageText(situation.at - situation.oldest)} then`}.`}{' '}
          {times.head}
        </p>
        <div className="present-keys">
          <p className="present-progress" role="status">
            <b>
              {index + 1} of {slides.length}
            </b>{' '}
            <span className="visually-hidden">
              {slide !== null && talk.talked.has(slide.key) ? 'talked about' : ''}
            </span>
          </p>
          <p className="present-time">
            <Icon name="clock" size={14} /> {stopwatch(talk.here)} here, {stopwatch(talk.total)} in all
          </p>
          <Button shortcut="T" aria-pressed={slide !== null && talk.talked.has(slide.key)} onClick={talk.toggle}>
            Talked about
          </Button>
          <Button shortcut="PageUp" disabled={index === 0} onClick={() => talk.go(index - 1)}>
            Back
          </Button>
          <Button
            kind="primary"
            shortcut="Space"
            disabled={index === slides.length - 1 && slide !== null && talk.talked.has(slide.key)}
            onClick={talk.done}
          >
            {index === slides.length - 1 ? 'Done' : 'Done, next'}
          </Button>
        </div>
      </footer>
    </div>
  );
}

/** One mark for each, in order: where the talk is, and what was talked about. */
function Steps({ slides, talk }: { readonly slides: readonly Slide[]; readonly talk: Talk }) {
  return (
    <ol className="present-steps" aria-hidden="true">
      {slides.map(({ key }, at) => (
        <li
          key={key}
          className={[at === talk.index ? 'is-on' : '', talk.talked.has(key) ? 'is-talked' : '']
            .filter(Boolean)
            .join(' ')}
        />
      ))}
    </ol>
  );
}

/** What a key does; false: nothing, and whoever else may have it. */
function press(
  { key, shiftKey, target }: KeyboardEvent,
  talk: Talk,
  count: number,
  stage: HTMLElement | null,
  onClose: () => void,
): boolean {
  const { index, go } = talk;
  switch (key) {
    case 'Escape':
      onClose();
      return true;
    case 'ArrowRight':
    case 'PageDown':
      go(index + 1);
      return true;
    case 'ArrowLeft':
    case 'PageUp':
      go(index - 1);
      return true;
    case 'ArrowDown':
      if (hasMore(stage, 1)) return scroll(stage, 1);
      go(index + 1);
      return true;
    case 'ArrowUp':
      if (hasMore(stage, -1)) return scroll(stage, -1);
      go(index - 1);
      return true;
    case 'Home':
      go(0);
      return true;
    case 'End':
      go(count - 1);
      return true;
    case ' ':
      // On a button it is the button that is pressed.
      if (target instanceof HTMLButtonElement) return false;
      if (shiftKey) go(index - 1);
      else talk.done();
      return true;
    case 't':
    case 'T':
      talk.toggle();
      return true;
    default:
      return false;
  }
}

/** What is longer than the screen is read to its end first. */
function hasMore(stage: HTMLElement | null, step: 1 | -1): boolean {
  if (stage === null) return false;
  return step === 1 ? stage.scrollTop + stage.clientHeight < stage.scrollHeight - 1 : stage.scrollTop > 0;
}
function scroll(stage: HTMLElement | null, step: 1 | -1): true {
  stage?.scrollBy({ top: step * 80 });
  return true;
}

/** Tab goes round within it. */
function keepTab(event: KeyboardEvent): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const [first, last] = [all[0], all.at(-1)];
  const active = document.activeElement;
  if (event.shiftKey ? active === first || !(active instanceof HTMLButtonElement) : active === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

/** `4:05`, `1:02:09` */
export function stopwatch(ms: Ms): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
