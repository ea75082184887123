import { useState } from 'react';
import type { Ms } from '../../../../shared/lib/time';
import { useGround } from '../ground';

interface InstantProps {
  readonly label: string;
  readonly value: Ms | null;
  readonly field?: string;
  readonly onChange: (at: Ms | null) => void;
}

/** An instant on the receiver's clock, with UTC in words beside it: a browser writes dates in its own way. */
export function InstantField({ label, value, field, onChange }: InstantProps) {
  const { times } = useGround();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? times.toInput(value);
  const at = text === null ? value : times.fromInput(text);
  const finish = (): void => {
    if (text === null) return;
    setText(null);
    if (at !== value) onChange(at);
  };
  return (
    <label className="side-field">
      {label}, {times.name}
      <input
        className="field"
        type="datetime-local"
        data-field={field}
        value={shown}
        onChange={(event) => setText(event.target.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          else if (event.key === 'Escape' && text !== null) {
            event.preventDefault();
            setText(null);
          }
        }}
      />
      <span>{at === null ? 'open' : times.both(at)}</span>
    </label>
  );
}
