import type {
  AbortSignal,
  Approval,
  Change,
  ChangeLink,
  ChangeLinkKind,
  ChangeOrigin,
  ChangePlan,
  ChangeState,
  ChangeTimes,
  ChangeType,
  Override,
  PastOverride,
  Risk,
  RiskGrade,
  Step,
  StepTick,
  Watched,
  Window,
} from '../domain/change/types';
import { isApproved, isOver, isPlanLink, isUnderWay, stateOf } from '../domain/change/rules';
import { RISK_GRADES } from '../domain/change/types';
import type { Ms } from '../lib/time';
import type { Act } from './acts';
import type { Content } from './content';
import { canonicalJson, type Sha256 } from './content-hash';
import { entriesOf, number, text, texts } from './fields';
import { heldAmong, inOrder, readActs, type ReadAct } from './fold';
import type { Json, PersonId } from './ids';
import { correctedTime } from './timeline';

/** A share of 5 %: what nobody notices in a shop that is well. */
const DEFAULT_TOLERANCE = 0.05;

/** The plan, as the document says it. What is not of its form (a newer or a hostile writer) reads as not said. */
function planOf({ fields, lists }: Content): ChangePlan {
  const steps = (name: string): readonly Step[] =>
    entriesOf(lists, name, ({ id, fields: f }) => ({
      step: { id, text: text(f.text), minutes: number(f.minutes) },
      order: number(f.order) ?? 0,
    }))
      .slice()
      .sort((a, b) => a.order - b.order || (a.step.id < b.step.id ? -1 : 1))
      .map(({ step }) => step);
  return {
    title: text(fields.title),
    description: text(fields.description),
    type: (fields.type ?? 'normal') as ChangeType,
    sites: texts(fields.sites),
    services: texts(fields.services),
    window: windowOf(fields.window),
    owner: text(fields.owner) || null,
    executor: text(fields.executor) || null,
    approvers: texts(fields.approvers),
    risk: riskOf(fields.risk),
    steps: steps('steps'),
    rollback: {
      steps: steps('rollbackSteps'),
      command: text(fields.rollbackCommand),
      minutes: number(fields.rollbackMinutes),
      testedAt: number(fields.rollbackTestedAt),
    },
    abortSignals: entriesOf(lists, 'abortSignals', ({ id, fields: f }): AbortSignal => ({
      id,
      site: text(f.site),
      signal: text(f.signal),
      at: f.at === 'warning' ? 'warning' : 'critical',
    })),
    watched: entriesOf(lists, 'watched', ({ id, fields: f }): Watched => ({
      id,
      site: text(f.site),
      signal: text(f.signal),
      tolerance: toleranceOf(number(f.tolerance)),
    })),
    bakeMinutes: Math.max(0, number(fields.bakeMinutes) ?? 0),
    impact:
      fields.declaresImpact === true ? { text: text(fields.impactText), warnings: texts(fields.impactWarnings) } : null,
    artifact: text(fields.artifact) || null,
  };
}

/** What an approval is given to: the plan, without what is only told of it (the test of its rollback). */
function planHash(plan: ChangePlan, links: readonly ChangeLink[], sha256: Sha256): string {
  const { testedAt: _, ...rollback } = plan.rollback;
  const means = links.filter(isPlanLink).map(({ kind, target }) => `${kind} ${target}`);
  return `sha256:${sha256(canonicalJson({ ...plan, rollback, means: means.sort() } as unknown as Json))}`;
}

const linksOf = ({ lists }: Content): readonly ChangeLink[] =>
  entriesOf(lists, 'links', ({ id, fields: f }) => ({
    id,
    kind: (f.kind ?? 'web') as ChangeLinkKind,
    target: text(f.target),
    label: text(f.label),
  }));

/** All of a change but what only a list of all of them can say (its number) and when it was changed. */
export type ChangeRecord = Omit<Change, 'id' | 'number' | 'changedAt'> & {
  readonly serial: number;
  readonly planHash: string;
  /** What its state was said to be; several while they contradict each other. */
  readonly said: readonly ChangeState[];
};

/** A change from its document and its acts (any order). Pure; the same on every machine (R24). */
export function changeOf(content: Content, acts: readonly Act[], sha256: Sha256): ChangeRecord {
  const plan = planOf(content);
  const links = linksOf(content);
  const hash = planHash(plan, links, sha256);
  const read = readActs(inOrder(acts));
  const held = heldAmong(acts, read);
  const moved = held(
    (means) => (means.act === 'change-state' ? means.state : undefined),
    (a, b) => CAREFUL.indexOf(a) - CAREFUL.indexOf(b),
    String,
  );
  const { approvals, voided, disapprovals } = approvalsOf(read, held, hash);
  const origin = originOf(content.fields, read);
  const approvedHere = disapprovals.length === 0 && isApproved(plan, approvals);
  // What was read in as planned was approved where it came from. What is only proposed there is approved by people here, whatever its type.
  const approved =
    origin === null ? approvedHere : moved?.value !== 'proposed' || (approvals.length > 0 && approvedHere);
  return {
    ...plan,
    serial: number(content.fields.serial) ?? 0,
    state: stateOf(moved?.value ?? 'draft', approved),
    inConflict: moved?.inConflict ?? false,
    approvals,
    disapprovals,
    voided,
    ...overridesOf(read, hash),
    ticks: ticksOf(read, held),
    times: timesOf(read),
    links,
    origin,
    planHash: hash,
    said: [...new Set(moved?.said.map(({ value }) => value) ?? [])],
  };
}

/** In doubt a change is under way, and what it did may still be undone. */
const CAREFUL: readonly ChangeState[] = [
  'running',
  'baking',
  'rolled-back',
  'done',
  'scheduled',
  'approved',
  'proposed',
  'draft',
  'aborted',
];

type HeldOf = ReturnType<typeof heldAmong>;

/** What a person said last counts; said apart on two machines, the careful answer does. */
function approvalsOf(read: readonly ReadAct[], held: HeldOf, hash: string) {
  const people = new Set(read.flatMap(({ act, means }) => (means.act === 'approve' ? [act.person] : [])));
  const approvals: Approval[] = [];
  const voided: Approval[] = [];
  const disapprovals: Approval[] = [];
  for (const person of [...people].sort()) {
    const last = held(
      (means, act) => (means.act === 'approve' && act.person === person ? means : undefined),
      (a, b) => ANSWERS.indexOf(a.answer) - ANSWERS.indexOf(b.answer),
      ({ answer }) => answer,
    );
    const said = last?.said[0];
    if (said === undefined) continue;
    const { answer, plan } = said.value;
    const approval = { person, at: correctedTime(said.act), act: said.act.id };
    if (answer === 'disapproved' && plan === hash) disapprovals.push(approval);
    if (answer === 'approved') (plan === hash ? approvals : voided).push(approval);
  }
  return { approvals, voided, disapprovals };
}
const ANSWERS = ['disapproved', 'withdrawn', 'approved'] as const;

/** Those that count are of the plan as it is. */
function overridesOf(read: readonly ReadAct[], hash: string) {
  const overrides: Override[] = [];
  const pastOverrides: PastOverride[] = [];
  for (const { act, means } of read) {
    if (means.act !== 'override') continue;
    const { plan, reason, findings, breakGlass } = means;
    const override = { person: act.person, at: correctedTime(act), act: act.id, reason, findings, breakGlass };
    if (plan === hash) overrides.push(override);
    else pastOverrides.push({ ...override, plan });
  }
  return { overrides, pastOverrides };
}

function ticksOf(read: readonly ReadAct[], held: HeldOf): readonly StepTick[] {
  const steps = new Set(read.flatMap(({ means }) => (means.act === 'step' ? [means.step] : [])));
  return [...steps].sort().flatMap((step): readonly StepTick[] => {
    const said = held(
      (means) => (means.act === 'step' && means.step === step ? means : undefined),
      (a, b) => (a.outcome === 'open' ? 0 : 1) - (b.outcome === 'open' ? 0 : 1),
      ({ outcome }) => outcome,
    )?.said[0];
    if (said === undefined) return [];
    const { act, value } = said;
    return [{ step, outcome: value.outcome, person: act.person, at: value.at ?? correctedTime(act) }];
  });
}

function timesOf(read: readonly ReadAct[]): ChangeTimes {
  let startedAt: Ms | null = null;
  let bakingAt: Ms | null = null;
  let endedAt: Ms | null = null;
  const moves = read.flatMap(({ act, means }) =>
    means.act === 'change-state' ? [{ state: means.state, at: means.at ?? correctedTime(act) }] : [],
  );
  for (const { state, at } of moves) {
    switch (state) {
      case 'running':
        startedAt ??= at;
        bakingAt = null;
        endedAt = null;
        break;
      case 'baking':
        startedAt ??= at;
        bakingAt ??= at;
        endedAt = null;
        break;
      case 'done':
      case 'rolled-back':
      case 'aborted':
        endedAt = at;
        break;
      case 'draft':
      case 'proposed':
      case 'approved':
      case 'scheduled':
        startedAt = null;
        bakingAt = null;
        endedAt = null;
        break;
    }
  }
  return { startedAt, bakingAt, endedAt };
}

/** Mark in the payload of a state act: a file said so, not the person whose machine read it. */
export const SAID_BY_FILE = 'fromFile';

function originOf(fields: Content['fields'], read: readonly ReadAct[]): ChangeOrigin | null {
  const { originKind: kind, originUid: uid } = fields;
  if (kind !== 'calendar' && kind !== 'csv') return null;
  let said: ChangeState | null = null;
  let byPeople: ChangeState | null = null;
  for (const { act, means } of read) {
    if (means.act !== 'change-state') continue;
    if (act.payload[SAID_BY_FILE] === true) said = means.state;
    else byPeople = means.state;
  }
  const isOurs = byPeople !== null && (isUnderWay(byPeople) || isOver(byPeople));
  return { kind, uid: text(uid), name: text(fields.originName), said, isOurs };
}

const isRecord = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function windowOf(value: Json | undefined): Window | null {
  if (!isRecord(value)) return null;
  const { start, end } = value;
  return typeof start === 'number' && typeof end === 'number' && start < end && Math.abs(end) <= 8.64e15
    ? { start, end }
    : null;
}

function riskOf(value: Json | undefined): Risk | null {
  if (!isRecord(value)) return null;
  const { impact, reversibility, novelty } = value;
  return isGrade(impact) && isGrade(reversibility) && isGrade(novelty) ? { impact, reversibility, novelty } : null;
}
const isGrade = (value: Json | undefined): value is RiskGrade => RISK_GRADES.includes(value as RiskGrade);

const toleranceOf = (value: number | null): number =>
  value !== null && value > 0 && value <= 10 ? value : DEFAULT_TOLERANCE;

/** People who had to do with a change: asked, named or acting. A search can be narrowed to them. */
export function peopleOf(change: ChangeRecord, acts: readonly Act[]): readonly PersonId[] {
  const { owner, executor, approvers } = change;
  const all = [owner, executor, ...approvers, ...acts.map(({ person }) => person)];
  return [...new Set(all.filter((person): person is string => person !== null && person !== ''))].sort();
}
