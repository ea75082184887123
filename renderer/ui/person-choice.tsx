import type { PersonId } from '../../shared/domain/incident/types';
import type { Names } from './names';

/** One of the people of the workspace, or nobody. Whoever is chosen already stands there, also where the file names them not. */
export function PersonChoice({
  label,
  none,
  value,
  names,
  only,
  onChange,
}: {
  readonly label: string;
  readonly none: string;
  readonly value: PersonId | null;
  readonly names: Names;
  /** Of a restricted incident: those who may know of it. */
  readonly only?: readonly PersonId[] | undefined;
  readonly onChange: (person: PersonId | null) => void;
}) {
  const known = only === undefined ? names.people : only.map((id) => ({ id, name: names.person(id) }));
  const people =
    value === null || known.some(({ id }) => id === value)
      ? known
      : [...known, { id: value, name: names.person(value) }];
  return (
    <label className="side-field">
      {label}
      <select className="field" value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{none}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Who somebody is: one of the people of the workspace, or a name of their own; the one that is given puts the other away. */
export function PersonOrName({
  chosen,
  ownName,
  names,
  onChosen,
  onOwnName,
}: {
  readonly chosen: PersonId | null;
  readonly ownName: string;
  readonly names: Names;
  readonly onChosen: (person: PersonId | null) => void;
  readonly onOwnName: (name: string) => void;
}) {
  return (
    <>
      <PersonChoice
        label="Person of the workspace"
        none="Choose"
        value={chosen}
        names={names}
        onChange={(person) => {
          onChosen(person);
          if (person !== null) onOwnName('');
        }}
      />
      <label className="side-field">
        Or your name
        <input
          className="field"
          dir="auto"
          maxLength={120}
          value={ownName}
          onChange={(event) => onOwnName(event.target.value)}
        />
      </label>
    </>
  );
}
