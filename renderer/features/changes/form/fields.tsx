import { createContext, useContext, useId, type ReactNode } from 'react';
import type { PersonId } from '../../../../shared/domain/incident/types';
import { Icon } from '../../../ui/icons';
import type { Names } from '../../../ui/names';
import type { FormDraft } from './draft';

/** What every section of the form works on. */
export interface SectionProps {
  readonly draft: FormDraft;
  readonly set: (part: Partial<FormDraft>) => void;
}

/** What is the matter with which field; empty until somebody tried to save. */
export const ProblemsContext = createContext<ReadonlyMap<string, string>>(new Map());

/** Marks a control that is the cause, and says so beside it. `field` is also its id, so that it can be gone to. */
export function useProblem(field: string): {
  readonly problem: string | undefined;
  readonly marks: { readonly id: string; readonly 'aria-invalid'?: true; readonly 'aria-describedby'?: string };
} {
  const problem = useContext(ProblemsContext).get(field);
  const id = `form-${field}`;
  return {
    problem,
    marks: problem === undefined ? { id } : { id, 'aria-invalid': true, 'aria-describedby': `${id}-problem` },
  };
}

export function ProblemLine({ field }: { readonly field: string }) {
  const { problem, marks } = useProblem(field);
  if (problem === undefined) return null;
  return (
    <span className="form-problem" id={`${marks.id}-problem`}>
      {problem}
    </span>
  );
}

export function Section({
  name,
  note,
  children,
}: {
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="cf-section" aria-labelledby={id}>
      <h3 id={id}>
        {name} {note !== undefined && <span className="sub">{note}</span>}
      </h3>
      <div className="cf-fields">{children}</div>
    </section>
  );
}

interface TextProps {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly placeholder?: string;
  readonly rows?: number;
  readonly mono?: boolean;
  readonly narrow?: boolean;
  readonly autoFocus?: boolean;
  readonly list?: string;
  readonly onChange: (text: string) => void;
}

/** One line or several of text. */
export function TextField(props: TextProps) {
  const {
    field,
    label,
    value,
    most,
    placeholder,
    rows,
    mono = false,
    narrow = false,
    autoFocus,
    list,
    onChange,
  } = props;
  const { marks } = useProblem(field);
  const shared = {
    ...marks,
    className: `field${mono ? ' mono' : ''}`,
    dir: 'auto',
    maxLength: most,
    value,
    placeholder,
    autoFocus,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  };
  return (
    <label className={`side-field${narrow ? ' is-narrow' : ''}`}>
      {label}
      {rows === undefined ? <input {...shared} list={list} /> : <textarea {...shared} rows={rows} />}
      <ProblemLine field={field} />
    </label>
  );
}

interface PersonProps {
  readonly field: string;
  readonly label: string;
  readonly names: Names;
  readonly value: PersonId | null;
  readonly onChange: (person: PersonId | null) => void;
}

/** One of the people of the workspace by name, or anybody else as they are called. */
export function PersonField({ field, label, names, value, onChange }: PersonProps) {
  return (
    <TextField
      field={field}
      label={label}
      value={value === null ? '' : names.person(value)}
      most={120}
      placeholder="Nobody yet"
      list="cf-people"
      onChange={(text) => onChange(personOf(text, names))}
    />
  );
}

export function personOf(text: string, names: Names): PersonId | null {
  if (text.trim() === '') return null;
  return names.people.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase())?.id ?? text.trimStart();
}

interface TokensProps {
  readonly field: string;
  readonly label: string;
  readonly placeholder: string;
  readonly chosen: readonly string[];
  readonly nameOf: (id: string) => string;
  readonly list: string;
  readonly most: number;
  /** What is typed, as it is kept; null for nothing. */
  readonly parse: (text: string) => string | null;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Some of many, typed or chosen one after the other; each can be taken away again. */
export function TokensField({ field, label, placeholder, chosen, nameOf, list, most, parse, onChange }: TokensProps) {
  const id = `form-${field}`;
  const add = (input: HTMLInputElement): void => {
    const one = parse(input.value);
    if (one === null) return;
    input.value = '';
    if (!chosen.includes(one)) onChange([...chosen, one]);
  };
  return (
    <div className="side-field">
      <label htmlFor={id}>{label}</label>
      <div className="cf-tokens">
        {chosen.map((one) => (
          <button
            key={one}
            type="button"
            className="cf-token"
            aria-label={`Remove ${nameOf(one)}`}
            onClick={() => onChange(chosen.filter((other) => other !== one))}
          >
            <span dir="auto">{nameOf(one)}</span> <Icon name="close" size={11} />
          </button>
        ))}
        <input
          id={id}
          className="field"
          dir="auto"
          list={list}
          maxLength={most}
          placeholder={placeholder}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              add(event.currentTarget);
            } else if (event.key === 'Backspace' && event.currentTarget.value === '' && chosen.length > 0)
              onChange(chosen.slice(0, -1));
          }}
          onBlur={(event) => add(event.currentTarget)}
        />
      </div>
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  readonly field: string;
  readonly label: string;
  readonly of: readonly (readonly [value: T, word: string])[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few. */
export function ChoiceField<T extends string | number>({ field, label, of, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  const { marks } = useProblem(field);
  return (
    <div className="cf-choice">
      <span className="side-label">{label}</span>
      <div className="choice" role="radiogroup" aria-label={label} {...marks} tabIndex={-1}>
        {of.map(([one, word]) => (
          <label key={one}>
            <input type="radio" name={name} checked={value === one} onChange={() => onChange(one)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
