import { CHANGE_STATES, type ChangeState, type ChangeView } from '../../../../shared/domain/change/types';
import { movesFrom } from '../../../../shared/domain/change/rules';
import type { ChangeEdit } from '../../../../shared/ipc/changes-contract';
import type { Clocks } from '../../../ui/clocks';
import type { Names } from '../../../ui/names';

export interface Choice {
  readonly key: string;
  readonly text: string;
  /** Writes this answer; null where it cannot be chosen in one press. */
  readonly edit: ChangeEdit | null;
}
export interface FieldConflict {
  readonly field: string;
  readonly word: string;
  readonly choices: readonly Choice[];
}

const FIELD_WORD: Readonly<Record<string, string>> = {
  title: 'The title',
  description: 'The description',
  type: 'The type',
  window: 'The window',
  owner: 'The owner',
  executor: 'The executor',
  risk: 'The risk',
  bakeMinutes: 'The bake time',
  impact: 'The declared impact',
  artifact: 'The artifact',
  rollback: 'The rollback',
};
/** Fields that are one value, and are therefore written whole. */
const WHOLE: ReadonlySet<string> = new Set(Object.keys(FIELD_WORD).filter((field) => field !== 'rollback'));
const LISTS: ReadonlySet<string> = new Set(['steps', 'links', 'watched', 'abortSignals']);
const ITEM_WORD: Readonly<Record<string, string>> = {
  steps: 'A step',
  links: 'A link',
  watched: 'A watched signal',
  abortSignals: 'A signal to stop at',
};

/** What was written apart: the answers, and the edit that makes each the one that counts. */
export function fieldConflicts(view: ChangeView, names: Names, clocks: Clocks, zone: string): readonly FieldConflict[] {
  return view.conflicts.map(({ field, values }) => ({
    field,
    word: wordOf(field),
    choices: values.map((value, index) => ({
      key: String(index),
      text: textOf(field, value, names, clocks, zone),
      edit: editOf(view, field, value),
    })),
  }));
}

function wordOf(field: string): string {
  const [first = field, , name] = field.split('/');
  const item = ITEM_WORD[first];
  if (item !== undefined) return name === undefined ? item : `${item} (${name})`;
  const own = FIELD_WORD[first] ?? first;
  return field === first ? own : `${own} (${field.slice(first.length + 1)})`;
}

function textOf(field: string, value: unknown, names: Names, clocks: Clocks, zone: string): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (field === 'owner' || field === 'executor') return typeof value === 'string' ? names.person(value) : '?';
  if (field === 'window' && isWindow(value))
    return `${clocks.both(value.start, zone)} to ${clocks.both(value.end, zone)}`;
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const isWindow = (value: unknown): value is { readonly start: number; readonly end: number } =>
  typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'number' &&
  'end' in value && typeof value.end === 'number';

/** The engine parses what it is given: a value of the wrong shape is refused there, with its cause. */
function editOf(view: ChangeView, field: string, value: unknown): ChangeEdit | null {
  if (WHOLE.has(field)) return { [field]: value ?? null };
  const [list = '', id, name] = field.split('/');
  if (LISTS.has(list) && id !== undefined && name !== undefined) {
    const items = view[list as 'steps' | 'links' | 'watched' | 'abortSignals'] as readonly { readonly id: string }[];
    return { [list]: items.map((item) => (item.id === id ? { ...item, [name]: value } : item)) };
  }
  if (list === 'rollback' && id !== undefined && name === undefined)
    return { rollback: { ...view.rollback, steps: [...view.rollback.steps], [id]: value } };
  return null;
}

/** States it may be in where it was moved apart: the one that counts for now, and where people moved it. */
export function stateChoices({ state, log }: ChangeView): readonly ChangeState[] {
  const said = log.flatMap((line) => (line.type === 'state' ? [line.state] : [])).slice(0, 2);
  const all = new Set<ChangeState>([state, ...said.filter((one) => one === state || movesFrom(state).includes(one))]);
  return CHANGE_STATES.filter((one) => all.has(one));
}
