import type { ChangeView } from '../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../shared/domain/guard/types';
import type { JudgedSignal } from '../../../shared/ipc/changes-contract';
import type { Point } from '../../../shared/domain/signals/types';
import { HOUR, MINUTE, SECOND } from '../../../shared/lib/time';
import { NOW } from './snapshot';

const START = NOW - 16 * MINUTE - 12 * SECOND;

/** CHG-214 of the pictures, running and held. */
export const aChangeView = (over: Partial<ChangeView> = {}): ChangeView => ({
  id: '7f3a2c11-0000-4000-8000-000000000214',
  number: '214-K7QD',
  title: 'checkout-api 4.18.0',
  description: 'New pricing client. Brazil production, 50 % of traffic.',
  type: 'normal',
  state: 'running',
  inConflict: false,
  sites: ['br-prod'],
  services: ['checkout'],
  window: { start: NOW - 42 * MINUTE, end: NOW + 78 * MINUTE },
  owner: 'rafael',
  executor: 'thiago',
  approvers: ['dana'],
  risk: { impact: 3, reversibility: 1, novelty: 2 },
  steps: [
    { id: 's1', text: 'Drain alarms, snapshot prices table', minutes: 10 },
    { id: 's2', text: 'Canary 5 %, 10 min clean', minutes: 10 },
    { id: 's3', text: 'Step to 50 %', minutes: 16 },
    { id: 's4', text: 'Step to 100 %, 20 min watch', minutes: 20 },
  ],
  rollback: {
    steps: [],
    command: 'deploy checkout-api --site br --to 4.17.3',
    minutes: 4,
    testedAt: NOW - 12 * HOUR,
  },
  abortSignals: [
    { id: 'a1', site: 'br-prod', signal: 'checkout-p95', at: 'critical' },
    { id: 'a2', site: 'br-prod', signal: 'orders', at: 'warning' },
  ],
  watched: [
    { id: 'w1', site: 'br-prod', signal: 'checkout-p95', tolerance: 0.1 },
    { id: 'w2', site: 'br-prod', signal: 'error-rate', tolerance: 0.1 },
    { id: 'w3', site: 'br-prod', signal: 'orders', tolerance: 0.1 },
    { id: 'w4', site: 'br-prod', signal: 'cpu', tolerance: 0.1 },
  ],
  bakeMinutes: 30,
  impact: null,
  artifact: 'checkout-api 4.18.0',
  disapprovals: [],
  approvals: [{ person: 'dana', at: NOW - 3 * HOUR, act: 'act-1' }],
  voided: [],
  overrides: [],
  ticks: [
    { step: 's1', outcome: 'done', person: 'thiago', at: NOW - 42 * MINUTE },
    { step: 's2', outcome: 'done', person: 'thiago', at: NOW - 32 * MINUTE },
    { step: 's3', outcome: 'done', person: 'thiago', at: NOW - 16 * MINUTE },
  ],
  times: { startedAt: START, bakingAt: null, endedAt: null },
  links: [{ id: 'l1', kind: 'ticket', target: 'OPS-4711', label: 'New pricing client' }],
  origin: null,
  changedAt: NOW - 16 * MINUTE,
  log: [
    {
      id: 'e4',
      at: NOW - 7 * MINUTE,
      person: 'rafael',
      clockOff: null,
      type: 'note',
      text: 'Rollback is ready. Asking L3 before I pull it.',
    },
    {
      id: 'e3',
      at: NOW - 8 * MINUTE,
      person: null,
      clockOff: null,
      type: 'guard',
      text: 'Verdict went from caution to hold.',
    },
    {
      id: 'e2',
      at: NOW - 16 * MINUTE,
      person: 'thiago',
      clockOff: null,
      type: 'step',
      step: 's3',
      outcome: 'done',
    },
    { id: 'e1', at: START, person: 'thiago', clockOff: null, type: 'state', state: 'running', reason: '' },
    {
      id: 'e0',
      at: NOW - 3 * HOUR,
      person: 'dana',
      clockOff: null,
      type: 'approved',
      reason: '',
      counts: true,
    },
  ],
  judgements: [],
  planHash: 'hash-1',
  conflicts: [],
  waiting: [],
  lost: 0,
  ...over,
});

export const aGuardAnswer = (over: Partial<GuardAnswer> = {}): GuardAnswer => ({
  change: '7f3a2c11-0000-4000-8000-000000000214',
  verdict: 'hold',
  at: NOW - 12 * SECOND,
  findings: [
    {
      rule: 'aws-issue',
      key: 'aws-issue:ec2',
      severity: 'hold',
      text: 'AWS issue open in this region',
      detail: 'EC2 API, sae1-az1, since 21:58 BRT',
      sites: ['br-prod'],
      datum: { source: 'AWS Health of retail-br', at: NOW - 40 * SECOND },
      overridden: false,
    },
    {
      rule: 'incident',
      key: 'incident:1',
      severity: 'hold',
      text: 'SEV1 incident open on Brazil production',
      detail: 'INC-7F3A2, Checkout slow in Brazil',
      sites: ['br-prod'],
      datum: { source: 'INC-7F3A2', at: NOW - 9 * MINUTE },
      overridden: false,
    },
    {
      rule: 'handover',
      key: 'handover:br-in',
      severity: 'caution',
      text: 'Handover in 1 h 18 min, inside the window',
      detail: 'Brazil L2 to India L2, 00:00 BRT, 03:00 UTC',
      sites: ['br-prod'],
      datum: { source: 'workspace file', at: null },
      overridden: false,
    },
    {
      rule: 'hours',
      key: 'hours:br',
      severity: 'caution',
      text: 'Outside the agreed hours of Brazil',
      detail: '09:00 to 18:00 BRT',
      sites: ['br-prod'],
      datum: { source: 'workspace file', at: null },
      overridden: false,
    },
  ],
  passed: [
    {
      rule: 'rollback',
      text: 'Rollback tested',
      detail: 'Tue 17 Nov, 12 h ago',
      datum: { source: 'the plan', at: NOW - 12 * HOUR },
    },
    {
      rule: 'freeze',
      text: 'No freeze in the window',
      detail: 'Peak freeze starts in 2 d 1 h',
      datum: { source: 'workspace file', at: null },
    },
  ],
  gaps: [{ rule: 'skills', text: 'Skill on duty for checkout', why: 'No skills are rated yet' }],
  ...over,
});

const series = (from: number, to: number, wobble: number): readonly Point[] =>
  Array.from({ length: 76 }, (_, index): Point => {
    const at = START - (60 - index) * MINUTE;
    const share = Math.min(1, Math.max(0, (index - 63) / 5));
    return [at, from + (to - from) * share + Math.sin(index * 1.7) * wobble + Math.cos(index * 0.6) * wobble];
  });

export const aJudgedSignal = (over: Partial<JudgedSignal> = {}): JudgedSignal => ({
  site: 'br-prod',
  signal: 'checkout-p95',
  name: 'Checkout p95',
  unit: 's',
  worse: 'higher',
  tolerance: 0.1,
  warning: 0.8,
  critical: 1.2,
  judgement: {
    verdict: 'worse',
    text: 'beyond its limit, and 284 % higher than before (95 % sure: 240 % to 330 % higher)',
    before: { n: 64, effective: 31 },
    after: { n: 16, effective: 7.6 },
    effect: 2.84,
    interval: [2.4, 3.3],
    p: 0.0004,
    breached: true,
    method: 'week-ratio',
  },
  beforeMedian: 0.62,
  afterMedian: 2.38,
  points: series(0.62, 2.38, 0.02),
  periodSeconds: 60,
  dataAt: NOW - 2 * MINUTE,
  ...over,
});

/** The four of the pictures. */
export const judgedFour = (): readonly JudgedSignal[] => [
  aJudgedSignal(),
  aJudgedSignal({
    signal: 'error-rate',
    name: 'Error rate',
    unit: 'percent',
    warning: 1,
    critical: 2,
    beforeMedian: 0.24,
    afterMedian: 3.1,
    points: series(0.24, 3.1, 0.04),
    judgement: { ...aJudgedSignal().judgement, effect: 11.9, interval: [9.8, 14] },
  }),
  aJudgedSignal({
    signal: 'orders',
    name: 'Orders',
    unit: 'per minute',
    worse: 'lower',
    warning: 600,
    critical: 540,
    beforeMedian: 824,
    afterMedian: 508,
    points: series(824, 508, 12),
    judgement: { ...aJudgedSignal().judgement, effect: -0.38, interval: [-0.44, -0.31] },
  }),
  aJudgedSignal({
    signal: 'cpu',
    name: 'CPU',
    unit: 'percent',
    warning: 80,
    critical: 90,
    beforeMedian: 58,
    afterMedian: 61,
    points: series(58, 61, 2),
    judgement: {
      ...aJudgedSignal().judgement,
      verdict: 'not-enough-data',
      text: '16 buckets since the change; 30 are needed',
      effect: 0.05,
      interval: [-0.02, 0.12],
      p: 0.21,
      breached: false,
    },
  }),
];
