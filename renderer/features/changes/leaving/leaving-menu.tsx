import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { download } from '../../../ui/download';
import { useWish } from '../../../stores/use-wish';
import type { Arriving } from './use-arriving';

type Way = 'import' | 'ics' | 'csv' | 'freezes';
const WAYS: readonly (readonly [way: Way, word: string, note: string])[] = [
  ['import', 'Import', 'calendars (.ics) and tables (.csv); dropping them here does the same'],
  ['ics', 'Export a calendar', 'iCalendar, for any calendar program'],
  ['csv', 'Export a table', 'CSV, all changes with their windows'],
  ['freezes', 'Freezes', 'of all countries, for 13 months'],
];

/** Ways in and out for changes. All of them work with no network. */
export function LeavingMenu({ arriving, onFreezes }: { readonly arriving: Arriving; readonly onFreezes: () => void }) {
  const { navigation, changes } = useStores();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  useWish('import-changes', () => picker.current?.click());
  useWish('export-changes', () => setOpen(true));
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
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const leave = async (format: 'ics' | 'csv'): Promise<void> => {
    const left = await changes.export(null, format);
    if ('problem' in left) navigation.say(left.problem);
    else if (left.kind === 'saved') navigation.say(`Saved: ${left.path}`);
    else if (left.kind === 'text') {
      download(left.name, left.media, left.text);
      navigation.say(`${left.name} is among the downloads of this browser.`);
    }
  };
  const take = (way: Way): void => {
    close();
    if (way === 'import') picker.current?.click();
    else if (way === 'freezes') onFreezes();
    else void leave(way);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (!open) return;
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const at = items.findIndex((item) => item === document.activeElement);
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = to[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (next !== undefined) items[next]?.focus();
    if (event.key === 'Escape' || next !== undefined) event.preventDefault();
  };
  return (
    <div className="changes-more" ref={box} onKeyDown={onKeyDown}>
      <Button aria-haspopup="menu" aria-expanded={open} onClick={() => (open ? close() : setOpen(true))}>
        More
      </Button>
      {open && (
        <ul className="changes-menu" role="menu" aria-label="Import, export and freezes">
          {WAYS.map(([way, word, note]) => (
            <li key={way} role="none">
              <button type="button" role="menuitem" tabIndex={-1} onClick={() => take(way)}>
                <b>{word}</b> <span>{note}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".ics,.csv,text/calendar,text/csv"
        onChange={(event) => {
          void arriving.take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
