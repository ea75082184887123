import type { KeyboardEvent } from 'react';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import type { StepDraft } from './draft';
import { ProblemLine, useProblem } from './fields';

interface StepsProps {
  /** Begins the ids of its fields. */
  readonly part: 'steps' | 'back';
  readonly name: string;
  readonly steps: readonly StepDraft[];
  readonly newId: () => string;
  readonly onChange: (steps: readonly StepDraft[]) => void;
}

/** Steps in their order. Enter adds one below, Alt with an arrow moves one, and so do its buttons. */
export function StepsField({ part, name, steps, newId, onChange }: StepsProps) {
  /** After the list is drawn anew. */
  const focus = (id: string): void =>
    void requestAnimationFrame(() => document.getElementById(`form-${part}-${id}`)?.focus());
  const add = (after: number): void => {
    const step: StepDraft = { id: newId(), text: '', minutes: '' };
    onChange([...steps.slice(0, after + 1), step, ...steps.slice(after + 1)]);
    focus(step.id);
  };
  const move = (from: number, by: -1 | 1): void => {
    const step = steps[from];
    const to = from + by;
    if (step === undefined || to < 0 || to >= steps.length) return;
    const rest = steps.filter((_, index) => index !== from);
    onChange([...rest.slice(0, to), step, ...rest.slice(to)]);
    focus(step.id);
  };
  const remove = (at: number): void => {
    onChange(steps.filter((_, index) => index !== at));
    const next = steps[at + 1] ?? steps[at - 1];
    if (next !== undefined) focus(next.id);
  };
  const change = (id: string, to: Partial<StepDraft>): void =>
    onChange(steps.map((step) => (step.id === id ? { ...step, ...to } : step)));
  return (
    <div className="cf-steps" role="group" aria-label={`${name}s`}>
      <ol>
        {steps.map((step, index) => (
          <StepRow
            key={step.id}
            {...{ part, name, step, index }}
            last={index === steps.length - 1}
            onChange={(to) => change(step.id, to)}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
            onAdd={() => add(index)}
          />
        ))}
      </ol>
      <Button small onClick={() => add(steps.length - 1)}>
        Add a step
      </Button>
    </div>
  );
}

interface RowProps {
  readonly part: string;
  readonly name: string;
  readonly step: StepDraft;
  readonly index: number;
  readonly last: boolean;
  readonly onChange: (to: Partial<StepDraft>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onAdd: () => void;
}

function StepRow({ part, name, step, index, last, onChange, onMove, onRemove, onAdd }: RowProps) {
  const field = `${part}-${step.id}`;
  const text = useProblem(field);
  const minutes = useProblem(`${field}-minutes`);
  const called = `${name} ${index + 1}`;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const isPlain = !event.ctrlKey && !event.metaKey;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      onMove(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Enter' && isPlain && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      onAdd();
    }
  };
  return (
    <li onKeyDown={onKeyDown}>
      <span aria-hidden="true">{index + 1}</span>
      <input
        {...text.marks}
        className="field"
        dir="auto"
        aria-label={called}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        placeholder="What is done"
        maxLength={2_000}
        value={step.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <input
        {...minutes.marks}
        className="field cf-minutes"
        inputMode="decimal"
        aria-label={`${called}, minutes`}
        placeholder="min"
        maxLength={8}
        value={step.minutes}
        onChange={(event) => onChange({ minutes: event.target.value })}
      />
      <button type="button" aria-label={`Move ${called} up`} disabled={index === 0} onClick={() => onMove(-1)}>
        <Icon name="chevronUp" size={14} />
      </button>
      <button type="button" aria-label={`Move ${called} down`} disabled={last} onClick={() => onMove(1)}>
        <Icon name="chevronDown" size={14} />
      </button>
      <button type="button" aria-label={`Remove ${called}`} onClick={onRemove}>
        <Icon name="close" size={13} />
      </button>
      <ProblemLine field={field} />
      <ProblemLine field={`${field}-minutes`} />
    </li>
  );
}
