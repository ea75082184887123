import { formatNumber } from '../../lib/numbers';
import { remembered } from '../../lib/remembered';
import { countText } from '../../lib/words';
import type { Ms } from '../../lib/time';
import { badness, type ReasonKind, type Status, type Reason } from '../status/types';
import type { SiteEvaluation } from '../status/site';
import type { Tier } from '../snapshot/types';
import type { AttentionItem } from './types';

const TIERS: readonly Tier[] = ['production', 'pre-production', 'development'];

/** An item's place is that of what was last known to be worse, also after the site went unknown (S2). */
const placeOf = (evaluation: SiteEvaluation): Status => {
  const { was, status } = evaluation;
  return was !== null && (was.status === 'critical' || was.status === 'warning') ? was.status : status;
};

/** The beginning that counts for its age: of what was worse, also after the site went unknown. */
const beganAt = (evaluation: SiteEvaluation): Ms =>
  evaluation.was === null || placeOf(evaluation) === evaluation.status ? evaluation.since : evaluation.was.since;

/** What every sweep finds anew: its `since` moves on although the trouble is the same. */
const FOUND_ANEW: ReadonlySet<ReasonKind> = new Set(['misconfigured', 'nothing-watched']);

/** An item, with what decides its place. */
export interface Ranked {
  readonly item: AttentionItem;
  readonly tier: Tier;
  readonly status: Status;
  readonly began: Ms;
}

/**
 * The ranked list of what a person should look at now: tier, severity, orders lost per minute where a signal gives it, age
 * (older first), then site id. What was acknowledged moves down, never away. `beside`: what is no state of a site.
 */
export function rankAttention(
  sites: readonly SiteEvaluation[],
  acknowledged: ReadonlyMap<string, Ms>,
  beside: readonly Ranked[] = [],
): readonly AttentionItem[] {
  const ofSites = sites
    .filter((one) => one.status !== 'ok')
    .map((one): Ranked => ({ item: newItem(one), tier: one.site.tier, status: placeOf(one), began: beganAt(one) }));
  return [...ofSites, ...beside]
    .map((one) => ({ ...one, item: withAcknowledged(one.item, acknowledged) }))
    .sort(
      (a, b) =>
        Number(a.item.acknowledgedAt !== null) - Number(b.item.acknowledgedAt !== null) ||
        TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) ||
        badness(a.status) - badness(b.status) ||
        (b.item.ordersLostPerMinute ?? 0) - (a.item.ordersLostPerMinute ?? 0) ||
        a.began - b.began ||
        early(a.item.site, b.item.site) ||
        early(a.item.key, b.item.key),
    )
    .map(({ item }) => item);
}

const early = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function withAcknowledged(item: AttentionItem, acknowledged: ReadonlyMap<string, Ms>): AttentionItem {
  const acknowledgedAt = acknowledged.get(item.key) ?? null;
  return acknowledgedAt === null ? item : { ...item, acknowledgedAt };
}

/** As long as nothing else is decided of a site, its item says the same. */
const newItem = remembered((evaluation: SiteEvaluation): AttentionItem => {
  const { site, status, since } = evaluation;
  const severity = status === 'ok' ? 'unknown' : status;
  const deciding = evaluation.reasons.filter((reason) => reason.severity === severity);
  const first = deciding[0];
  const others = evaluation.reasons.filter((reason) => reason.severity !== 'info' && reason !== first);
  const beginning = first !== undefined && FOUND_ANEW.has(first.kind) ? `${first.kind} ${first.subject ?? ''}` : since;
  const key = `${site.id}|${severity}|${beginning}`;
  const lost = evaluation.ordersLostPerMinute;
  const lostText =
    lost !== null && lost >= 0.5 ? `, ${formatNumber(Math.round(lost))} orders a minute under the same hour` : '';
  return {
    key,
    site: site.id,
    severity,
    title: first === undefined ? `${site.name} is ${severity}` : headlineOf(first, evaluation),
    detail: detailOf(others, evaluation),
    since,
    ordersLostPerMinute: lost,
    acknowledgedAt: null,
    rank: `${site.tier}, ${placeOf(evaluation) === severity ? severity : `was ${placeOf(evaluation)}`}${lostText}`,
  };
});

/** How many other reasons a line of the list carries; the site has them all. */
const OTHERS = 3;

/** Orders lost first, then what else is wrong: numbers before alarms, which only repeat them. */
function detailOf(others: readonly Reason[], evaluation: SiteEvaluation): string {
  const lost = evaluation.ordersLostPerMinute;
  const order: readonly Reason['kind'][] = ['signal', 'health-event', 'blind', 'misconfigured', 'alarm'];
  const ranked = [...others].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const more = ranked.length - OTHERS;
  return [
    ...(lost !== null && lost >= 0.5
      ? [`About ${formatNumber(Math.round(lost))} orders a minute under the same hour`]
      : []),
    ...ranked.slice(0, OTHERS).map((reason) => headlineOf(reason, evaluation)),
    ...(more > 0 ? [countText(more, 'more reason')] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

const headlineOf = (reason: Reason, { signals }: SiteEvaluation): string => {
  const signal =
    reason.kind === 'signal' ? signals.find(({ evaluation }) => evaluation.signal.id === reason.subject) : undefined;
  return signal?.evaluation.headline ?? reason.text;
};
