import { isRollback, overriddenKeys } from '../change/rules';
import type { Change } from '../change/types';
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
  type GuardVerdict,
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
const PLACE: Readonly<Record<GuardRule, number>> = Object.fromEntries(
  GUARD_RULES.map((rule, index) => [rule, index]),
) as Record<GuardRule, number>;

/** The guard over what is known now. What the rules look things up in is made once; then every change is judged by itself. */
export function createGuard(facts: GuardFacts): (change: Change) => GuardAnswer {
  const known = knownOf(facts);
  const rules = GUARD_RULES.map((rule) => ({ rule, judge: RULES[rule](known) }));
  return (change) => {
    const judged = judgedOf(change, known);
    const findings: GuardFinding[] = [];
    const passed: GuardPassed[] = [];
    const gaps: GuardGap[] = [];
    const overridden = overriddenKeys(change.overrides);
    const isBack = isRollback(change);
    for (const { rule, judge } of rules) {
      for (const outcome of judge(judged)) {
        if (outcome.kind === 'against') findings.push(findingOf(rule, outcome, isBack, overridden));
        else if (outcome.kind === 'passed')
          passed.push({ rule, text: outcome.text, detail: outcome.detail, datum: outcome.datum });
        else gaps.push({ rule, text: outcome.text, why: outcome.why });
      }
    }
    findings.sort((a, b) => weightOf(a) - weightOf(b) || PLACE[a.rule] - PLACE[b.rule] || compare(a.key, b.key));
    const byRule = (a: GuardPassed | GuardGap, b: GuardPassed | GuardGap): number =>
      PLACE[a.rule] - PLACE[b.rule] || compare(a.text, b.text);
    return {
      change: change.id,
      verdict: verdictOf(findings),
      at: facts.now,
      findings,
      passed: passed.sort(byRule),
      gaps: gaps.sort(byRule),
    };
  };
}

/** Its worst finding. What was overridden counts as a caution: it is not gone. */
function verdictOf(findings: readonly GuardFinding[]): GuardVerdict {
  if (findings.some(({ severity, overridden }) => severity === 'hold' && !overridden)) return 'hold';
  return findings.length > 0 ? 'caution' : 'go';
}

function findingOf(
  rule: GuardRule,
  { severity, subject, text, detail, sites, datum }: Extract<Outcome, { kind: 'against' }>,
  isBack: boolean,
  overridden: ReadonlySet<string>,
): GuardFinding {
  const key = `${rule}:${subject}@${sites.join('+')}`;
  const counted = isBack ? 'caution' : severity;
  return {
    rule,
    key,
    severity: counted,
    text,
    detail,
    sites,
    datum,
    overridden: counted === 'hold' && overridden.has(key),
  };
}

const weightOf = ({ severity, overridden }: GuardFinding): number => (severity === 'caution' ? 2 : overridden ? 1 : 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function knownOf(facts: GuardFacts): Known {
  const services = new Map(Object.entries(facts.rules.services));
  const people = new Map(facts.teams.flatMap((team) => team.people.map(({ id, name }) => [id, name] as const)));
  return {
    facts,
    now: facts.now,
    sites: new Map(facts.sites.map((site) => [site.id, site])),
    sources: new Map(facts.sources.map((source) => [source.id, source])),
    servicesOf: (site) => services.get(site) ?? [],
    nameOf: (person) => people.get(person) ?? person,
  };
}
