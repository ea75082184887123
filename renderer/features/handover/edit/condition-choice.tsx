import { useId } from 'react';
import { CONDITIONS, type ItemCondition } from '../../../../shared/domain/handover/types';
import { ConditionMark } from '../../../ui/condition-mark';

/** Stable, watcher or unstable: a group that arrows move in. */
export function ConditionChoice({
  value,
  onChange,
}: {
  readonly value: ItemCondition;
  readonly onChange: (condition: ItemCondition) => void;
}) {
  const name = useId();
  return (
    <div className="choice" role="radiogroup" aria-label="Condition">
      {CONDITIONS.map((condition) => (
        <label key={condition}>
          <input
            type="radio"
            name={name}
            checked={condition === value}
            data-field={condition === value ? 'condition' : undefined}
            onChange={() => onChange(condition)}
          />
          <span>
            <ConditionMark condition={condition} />
          </span>
        </label>
      ))}
    </div>
  );
}
