import type { ItemCondition } from '../../shared/domain/handover/types';
import './condition-mark.css';

const PATH: Readonly<Record<ItemCondition, string>> = {
  unstable: 'M1 8L5 2L9 8L13 2L17 8L21 2',
  watcher: 'M1 5.5C3 2 5 2 7.5 5.5S12 9 14.5 5.5S19 2 21 5.5',
  stable: 'M1 5H21',
};

/** The condition of an item has a mark of its own: a line, no state shape. Its word is always there, seen or (`bare`) said. */
export function ConditionMark({
  condition,
  bare = false,
}: {
  readonly condition: ItemCondition;
  readonly bare?: boolean;
}) {
  return (
    <span className={`condition-mark is-${condition}`}>
      <svg width={22} height={10} viewBox="0 0 22 10" aria-hidden="true">
        <path d={PATH[condition]} />
      </svg>
      <span className={bare ? 'visually-hidden' : undefined}>{condition}</span>
    </span>
  );
}
