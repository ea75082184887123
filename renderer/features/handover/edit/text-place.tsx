import type { ReactNode } from 'react';
import { SecretHint } from '../../../ui/secret-hint';
import type { Field } from '../desk';
import { useDesk, useGround } from '../ground';
import { useWriting } from './use-writing';

interface TextPlaceProps {
  /** The line it belongs to, and which of its texts it is. */
  readonly at: string;
  readonly field: Field;
  readonly label: string;
  readonly value: string;
  /** Stands there while nothing is written. */
  readonly none: string;
  readonly oneLine?: boolean;
  /** It stands in a line, whose mark has F2 for it: no stop of its own for Tab. */
  readonly inLine?: boolean;
  readonly most: number;
  /** How it looks while it is read; left out: as it is written. */
  readonly children?: ReactNode;
  readonly onSave: (text: string) => Promise<string | null>;
}

/** A text of the document: read as text, written in its place by a click, Enter or F2. */
export function TextPlace(props: TextPlaceProps) {
  const { at, field, label, value, none, inLine = false, children } = props;
  const { editable, desk } = useGround();
  const writing = useDesk(({ editing }) => editing?.at === at && editing.field === field);
  if (writing && editable) return <Writing {...props} />;
  const shown = value === '' ? <span className="ho-none">{none}</span> : (children ?? <span dir="auto">{value}</span>);
  if (!editable) return <span className="ho-text">{shown}</span>;
  // Not a button element: its words flow with those around it, and can be selected.
  return (
    <span
      role="button"
      tabIndex={inLine ? -1 : 0}
      className="ho-text is-place"
      aria-label={`${label}: ${value === '' ? none : value}. Edit`}
      data-field={field}
      onClick={() => {
        if (window.getSelection()?.isCollapsed !== false) desk.edit(at, field);
      }}
      onKeyDown={(event) => {
        if (!['F2', 'Enter', ' '].includes(event.key)) return;
        event.preventDefault();
        desk.edit(at, field);
      }}
    >
      {shown}
    </span>
  );
}

function Writing({ at, field, label, value, oneLine = false, most, none, onSave }: TextPlaceProps) {
  const { id, desk } = useGround();
  const writing = useWriting({
    name: `handover.${id}.${at}.${field}`,
    value,
    oneLine,
    onSave,
    onDone: () => {
      const within = document.activeElement?.closest('[data-writing]') !== null;
      desk.done(at, field);
      // The field goes; whoever wrote in it goes on from where it stood.
      if (within) requestAnimationFrame(() => focusPlace(at, field));
    },
  });
  const shared = {
    'aria-label': label,
    autoFocus: true,
    dir: 'auto',
    maxLength: most,
    placeholder: none,
    value: writing.text,
    readOnly: writing.saving,
    onBlur: writing.onBlur,
    onKeyDown: writing.onKeyDown,
  } as const;
  return (
    <span className="ho-writing" data-writing>
      {oneLine ? (
        <input {...shared} className="field" onChange={(event) => writing.set(event.target.value)} />
      ) : (
        // As high as its text, without asking the page for its size at each key.
        <span className="ho-grow" data-text={`${writing.text}\n`}>
          <textarea {...shared} rows={1} onChange={(event) => writing.set(event.target.value)} />
        </span>
      )}
      <SecretHint text={writing.text} onClean={writing.set} />
      {writing.meanwhile !== null && (
        <small className="ho-meanwhile" role="status">
          Meanwhile somebody wrote: {writing.meanwhile}
        </small>
      )}
      {writing.problem !== null && (
        <small className="form-problem" role="alert">
          {writing.problem}
        </small>
      )}
    </span>
  );
}

/** The place that a field was opened from, else its line. */
export function focusPlace(at: string, field: Field): void {
  const active = document.activeElement;
  if (active !== null && active !== document.body) return;
  const line = document.querySelector(`[data-at="${CSS.escape(at)}"]`);
  (
    line?.querySelector<HTMLElement>(`[data-field="${field}"]`) ?? line?.querySelector<HTMLElement>('[data-row]')
  )?.focus({
    preventScroll: true,
  });
}
