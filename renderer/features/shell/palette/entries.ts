import { changeActions, changeEntries } from './change-entries';
import { handoverActions, handoverEntries } from './handover-entries';
import { declareActions, incidentEntries, wishActions } from './incident-entries';
import type { PaletteInput } from './input';
import { acknowledgeActions, attentionEntries, contactActions, siteEntries, teamEntries } from './site-entries';
import type { Entry } from './types';
import { goActions, lookActions, windowActions } from './window-entries';

/** All that the palette finds: what can be done, what wants attention, then every thing by its kind. */
export function entriesOf(input: PaletteInput): readonly Entry[] {
  const { screen = 'live' } = input;
  return [
    ...acknowledgeActions(input),
    ...declareActions(input),
    ...goActions(input),
    ...wishActions(input),
    ...lookActions(input),
    ...contactActions(input),
    ...windowActions(input),
    ...changeActions(input, screen),
    ...handoverActions(input, screen),
    ...attentionEntries(input),
    ...changeEntries(input),
    ...incidentEntries(input),
    ...handoverEntries(input),
    ...siteEntries(input),
    ...teamEntries(input),
  ];
}
