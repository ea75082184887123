import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';

interface MenuProps {
  readonly label: string;
  readonly items: readonly { readonly key: string; readonly word: string }[];
  readonly onChoose: (key: string) => void;
}

/** A button that opens a list of actions; arrows move, Escape and a press elsewhere close it. */
export function Menu({ label, items, onChoose }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    box.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === true) return;
      setOpen(false);
    };
    window.addEventListener('pointerdown', away);
    return () => window.removeEventListener('pointerdown', away);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!open) return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = all.findIndex((item) => item === document.activeElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (next !== undefined) all[next]?.focus();
    if (event.key !== 'Escape' && next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="panel-menu" ref={box} onKeyDown={onKeyDown}>
      <Button
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <Icon name="more" size={16} stroke={3.5} />
      </Button>
      {open && (
        <ul role="menu" aria-label={label}>
          {items.map(({ key, word: one }) => (
            <li key={key} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  close();
                  onChoose(key);
                }}
              >
                {one}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
