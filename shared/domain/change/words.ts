import type { ChangeLinkKind, ChangeState, ChangeType } from './types';

export const CHANGE_STATE_WORD: Readonly<Record<ChangeState, string>> = {
  draft: 'Draft',
  proposed: 'Proposed',
  approved: 'Approved',
  scheduled: 'Scheduled',
  running: 'Running',
  baking: 'Baking',
  done: 'Done',
  'rolled-back': 'Rolled back',
  aborted: 'Aborted',
};
export const CHANGE_TYPE_WORD: Readonly<Record<ChangeType, string>> = {
  standard: 'Standard',
  normal: 'Normal',
  emergency: 'Emergency',
};
export const CHANGE_LINK_WORD: Readonly<Record<ChangeLinkKind, string>> = {
  ticket: 'Ticket',
  incident: 'Incident',
  fixes: 'Fixes incident',
  proof: 'Proof',
  pipeline: 'Pipeline run',
  change: 'Change',
  'rollback-of': 'Rolls back',
  web: 'Web',
};
