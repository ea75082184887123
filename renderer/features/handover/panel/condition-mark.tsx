import type { ItemCondition } from '../../../../shared/domain/handover/types';

const PATH: Readonly<Record<ItemCondition, string>> = {
  unstable: 'M1 8L5 2L9 8L13 2L17 8L21 2',
  watcher: 'M1 5Q4 0 7 5T13 5T19 5L21 4',
  stable: 'M1 5H21',
};

/** Condition has a mark of its own, a line and no state shape; its word is always there, seen or said. */
export function ConditionMark({
  condition,
  bare = false,
}: {
  readonly condition: ItemCondition;
  readonly bare?: boolean;
}) {
  return (
    <span className="condition-mark">
      <svg width={22} height={10} viewBox="0 0 22 10" aria-hidden="true">
        <path d={PATH[condition]} fill="none" stroke="currentColor" strokeWidth={condition === 'unstable' ? 2 : 1.4} />
      </svg>
      <span className={bare ? 'visually-hidden' : undefined}>{condition}</span>
    </span>
  );
}
