import type { ChangePlan, ChangeView, Risk, Window } from '../../../../shared/domain/change/types';
import type { ChangeEdit } from '../../../../shared/ipc/changes-contract';
import type { FormDraft, StepDraft } from './draft';
import { fromWallInput } from '../../../ui/wall-input';

/** What the form says, as the contract takes it; a title is asked for by itself. */
export type FormPlan = { [Field in keyof ChangeEdit]-?: Exclude<ChangeEdit[Field], undefined> };

export interface FormProblem {
  /** Id of the control that is to be looked at. */
  readonly field: string;
  /** Names the field and says what is the matter. */
  readonly text: string;
}

export interface ReadForm {
  /** As far as it can be read: what cannot be is as if it was not said. */
  readonly plan: FormPlan;
  readonly problems: readonly FormProblem[];
}

const MOST_MINUTES = 100_000;

/** Reads the form. Pure: the same draft in the same zone says the same. */
export function readForm(draft: FormDraft, zone: string): ReadForm {
  const problems: FormProblem[] = [];
  const wrong = (field: string, text: string): void => void problems.push({ field, text });
  const minutes = (text: string, field: string, name: string): number | null => {
    if (text.trim() === '') return null;
    const value = Number(text.trim().replace(',', '.'));
    if (Number.isFinite(value) && value >= 0 && value <= MOST_MINUTES) return value;
    wrong(field, `${name}: "${text.trim()}" is no number of minutes`);
    return null;
  };
  const steps = (all: readonly StepDraft[], part: 'steps' | 'back', name: string) =>
    all.flatMap(({ id, text, minutes: takes }, index) => {
      const field = `${part}-${id}`;
      if (text.trim() === '') wrong(field, `${name} ${index + 1}: it says nothing yet. Write it or remove it`);
      return [{ id, text: text.trim(), minutes: minutes(takes, `${field}-minutes`, `${name} ${index + 1}`) }];
    });
  if (draft.title.trim() === '') wrong('title', 'Title: it is empty. One line says what is changed');
  const window = readWindow(draft, zone, wrong);
  const risk = readRisk(draft, wrong);
  const plan: FormPlan = {
    title: draft.title.trim(),
    description: draft.description,
    type: draft.type,
    sites: [...draft.sites],
    services: [...draft.services],
    window,
    owner: draft.owner,
    executor: draft.executor,
    approvers: [...draft.approvers],
    risk,
    steps: steps(draft.steps, 'steps', 'Step'),
    rollback: {
      steps: steps(draft.backSteps, 'back', 'Rollback step'),
      command: draft.command.trim(),
      minutes: minutes(draft.backMinutes, 'back-minutes', 'Rollback'),
      testedAt: draft.testedAt,
    },
    watched: draft.watched.map(({ id, site, signal, tolerance }) => {
      const share = Number(tolerance.trim().replace(',', '.')) / 100;
      const isShare = tolerance.trim() !== '' && share > 0 && share <= 10;
      if (!isShare)
        wrong(`watched-${id}`, `Watched signal ${signal}: its tolerance must be above 0 and at most 1000 %`);
      return { id, site, signal, tolerance: isShare ? share : 0.05 };
    }),
    abortSignals: draft.aborts.map(({ id, site, signal, at }) => ({ id, site, signal, at })),
    bakeMinutes: minutes(draft.bakeMinutes, 'bake', 'Bake') ?? 0,
    impact: draft.declares ? { text: draft.impactText.trim(), warnings: [...draft.warnings] } : null,
    artifact: draft.artifact.trim() || null,
    links: draft.links.map(({ id, kind, target, label }, index) => {
      if (target.trim() === '')
        wrong(`link-${id}`, `Link ${index + 1}: it leads nowhere yet. Give its target or remove it`);
      return { id, kind, target: target.trim(), label: label.trim() };
    }),
  };
  return { plan, problems };
}

type Wrong = (field: string, text: string) => void;

function readWindow({ start: from, end: to }: FormDraft, zone: string, wrong: Wrong): Window | null {
  if (from === '' && to === '') return null;
  const start = fromWallInput(from, zone);
  const end = fromWallInput(to, zone);
  if (start === null) {
    wrong('start', from === '' ? 'Window: it has an end and no start' : `Window: "${from}" is no date and time`);
    return null;
  }
  if (end === null) {
    wrong('end', to === '' ? 'Window: it has a start and no end' : `Window: "${to}" is no date and time`);
    return null;
  }
  if (start < end) return { start, end };
  wrong('end', start === end ? 'Window: it ends when it starts' : 'Window: it ends before it starts');
  return null;
}

function readRisk({ impactGrade: impact, reversibility, novelty }: FormDraft, wrong: Wrong): Risk | null {
  if (impact !== null && reversibility !== null && novelty !== null) return { impact, reversibility, novelty };
  const missing = [
    impact === null && 'impact',
    reversibility === null && 'reversibility',
    novelty === null && 'novelty',
  ];
  if (missing.every((one) => one !== false)) return null;
  wrong('risk', `Risk: ${missing.filter((one) => one !== false).join(' and ')} is not rated. Rate all three or none`);
  return null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
/** The order of keys, of sites, services and approvers is not what a person changed; that of steps is. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.every((one) => typeof one === 'string')
      ? [...value].sort()
      : value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, of]) => [key, sorted(of)]),
        )
      : value;

/** The fields in which the form differs from what is written: nobody else's edit of another field is written over. */
export function editOf(
  before: ChangePlan & Pick<ChangeView, 'links'>,
  plan: FormPlan,
): { readonly edit: ChangeEdit; readonly voids: boolean } {
  const changed = (Object.keys(plan) as (keyof FormPlan)[]).filter(
    (field) => !same(sorted(before[field]), sorted(plan[field])),
  );
  const edit = Object.fromEntries(changed.map((field) => [field, plan[field]])) as ChangeEdit;
  const told = (field: keyof FormPlan): boolean =>
    field === 'links' ||
    (field === 'rollback' &&
      same(sorted({ ...before.rollback, testedAt: null }), sorted({ ...plan.rollback, testedAt: null })));
  return { edit, voids: changed.some((field) => !told(field)) };
}
