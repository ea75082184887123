import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { Status } from '../../shared/domain/status/types';
import { Glyph } from './glyph';
import { initials } from './format';
import { STATUS_WORD } from './words';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'> {
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly small?: boolean;
  /** The key that does the same, shown on the button. */
  readonly shortcut?: string | undefined;
}

export function Button({ kind = 'plain', small = false, shortcut, children, ...rest }: ButtonProps) {
  const name = `button${kind === 'plain' ? '' : ` is-${kind}`}${small ? ' is-small' : ''}`;
  return (
    <button
      type="button"
      className={name}
      {...rest}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': shortcut })}
    >
      <span className="button-text">{children}</span>
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}

/** The word of a state, inverse when critical. `children` may say more: "Critical, 12 min". */
export function StateWord({ status, children }: { readonly status: Status; readonly children?: ReactNode }) {
  return <span className={`state-word is-${status}`}>{children ?? STATUS_WORD[status]}</span>;
}

export function Avatar({ name, on }: { readonly name: string | null; readonly on: boolean }) {
  if (name === null) return <i className="avatar is-nobody" aria-hidden="true" />;
  return (
    <i className={`avatar${on ? ' is-on' : ''}`} aria-hidden="true">
      {initials(name)}
    </i>
  );
}

export function DutyDot({ kind }: { readonly kind: 'shift' | 'on-call' | 'off' }) {
  return <span className={`duty-dot${kind === 'off' ? '' : ` is-${kind}`}`} aria-hidden="true" />;
}

/** A count of one state in a legend; a zero is grey. */
export function LegendCount({ status, count }: { readonly status: Status; readonly count: number }) {
  return (
    <span className={`legend-count${count === 0 ? ' is-zero' : ''}`}>
      <Glyph status={status} />
      <b>{count.toLocaleString('en-US')}</b>
      {STATUS_WORD[status]}
    </span>
  );
}
