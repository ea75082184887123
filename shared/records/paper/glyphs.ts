import type { HandoverItem, ItemCondition } from '../../domain/handover/types';
import type { Status } from '../../domain/status/types';
import { html, NOTHING, type Html } from './html';

/** Shapes of states and conditions on paper. They stand beside their words: a grey printer loses nothing. */
const INK: Readonly<Record<Status, string>> = {
  ok: '#00694c',
  warning: '#855200',
  critical: '#b23100',
  maintenance: '#0a5e96',
  unknown: '#56636b',
};

const SHAPE: Readonly<Record<Status, Html>> = {
  ok: html`<circle r="4" fill="${INK.ok}" />`,
  warning: html`<path
      d="M0-5.57L5.57 4.57H-5.57Z"
      fill="${INK.warning}"
      stroke="${INK.warning}"
      stroke-linejoin="round"
    /><path d="M0-1.65V1.14M0 2.58v.01" stroke="#fff" stroke-width="1.34" stroke-linecap="round" />`,
  critical: html`<path
      d="M0-5.6L5.6 0 0 5.6-5.6 0Z"
      fill="${INK.critical}"
      stroke="${INK.critical}"
      stroke-linejoin="round"
    /><path d="M0-2.58V.52M0 2.58v.01" stroke="#fff" stroke-width="1.44" stroke-linecap="round" />`,
  maintenance: html`<rect x="-4.33" y="-4.33" width="8.67" height="8.67" rx=".8" fill="${INK.maintenance}" /><path
      d="M-2.17 2.17L.52-.52M2.69-1.47A1.65 1.65 0 1 1 1.3-2.77"
      fill="none"
      stroke="#fff"
      stroke-width="1.34"
      stroke-linecap="round"
    />`,
  unknown: html`<circle
    r="4.13"
    fill="none"
    stroke="${INK.unknown}"
    stroke-width="1.3"
    stroke-dasharray="2.58 1.75"
  />`,
};

const shape = (status: Status): Html =>
  html`<svg class="g" viewBox="-6 -6 12 12" aria-hidden="true">${SHAPE[status]}</svg>`;

/** A verdict takes the shape of the state that is as bad. */
const SHAPE_OF = { go: 'ok', caution: 'warning', hold: 'critical' } as const;

export function statusGlyph(status: HandoverItem['status']): Html {
  if (status === null) return NOTHING;
  return shape(status === 'go' || status === 'caution' || status === 'hold' ? SHAPE_OF[status] : status);
}

const LINE: Readonly<Record<ItemCondition, string>> = {
  unstable: 'M1 8L5 2L9 8L13 2L17 8L21 2',
  watcher: 'M1 5Q4 0 7 5T13 5T19 5L21 4',
  stable: 'M1 5H21',
};
/** Flat, wave, zigzag and bold: a line, so that nobody takes it for a state. */
export const conditionMark = (condition: ItemCondition): Html =>
  html`<svg class="line is-${condition}" viewBox="0 0 22 10" aria-hidden="true"><path d="${LINE[condition]}" /></svg>`;

/** The mark of the product: the earth, half of it lit. */
export const MOON: Html = html`<svg class="moon" viewBox="-11 -11 22 22" aria-hidden="true">
  <circle r="9.25" fill="none" stroke="#39474f" stroke-width="1.5" />
  <path d="M0-9.25A9.25 9.25 0 0 1 0 9.25A4.4 9.25 0 0 0 0-9.25Z" fill="#12344d" />
</svg>`;
