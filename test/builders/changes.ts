import type { Approval, Change, ChangeLink, Override } from '../../shared/domain/change/types';
import { DAY, HOUR } from '../../shared/lib/time';
import { NOW } from './instants';

export const anApproval = (over: Partial<Approval> = {}): Approval => ({
  person: 'ana',
  at: NOW - HOUR,
  act: 'act-approved',
  ...over,
});

export const anOverride = (over: Partial<Override> = {}): Override => ({
  person: 'ana',
  at: NOW - HOUR,
  act: 'act-override',
  reason: 'Customers cannot pay',
  findings: [],
  breakGlass: false,
  ...over,
});

export const aLink = (over: Partial<ChangeLink> = {}): ChangeLink => ({
  id: 'link',
  kind: 'ticket',
  target: 'OPS-1',
  label: '',
  ...over,
});

/** A normal change of checkout in Brazil, in two hours, that nothing speaks against. */
export const aChange = (over: Partial<Change> = {}): Change => ({
  id: 'c0000001',
  number: '214-K7QD',
  title: 'Checkout 4.18',
  description: '',
  type: 'normal',
  state: 'scheduled',
  inConflict: false,
  sites: ['br-prod'],
  services: ['checkout'],
  window: { start: NOW + 2 * HOUR, end: NOW + 3 * HOUR },
  owner: 'bia',
  executor: 'bia',
  approvers: ['ana'],
  risk: { impact: 2, reversibility: 2, novelty: 2 },
  steps: [{ id: 's1', text: 'Deploy', minutes: 20 }],
  rollback: {
    steps: [{ id: 'r1', text: 'Deploy 4.17', minutes: 10 }],
    command: 'deploy checkout 4.17',
    minutes: 10,
    testedAt: NOW - 3 * DAY,
  },
  abortSignals: [],
  watched: [{ id: 'w1', site: 'br-prod', signal: 'p95', tolerance: 0.05 }],
  bakeMinutes: 30,
  impact: null,
  artifact: null,
  disapprovals: [],
  approvals: [anApproval()],
  voided: [],
  overrides: [],
  ticks: [],
  times: { startedAt: null, bakingAt: null, endedAt: null },
  links: [],
  origin: null,
  changedAt: NOW - 2 * HOUR,
  ...over,
});
