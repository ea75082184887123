import type { Ms } from '../../lib/time';
import { ageText } from '../../lib/words';
import { hasEnded, isOverdue } from './state';
import type { HandoverItem, HandoverState, ItemCondition, ItemKind, Mark, Overall, Section } from './types';

/** Names of everything a handover has: one place, so that every screen and every export says the same. */
export const HANDOVER_STATE_WORD: Readonly<Record<HandoverState, string>> = {
  draft: 'Draft',
  ready: 'Ready',
  'in-review': 'In review',
  accepted: 'Accepted',
  'accepted-with-reservations': 'Accepted with reservations',
  refused: 'Refused',
  'self-covered': 'Self-covered',
};
export const CONDITION_WORD: Readonly<Record<ItemCondition, string>> = {
  unstable: 'Unstable',
  watcher: 'Watcher',
  stable: 'Stable',
};
export const OVERALL_WORD: Readonly<Record<Overall, string>> = { 'on-fire': 'On fire', watch: 'Watch', calm: 'Calm' };
export const SECTION_WORD: Readonly<Record<Section, string>> = {
  situation: 'Situation now',
  incidents: 'Open incidents',
  changes: 'Changes in flight and next shift',
  aws: 'AWS events',
  watch: 'Watch list',
  'if-then': 'If, then',
  actions: 'Actions',
  notes: 'Notes',
};
export const MARK_WORD: Readonly<Record<Mark, string>> = {
  new: 'New',
  changed: 'Changed',
  closed: 'Closed',
  same: 'Same',
};
export const ITEM_KIND_WORD: Readonly<Record<ItemKind, string>> = {
  incident: 'Incident',
  change: 'Change',
  override: 'Override',
  freeze: 'Freeze',
  'aws-event': 'AWS event',
  'aws-scheduled': 'AWS scheduled change',
  site: 'Site',
  source: 'Source',
  expiry: 'Expires',
  cover: 'Cover',
  'follow-up': 'Follow-up',
  action: 'Action',
  note: 'Note',
};

/** `Ready`, `Ready, 25 min overdue`, `Draft, put away`. */
export function stateText(row: Parameters<typeof isOverdue>[0], now: Ms): string {
  const word = HANDOVER_STATE_WORD[row.state];
  if (row.putAway != null && !hasEnded(row.state)) return `${word}, put away`;
  return isOverdue(row, now) ? `${word}, ${ageText(now - row.at)} overdue` : word;
}

/** Its name is a code (`INC-7F3A2`, a pipeline) and no word; written as one. */
export const isCode = ({ kind }: Pick<HandoverItem, 'kind'>): boolean =>
  kind === 'incident' || kind === 'change' || kind === 'override';
