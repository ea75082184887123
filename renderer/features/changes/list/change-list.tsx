import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Change } from '../../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { useNavigation, usePreferences, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import type { Names } from '../../../ui/names';
import { VERDICT_WORD } from '../../../ui/words';
import type { Ground } from '../use-ground';
import { VerdictGlyph } from '../verdict-glyph';
import { RunList } from './run-list';
import {
  COLUMN_WORD,
  COLUMNS,
  FILTER_WORD,
  FILTERS,
  rowsOf,
  type Column,
  type Filter,
  type Row,
  type Sorting,
} from './view-model';
import './change-list.css';

interface ChangeListProps {
  readonly changes: readonly Change[];
  readonly answer: (change: string) => GuardAnswer | null;
  readonly names: Names;
  readonly ground: Pick<Ground, 'outside' | 'sites'>;
}

/** More are asked for. */
const FIRST = 300;

/** The same as the time line, as a table: J and K move, Enter opens. */
export function ChangeList({ changes, answer, names, ground }: ChangeListProps) {
  const letters = usePreferences((state) => state.letters);
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [sorting, setSorting] = useState<Sorting>({ by: 'window', down: true });
  const [whole, setWhole] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = useMemo(
    () => rowsOf({ changes, answer, names, words, filter, sorting }),
    [changes, answer, names, words, filter, sorting],
  );
  const shown = whole ? rows : rows.slice(0, FIRST);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const step =
      event.key === 'ArrowDown' || (letters && key === 'j')
        ? 1
        : event.key === 'ArrowUp' || (letters && key === 'k')
          ? -1
          : 0;
    if (step === 0) return;
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };

  return (
    <section className="change-list" aria-label="Changes as a list" data-panel>
      <div className="change-list-top">
        <input
          className="field"
          type="search"
          aria-label="Find a change"
          placeholder="Number, title, site, owner"
          data-find-change
          dir="auto"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="segment" role="radiogroup" aria-label="Which changes">
          {FILTERS.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={one === filter}
              className={one === filter ? 'is-on' : ''}
              onClick={() => setFilter(one)}
            >
              {FILTER_WORD[one]}
            </button>
          ))}
        </div>
        <span className="sub" role="status">
          {plural(rows.length, 'change')}
        </span>
      </div>
      <div className="change-list-scroll" onKeyDown={onKeyDown}>
        <table className="change-table">
          <caption className="visually-hidden">Changes</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <Head
                  key={column}
                  column={column}
                  sorting={sorting}
                  onSort={() => setSorting({ by: column, down: sorting.by === column && !sorting.down })}
                />
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="change-list-none">No change is like that.</p>}
        {shown.length < rows.length && (
          <p className="change-list-none">
            <Button onClick={() => setWhole(true)}>Show all {rows.length.toLocaleString('en-US')}</Button>
          </p>
        )}
        <RunList changes={changes} outside={ground.outside} sites={ground.sites} names={names} />
      </div>
    </section>
  );
}

function Head({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column;
  readonly sorting: Sorting;
  readonly onSort: () => void;
}) {
  const on = sorting.by === column;
  return (
    <th scope="col" className={`is-${column}`} aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={onSort}>
        {COLUMN_WORD[column]}
        {on && (
          <svg width={8} height={8} viewBox="0 0 8 8" aria-hidden="true">
            <path d={sorting.down ? 'M1 2.5h6L4 6.5z' : 'M1 5.5h6L4 1.5z'} fill="currentColor" />
          </svg>
        )}
      </button>
    </th>
  );
}

function Line({ row }: { readonly row: Row }) {
  const { navigation } = useStores();
  const open = useNavigation((state) => state.change === row.id);
  return (
    <tr className={open ? 'is-on' : ''} onClick={() => navigation.openChange(row.id)}>
      <td className="mono">{row.number}</td>
      <td>
        <button
          type="button"
          aria-current={open ? 'true' : undefined}
          dir="auto"
          onClick={(event) => {
            event.stopPropagation();
            navigation.openChange(row.id);
          }}
        >
          {row.title}
        </button>
      </td>
      <td data-hint={row.sites.length > 28 ? row.sites : undefined}>{row.sites}</td>
      <td>{row.window}</td>
      <td>{row.state}</td>
      <td>
        {row.verdict !== null && (
          <span className="change-says" data-hint={row.finding || undefined}>
            <VerdictGlyph verdict={row.verdict} />
            {VERDICT_WORD[row.verdict]}
          </span>
        )}
      </td>
      <td dir="auto">{row.owner}</td>
    </tr>
  );
}
