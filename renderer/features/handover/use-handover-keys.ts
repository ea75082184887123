import { useEffect, useRef } from 'react';
import { useStores } from '../../stores/stores';
import { isTyping } from '../../ui/typing';
import type { Way } from './frame/ways';
import type { Desk, Field } from './desk';

interface Keys {
  readonly desk: Desk;
  readonly editable: boolean;
  /** Null: the line is no if-then, or is not there. */
  readonly onRemove: (ifThen: string) => void;
  readonly onOnlyChanged: () => void;
  readonly onWay: (way: Way) => void;
}

const FIELD_OF: Readonly<Record<string, Field>> = {
  e: 'line',
  f2: 'line',
  n: 'next',
  o: 'owner',
  d: 'due',
  t: 'condition',
  i: 'if-then',
  x: 'dismiss',
  m: 'merge',
};
/** What stands in the order of J and K: the mark of each line, and the two texts that are no line. */
const STOPS = ['[data-row]', '.ho-lead .is-place', '.ho-notes .is-place'].map((stop) => `.ho-doc ${stop}`).join(', ');

/** Letters of the document; what a part of the screen used is left alone. */
export function useHandoverKeys(keys: Keys): void {
  const { navigation, preferences } = useStores();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || navigation.getState().overlay !== null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const { desk, editable, onRemove, onOnlyChanged, onWay } = latest.current;
      const active = document.activeElement;
      // The panel has letters of its own.
      if (active?.closest('.handover-panel, dialog') != null) return;
      const { at, open } = desk.getState();
      if (event.key === 'Escape') {
        if (open === null) return;
        focusLine(open);
        desk.toggle(open);
        event.preventDefault();
        return;
      }
      const step = STEP_OF[event.key];
      const isLetter = event.key.length === 1;
      if (isLetter && !preferences.getState().letters) return;
      const letter = event.key.toLowerCase();
      const field = FIELD_OF[letter];
      if (step !== undefined) {
        if (!isLetter && active?.closest('.ho-doc') == null) return;
        move(step, at);
      } else if (letter === 'c') onOnlyChanged();
      else if (letter === 'p') onWay('present');
      else if (letter === 's') onWay('export');
      else if (letter === 'a') answer();
      else if (field !== undefined && editable && at !== null) {
        const ifThen = at.startsWith('if:') ? at.slice(3) : null;
        if (at === 'situation' || at === 'notes') {
          if (field !== 'line') return;
          desk.edit(at, 'line');
        } else if (ifThen === null) desk.edit(at, field);
        else if (field === 'line' || field === 'if-then') desk.edit(at, 'if-then');
        else if (field === 'dismiss') onRemove(ifThen);
        else return;
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigation, preferences]);
}

const STEP_OF: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1, J: 1, K: -1, ArrowDown: 1, ArrowUp: -1 };

const lineOf = (at: string): Element | null => document.querySelector(`.ho-doc [data-at="${CSS.escape(at)}"]`);

export function focusLine(at: string): void {
  const line = lineOf(at);
  line?.querySelector<HTMLElement>('[data-row], [data-field]')?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: 'nearest' });
}

/** The first open question stands in the panel. */
const answer = (): void => document.querySelector<HTMLElement>('.handover-panel [data-act="answer"]')?.click();

/** Where whoever sent a line away goes on: the one after it, else the one before. */
export function neighbourOf(at: string): string | null {
  const lines = [...document.querySelectorAll<HTMLElement>('.ho-doc .ho-line[data-at]')];
  const index = lines.findIndex((line) => line.dataset['at'] === at);
  return (lines[index + 1] ?? lines[index - 1])?.dataset['at'] ?? null;
}

/** To the next line, from the one that was last at hand. */
function move(step: 1 | -1, at: string | null): void {
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)];
  const here = at === null ? null : lineOf(at);
  const index = stops.findIndex((stop) => stop === document.activeElement || (here?.contains(stop) ?? false));
  const next =
    stops[index === -1 ? (step === 1 ? 0 : stops.length - 1) : Math.max(0, Math.min(stops.length - 1, index + step))];
  if (next === undefined) return;
  next.focus({ preventScroll: true });
  next.closest('.ho-line, .ho-lead, .ho-notes')?.scrollIntoView({ block: 'nearest' });
}
