import { remembered, rememberedWith } from '../../lib/remembered';
import type { Ms } from '../../lib/time';
import type { MuteRule, PlacedMuteRule } from '../alarms/mutes/types';
import type { JudgedAlarm } from '../alarms/rules';
import { concerns, effectOf, isOpen, titleOf } from '../health/rules';
import type { HealthEvent } from '../health/types';
import type { SignalEvaluation } from '../signals/evaluate';
import { conditionOf, conditionReason } from '../sources/condition';
import type { SignIn, SignInView } from '../sources/sign-in';
import { sourceId, type Condition, type SourceKey, type SourceState } from '../sources/types';
import type { Gathered } from '../status/gathered';
import { requiredSources, healthSource, muteSources } from '../status/required';
import type { SiteSignal } from '../status/evidence';
import type { SiteEvaluation } from '../status/site';
import type { Workspace } from '../workspace/types';
import type { HealthEventView, SignalView, SiteView, SourceView, TeamView } from './types';

/** What was decided of a site, as the window and the command line read it. */
export function siteView(evaluation: SiteEvaluation, workspace: Workspace): SiteView {
  const { site } = evaluation;
  const owner = workspace.teams.find((team) => team.id === site.owner);
  return {
    id: site.id,
    name: site.name,
    country: site.country,
    tier: site.tier,
    account: site.account,
    accountName: workspace.accounts.get(site.account)?.name ?? site.account,
    region: site.region,
    latitude: site.latitude,
    longitude: site.longitude,
    timeZone: site.timeZone,
    subdivision: site.subdivision,
    owner: owner === undefined ? null : { team: owner.id, name: owner.name },
    contact: site.contact,
    runbooks: site.runbooks,
    failover:
      site.failover !== null && workspace.sites.some((other) => other.id === site.failover) ? site.failover : null,
    status: evaluation.status,
    since: evaluation.since,
    blind: evaluation.blind,
    was: evaluation.was === null ? null : { status: evaluation.was.status, at: evaluation.was.at },
    healthViewMissing: evaluation.healthViewMissing,
    reasons: evaluation.reasons,
    signals: evaluation.signals.map(signalView),
    alarms: alarmViews(evaluation.alarms),
    events: evaluation.events.map(({ event }) => event.arn),
    ordersLostPerMinute: evaluation.ordersLostPerMinute,
    dataAt: evaluation.dataAt,
    sources: [...requiredSources(site), ...(site.healthRequired ? [] : [healthSource(site.account)])].map(sourceId),
  };
}

// What was decided anew may say the same as before: then its view is the same object, and nobody compares or draws it again.
const alarmViews = remembered((judged: readonly JudgedAlarm[]): SiteView['alarms'] =>
  judged.map(({ alarm, severity, under, mute }) => ({
    name: alarm.name,
    kind: alarm.kind,
    state: alarm.state,
    since: alarm.since,
    badge: alarm.badge,
    mute,
    severity,
    reason: alarm.reason,
    under,
  })),
);

const signalView = ({ evaluation, source, condition, conditionReason }: SiteSignal): SignalView =>
  viewOf(evaluation, source, condition, conditionReason);

const viewOf = rememberedWith(signalViewOf);

function signalViewOf(
  evaluation: SignalEvaluation,
  source: SourceKey,
  condition: Condition,
  why: string | null,
): SignalView {
  const { signal } = evaluation;
  const known = condition === 'live' || condition === 'late';
  return {
    id: signal.id,
    name: signal.name,
    unit: signal.unit,
    worse: signal.worse,
    // S2: a signal whose source is not seen is not judged; what it was stands among the reasons of its site.
    state: known ? evaluation.state : 'unknown',
    since: evaluation.since,
    value: evaluation.value,
    at: evaluation.at,
    condition:
      known && evaluation.problem !== null
        ? evaluation.problem.kind === 'denied'
          ? 'denied'
          : evaluation.problem.kind
        : condition,
    conditionReason: known && evaluation.problem !== null ? evaluation.problem.text : why,
    warning: evaluation.warning,
    critical: evaluation.critical,
    limitText: evaluation.limitText,
    sameHour: evaluation.sameHour,
    periodSeconds: signal.periodSeconds,
    recent: evaluation.recent,
    incomplete: evaluation.incomplete,
    source: sourceId(source),
  };
}

/** `gaps` are what its last good answer left open: details or entities that were refused (P6, P10). */
export function sourceView(source: SourceState, now: Ms, gaps: readonly string[] = []): SourceView {
  const reasons = [conditionReason(source, now), ...new Set(gaps)].filter((reason) => reason !== null);
  return {
    id: sourceId(source),
    account: source.account,
    region: source.region,
    api: source.api,
    condition: conditionOf(source, now),
    intervalSeconds: source.intervalSeconds,
    lastGoodAt: source.lastGoodAt,
    nextTryAt: source.nextTryAt,
    reason: reasons.length === 0 ? null : reasons.join('; '),
  };
}

/** Every event of every account, counting or not: listed, never lost (S7). One ARN is shown once, with the sites of all accounts. */
export function eventViews(workspace: Workspace, gathered: Gathered, now: Ms): readonly HealthEventView[] {
  const views = new Map<string, HealthEventView>();
  for (const [account, events] of gathered.events) {
    const sites = workspace.sites.filter((site) => site.account === account);
    for (const event of events) {
      const known = views.get(event.arn);
      const own = eventView(event, account, sites, now);
      views.set(
        event.arn,
        known === undefined
          ? own
          : { ...known, sites: [...known.sites, ...own.sites], counts: [...known.counts, ...own.counts] },
      );
    }
  }
  return [...views.values()].sort(
    (a, b) => Number(b.open) - Number(a.open) || (b.start ?? 0) - (a.start ?? 0) || (a.arn < b.arn ? -1 : 1),
  );
}

function eventView(event: HealthEvent, account: string, sites: Workspace['sites'], now: Ms): HealthEventView {
  return {
    arn: event.arn,
    account,
    service: event.service,
    region: event.region,
    availabilityZone: event.availabilityZone,
    category: event.category,
    status: event.status,
    open: isOpen(event, now),
    start: event.start,
    end: event.end,
    lastUpdated: event.lastUpdated,
    title: titleOf(event),
    description: event.description,
    sites: sites.filter((site) => concerns(event, site)).map((site) => site.id),
    counts: sites.filter((site) => effectOf(event, site, now, false, false) !== null).map((site) => site.id),
    affected: event.entities?.length ?? null,
  };
}

/** All rules that are known, each where it holds. */
export const muteViews = (workspace: Workspace, { mutes }: Gathered): readonly PlacedMuteRule[] =>
  muteSources(workspace).flatMap((key) => {
    const rules = mutes?.get(sourceId(key));
    return rules === undefined ? [] : placed(rules, key);
  });

const placed = rememberedWith((rules: readonly MuteRule[], { account, region }: SourceKey): readonly PlacedMuteRule[] =>
  rules.map((rule) => ({ ...rule, account, region })),
);

/** In the order of the workspace. */
export const signInViews = (workspace: Workspace, signIns: ReadonlyMap<string, SignIn>): readonly SignInView[] =>
  [...workspace.accounts.values()].flatMap(({ id, name }) => {
    const signIn = signIns.get(id);
    return signIn === undefined ? [] : { ...signIn, accountName: name };
  });

export const teamViews = remembered((workspace: Workspace): readonly TeamView[] =>
  workspace.teams.map((team) => ({
    ...team,
    people: workspace.people
      .filter((person) => person.team === team.id)
      .map(({ id, name, lead }) => ({ id, name, lead })),
    rota: ofTeam(workspace.rota, team.id),
    leave: workspace.leave.filter(({ person }) =>
      workspace.people.some(({ id, team: home }) => id === person && home === team.id),
    ),
    cover: ofTeam(workspace.cover, team.id),
    swaps: ofTeam(workspace.swaps, team.id),
  })),
);

/** Lines of one team; which one it is they need not say again. */
const ofTeam = <T extends { readonly team: string }>(lines: readonly T[], id: string): readonly Omit<T, 'team'>[] =>
  lines.filter(({ team }) => team === id).map(({ team: _, ...line }) => line);
