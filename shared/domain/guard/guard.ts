import { isRollback, overriddenKeys } from '../change/rules';
import type { Change } from '../change/types';
import { compareWords, ordered } from './order';
import { placedOf } from './place';
import { judgedOf, type Known, type Outcome, type Rule } from './rule';
import { approvalRule } from './rules/approval';
import { awsIssueRule } from './rules/aws-issue';
import { dataRule } from './rules/data';
import { freezeRule } from './rules/freeze';
import { handoverRule } from './rules/handover';
import { hoursRule } from './rules/hours';
import { incidentRule } from './rules/incident';
import { neighboursRule } from './rules/neighbours';
import { overlapRule } from './rules/overlap';
import { rehearsalRule } from './rules/rehearsal';
import { rollbackRule } from './rules/rollback';
import { skillsRule } from './rules/skills';
import { windowRule } from './rules/window';
import {
  GUARD_RULES,
  type GuardAnswer,
  type GuardFacts,
  type GuardFinding,
  type GuardGap,
  type GuardPassed,
  type GuardRule,
} from './types';

const RULES: Readonly<Record<GuardRule, Rule>> = {
  window: windowRule,
  freeze: freezeRule,
  incident: incidentRule,
  'aws-issue': awsIssueRule,
  overlap: overlapRule,
  neighbours: neighboursRule,
  rollback: rollbackRule,
  data: dataRule,
  handover: handoverRule,
  skills: skillsRule,
  rehearsal: rehearsalRule,
  approval: approvalRule,
  hours: hoursRule,
};
const NOBODY: ReadonlySet<string> = new Set();

export interface Guard {
  (change: Change): GuardAnswer;
  /** Makes a part of what the rules look things up in, for who has no time for all of it at once; false when all is made. */
  readonly prepare: () => boolean;
}

/** The guard over what is known now. What the rules look things up in is made once; then every change is judged by itself. */
export function createGuard(facts: GuardFacts): Guard {
  let made: Known | null = null;
  const rules: ReturnType<Rule>[] = [];
  const prepare = (): boolean => {
    const next = GUARD_RULES[rules.length];
    if (next === undefined) return false;
    if (made === null) made = knownOf(facts);
    else rules.push(RULES[next](made));
    return true;
  };
  const judge = (change: Change): GuardAnswer => {
    while (prepare());
    const known = (made ??= knownOf(facts));
    const judged = judgedOf(change, known);
    const holds: GuardFinding[] = [];
    const accepted: GuardFinding[] = [];
    const cautions: GuardFinding[] = [];
    const passed: GuardPassed[] = [];
    const gaps: GuardGap[] = [];
    const overridden = change.overrides.length === 0 ? NOBODY : overriddenKeys(change.overrides);
    const isBack = isRollback(change, facts.changes);
    const sort = (outcome: Outcome): void => {
      if ('severity' in outcome) {
        const finding = counted(outcome, isBack, overridden);
        (finding.severity === 'caution' ? cautions : finding.overridden ? accepted : holds).push(finding);
      } else if ('why' in outcome) gaps.push(outcome);
      else passed.push(outcome);
    };
    for (const rule of rules) ordered(rule(judged), inOrder).forEach(sort);
    // By rule and key they are in order already.
    const findings = holds.concat(accepted, cautions);
    // Its worst finding. What was overridden counts as a caution: it is not gone.
    const verdict = holds.length > 0 ? 'hold' : findings.length > 0 ? 'caution' : 'go';
    return { change: change.id, verdict, at: facts.now, findings, passed: passed.slice(), gaps: gaps.slice() };
  };
  return Object.assign(judge, { prepare });
}

/** A rollback is never held; a hold that was overridden says so. */
function counted(finding: GuardFinding, isBack: boolean, overridden: ReadonlySet<string>): GuardFinding {
  if (finding.severity === 'caution') return finding;
  if (isBack) return { ...finding, severity: 'caution' };
  return overridden.has(finding.key) ? { ...finding, overridden: true } : finding;
}

/** By what they are about, not by who was asked first. */
const inOrder = (a: Outcome, b: Outcome): number =>
  compareWords(aboutOf(a), aboutOf(b)) || compareWords(a.text, b.text) || compareWords(restOf(a), restOf(b));
const aboutOf = (outcome: Outcome): string => ('severity' in outcome ? outcome.key : outcome.text);
const restOf = (outcome: Outcome): string => ('why' in outcome ? outcome.why : outcome.detail);

function knownOf(facts: GuardFacts): Known {
  const services = new Map(Object.entries(facts.rules.services));
  const people = new Map(facts.teams.flatMap((team) => team.people.map(({ id, name }) => [id, name] as const)));
  return {
    facts,
    now: facts.now,
    sites: new Map(facts.sites.map((site) => [site.id, site])),
    sources: new Map(facts.sources.map((source) => [source.id, source])),
    placed: placedOf(facts),
    servicesOf: (site) => services.get(site) ?? [],
    nameOf: (person) => people.get(person) ?? person,
  };
}
