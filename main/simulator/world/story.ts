import { MINUTE, type Ms } from '../../../shared/lib/time';

/** The story repeats after this many minutes. */
export const LOOP_MINUTES = 180;

/** The quantities of a site that an episode bends. */
export interface Effect {
  /** Factor on orders, 1 is normal. */
  readonly orders: number;
  /** Seconds that p95 moves towards, and how far (0 to 1). */
  readonly p95: number;
  readonly p95Share: number;
  /** Percentage points added to the error rate. */
  readonly errors: number;
  /** Percentage points added to CPU. */
  readonly cpu: number;
  /** Instances that wait for capacity. */
  readonly pending: number;
  readonly silent: boolean;
}

export const NO_EFFECT: Effect = { orders: 1, p95: 0, p95Share: 0, errors: 0, cpu: 0, pending: 0, silent: false };

/** One bend of one quantity: from 0 at `from` to whole at `full`, whole until `ease`, back to 0 at `to` (minutes of the loop). */
interface Bend {
  readonly quantity: 'orders' | 'p95' | 'errors' | 'cpu' | 'pending' | 'silent';
  readonly amount: number;
  readonly from: number;
  readonly full: number;
  readonly ease: number;
  readonly to: number;
}

/** What is truly so at a site, for whoever checks what Meridian says. */
export interface Episode {
  readonly id: string;
  readonly site: string;
  readonly status: 'critical' | 'warning' | 'unknown' | 'maintenance';
  readonly cause: string;
  /** Minutes of the loop; `from` may be negative: it began before the loop did. */
  readonly from: number;
  readonly to: number;
  readonly bends: readonly Bend[];
}

/** A change that people run; the story tells of it, AWS does not. */
export interface StoryChange {
  readonly id: string;
  readonly site: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

const bend = (
  quantity: Bend['quantity'],
  amount: number,
  [from, full, ease, to]: readonly [number, number, number, number],
): Bend => ({ quantity, amount, from, full, ease, to });

export const EPISODES: readonly Episode[] = [
  {
    id: 'ec2-sa-east-1',
    site: 'br-prod',
    status: 'warning',
    cause: 'AWS EC2 issue in sae1-az1',
    from: -32,
    to: 41,
    bends: [bend('pending', 3, [-30, -24, 34, 39])],
  },
  {
    id: 'chg-214',
    site: 'br-prod',
    status: 'critical',
    cause: 'CHG-214 checkout-api 4.18.0',
    from: 0,
    to: 24,
    bends: [
      bend('p95', 2.42, [-2, 1, 22, 25]),
      bend('errors', 3.25, [-0.5, 2.5, 22, 25]),
      bend('orders', -0.38, [0, 8, 22, 29]),
      bend('cpu', 15, [-2, 3, 22, 27]),
    ],
  },
  {
    id: 'ca-dev-silent',
    site: 'ca-dev',
    status: 'unknown',
    cause: 'the metrics collector stopped',
    from: 3,
    to: 36,
    bends: [bend('silent', 1, [3, 3, 36, 36])],
  },
  {
    id: 'rds-in-pre',
    site: 'in-pre',
    status: 'maintenance',
    cause: 'AWS RDS maintenance of retail-in-pre',
    from: -18,
    to: 90,
    bends: [],
  },
  {
    id: 'chg-221',
    site: 'us-prod',
    status: 'warning',
    cause: 'CHG-221 recommendations canary',
    from: 50,
    to: 71,
    bends: [
      bend('p95', 1.12, [48, 51, 69, 72]),
      bend('errors', 0.35, [49, 53, 68, 72]),
      bend('orders', -0.07, [50, 58, 68, 74]),
      bend('cpu', 14, [48, 54, 68, 74]),
    ],
  },
  {
    id: 'payments-in',
    site: 'in-prod',
    status: 'warning',
    cause: 'a payment provider answers slowly',
    from: 92,
    to: 110,
    bends: [
      bend('p95', 0.66, [91, 94, 108, 111]),
      bend('errors', 1.65, [91, 93, 109, 112]),
      bend('orders', -0.14, [93, 99, 108, 114]),
    ],
  },
  {
    id: 'ec2-ca-central-1',
    site: 'ca-prod',
    status: 'critical',
    cause: 'AWS EC2 instances of the account impaired',
    from: 130,
    to: 150,
    bends: [
      bend('p95', 1.05, [130, 132, 147, 150]),
      bend('errors', 1.5, [130, 132, 147, 150]),
      bend('orders', -0.18, [131, 136, 147, 153]),
      bend('pending', 2, [131, 132, 143, 144]),
    ],
  },
];

export const CHANGES: readonly StoryChange[] = [
  { id: 'CHG-214', site: 'br-prod', title: 'checkout-api 4.18.0, new pricing client', from: -4, to: 24 },
  { id: 'CHG-209', site: 'in-pre', title: 'Aurora minor upgrade', from: -18, to: 90 },
  { id: 'CHG-221', site: 'us-prod', title: 'recommendations canary', from: 48, to: 71 },
];

const EPISODES_WITH_BENDS = EPISODES.filter((episode) => episode.bends.length > 0);
const EARLIEST = Math.min(...EPISODES.map((episode) => episode.from), -32);

function intensity(item: Bend, minute: number): number {
  if (minute < item.from || minute >= item.to) return 0;
  if (minute < item.full) return (minute - item.from) / (item.full - item.from);
  return minute < item.ease ? 1 : (item.to - minute) / (item.to - item.ease);
}

/** Loops that a moment may belong to: its own, and the next one whose first episodes begin before it. */
export function loopsAt(storyStart: Ms, at: Ms): readonly { readonly loop: number; readonly minute: number }[] {
  const minute = (at - storyStart) / MINUTE;
  if (minute < EARLIEST) return [];
  const loop = Math.max(0, Math.floor(minute / LOOP_MINUTES));
  const own = { loop, minute: minute - loop * LOOP_MINUTES };
  const next = { loop: loop + 1, minute: own.minute - LOOP_MINUTES };
  return next.minute >= EARLIEST ? [own, next] : [own];
}

/** What the story does to one site at one moment. Before the story began every day was calm, so medians stay honest. */
export function createEffects(storyStart: Ms, site: string): (at: Ms) => Effect {
  const bends = EPISODES_WITH_BENDS.filter((episode) => episode.site === site).flatMap((episode) => episode.bends);
  if (bends.length === 0) return () => NO_EFFECT;
  const first = Math.min(...bends.map((item) => item.from));
  return (at) => {
    const minute = (at - storyStart) / MINUTE;
    if (minute < first) return NO_EFFECT;
    const own = minute < LOOP_MINUTES ? minute : minute % LOOP_MINUTES;
    let effect: { -readonly [K in keyof Effect]: Effect[K] } | null = null;
    for (const item of bends) {
      const share = intensity(item, own) || intensity(item, own - LOOP_MINUTES);
      if (share === 0) continue;
      effect ??= { ...NO_EFFECT };
      switch (item.quantity) {
        case 'orders':
          effect.orders += item.amount * share;
          break;
        case 'p95':
          effect.p95 = item.amount;
          effect.p95Share = share;
          break;
        case 'silent':
          effect.silent = true;
          break;
        case 'errors':
        case 'cpu':
        case 'pending':
          effect[item.quantity] += item.amount * share;
          break;
      }
    }
    return effect ?? NO_EFFECT;
  };
}
