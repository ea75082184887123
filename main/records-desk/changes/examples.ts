import type { ChangeEdit } from '../../../shared/ipc/changes-contract';
import type { Change, ChangeState } from '../../../shared/domain/change/types';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../../shared/lib/time';

/** A change as the demo shows it: what is planned, and how far it came. */
export interface Example {
  readonly plan: ChangeEdit;
  readonly moves: readonly { readonly state: ChangeState; readonly at: Ms }[];
  /** Steps of the plan that are done, the first ones. */
  readonly done: number;
}

/** Example changes around an instant, for the sites of the demo. They are records like any other; the demo has a folder of its own. */
export function exampleChanges(now: Ms, person: string): readonly Example[] {
  const hour = floorTo(now, HOUR);
  const planned = (state: 'approved' | 'scheduled'): Example['moves'] => [
    { state: 'proposed', at: now - 2 * DAY },
    ...(state === 'scheduled' ? [{ state, at: now - DAY } as const] : []),
  ];
  const over = (start: Ms, end: Ms, as: 'done' | 'rolled-back' = 'done'): Example['moves'] => [
    ...planned('scheduled'),
    { state: 'running', at: start },
    { state: as, at: end },
  ];
  const base = (title: string, site: string, start: Ms, length: Ms, more: ChangeEdit = {}): ChangeEdit => ({
    title,
    sites: [site],
    window: { start, end: start + length },
    type: 'normal',
    owner: 'dana',
    executor: 'thiago',
    approvers: [person],
    risk: { impact: 2, reversibility: 1, novelty: 2 },
    rollback: { ...ROLLBACK, testedAt: now - 6 * DAY },
    bakeMinutes: 60,
    ...more,
    // Who approves it does not run it.
    ...(person === (more.executor ?? 'thiago') && { executor: person === 'marcus' ? 'olena' : 'marcus' }),
  });
  const step = (id: string, text: string, minutes: number | null = null) => ({ id, text, minutes });
  const checkout = 'checkout-api 4.18.0';
  return [
    {
      plan: base('checkout-api 4.18.0', 'br-prod', now - 25 * MINUTE, 2 * HOUR, {
        description: 'New pricing client. Half of the traffic first, then all of it.',
        services: ['checkout'],
        artifact: checkout,
        risk: { impact: 3, reversibility: 1, novelty: 2 },
        steps: [
          step('s1', 'Drain alarms, snapshot the prices table', 10),
          step('s2', 'Canary 5 %, 10 min clean', 10),
          step('s3', 'Step to 50 %', 5),
          step('s4', 'Step to 100 %, watch 20 min', 20),
        ],
        rollback: {
          steps: [step('r1', 'Put back 4.17.3 everywhere'), step('r2', 'Check that orders recover within 10 min')],
          command: 'deploy checkout-api --env br-prod --to 4.17.3',
          minutes: 4,
          testedAt: now - 8 * HOUR,
        },
        watched: ['orders', 'p95', 'errors', 'saturation'].map((signal, at) => ({
          id: `w${at}`,
          site: 'br-prod',
          signal,
          tolerance: 0.05,
        })),
        abortSignals: [
          { id: 'a1', site: 'br-prod', signal: 'p95', at: 'critical' },
          { id: 'a2', site: 'br-prod', signal: 'errors', at: 'critical' },
        ],
        links: [{ id: 'l1', kind: 'pipeline', target: 'checkout-api', label: 'Pipeline checkout-api' }],
      }),
      moves: [...planned('scheduled'), { state: 'running', at: now - 25 * MINUTE }],
      done: 3,
    },
    {
      plan: base('checkout-api 4.18.0 rehearsal', 'br-pre', hour - 30 * HOUR, 2 * HOUR, {
        services: ['checkout'],
        artifact: checkout,
      }),
      moves: over(hour - 30 * HOUR, hour - 28 * HOUR),
      done: 0,
    },
    {
      plan: base('checkout-api 4.18.0', 'in-prod', hour + 5 * HOUR, 2 * HOUR, {
        services: ['checkout'],
        artifact: checkout,
        executor: 'ananya',
        links: [],
      }),
      moves: planned('scheduled'),
      done: 0,
    },
    {
      plan: base('Search reindex', 'us-prod', hour - 12 * HOUR, 2 * HOUR, { services: ['search'], executor: 'dana' }),
      moves: over(hour - 12 * HOUR, hour - 10 * HOUR),
      done: 0,
    },
    {
      plan: base('Promo canary', 'us-prod', hour + 2 * HOUR, 2 * HOUR, { services: ['catalog'], executor: 'dana' }),
      moves: planned('scheduled'),
      done: 0,
    },
    {
      plan: base('Edge cache lifetime', 'us-prod', hour + 14 * HOUR, 2 * HOUR, {
        type: 'standard',
        services: ['recommendations'],
        executor: 'dana',
      }),
      moves: planned('scheduled'),
      done: 0,
    },
    {
      plan: base('Load test, three times the peak', 'us-pre', hour + 17 * HOUR, 4 * HOUR, { executor: 'dana' }),
      moves: planned('scheduled'),
      done: 0,
    },
    {
      plan: base('Tax rules of next year', 'ca-prod', hour + 18 * HOUR, HOUR, {
        services: ['pricing'],
        executor: 'dana',
      }),
      moves: planned('scheduled'),
      done: 0,
    },
    {
      plan: base('Inventory sync', 'in-prod', hour - 17 * HOUR, 2 * HOUR, {
        services: ['catalog'],
        executor: 'ananya',
      }),
      moves: over(hour - 17 * HOUR, hour - 15 * HOUR, 'rolled-back'),
      done: 0,
    },
    {
      plan: base('Gift cards', 'in-prod', hour + 28 * HOUR, 2 * HOUR, {
        services: ['payments'],
        executor: 'ananya',
        rollback: { ...ROLLBACK, command: '', testedAt: null },
      }),
      moves: planned('approved'),
      done: 0,
    },
    {
      plan: base('Fraud model 12', 'us-prod', hour + 38 * HOUR, 3 * HOUR, {
        services: ['payments'],
        executor: 'dana',
        risk: { impact: 3, reversibility: 2, novelty: 3 },
      }),
      moves: [],
      done: 0,
    },
  ];
}

const ROLLBACK: Change['rollback'] & { readonly steps: [] } = {
  steps: [],
  command: 'deploy --to previous',
  minutes: 5,
  testedAt: null,
};
