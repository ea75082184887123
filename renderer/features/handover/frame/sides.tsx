import { useState } from 'react';
import type { HandoverContent } from '../../../../shared/domain/handover/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { Button } from '../../../ui/controls';
import { list } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { useGround } from '../ground';

type Side = 'givers' | 'receivers';
const WORD: Readonly<Record<Side, string>> = { givers: 'From', receivers: 'To' };
const NOBODY: Readonly<Record<Side, string>> = { givers: 'nobody gives it', receivers: 'nobody receives it' };

interface SidesProps {
  readonly content: HandoverContent;
  readonly teams: readonly TeamView[];
}

/** Who gives and who receives: by the rota when it was drafted, and whom people name instead. */
export function Sides({ content, teams }: SidesProps) {
  const { names, editable } = useGround();
  const [open, setOpen] = useState(false);
  const said = (side: Side): string => {
    const people = content[side];
    return people.length === 0 ? NOBODY[side] : list(people.map((person) => names.person(person)));
  };
  return (
    <div className="ho-sides">
      <p dir="auto">
        {(['givers', 'receivers'] as const).map((side) => (
          <span key={side}>
            {WORD[side]} <b>{said(side)}</b>
            {side === 'givers' ? '. ' : '.'}
          </span>
        ))}
        {editable && (
          <button type="button" className="ho-sides-open" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Done' : 'Change'}
            <span className="visually-hidden"> who gives and who receives</span>
          </button>
        )}
      </p>
      {open &&
        editable &&
        (['givers', 'receivers'] as const).map((side) => (
          <SideForm
            key={side}
            side={side}
            people={content[side]}
            team={side === 'givers' ? content.from : content.to}
            teams={teams}
          />
        ))}
    </div>
  );
}

function SideForm({
  side,
  people,
  team,
  teams,
}: {
  readonly side: Side;
  readonly people: readonly string[];
  readonly team: string;
  readonly teams: readonly TeamView[];
}) {
  const { edit, names, say } = useGround();
  const put = async (now: readonly string[]): Promise<void> => {
    const refused = await edit({ edit: 'people', side, people: [...now] });
    if (refused !== null) say(refused);
  };
  const own = teams.find(({ id }) => id === team)?.people ?? [];
  const ownIds = new Set(own.map(({ id }) => id));
  const missing = (ids: readonly { readonly id: string }[]) => ids.filter(({ id }) => !people.includes(id));
  const others = missing(names.people.filter(({ id }) => !ownIds.has(id)));
  return (
    <div className="ho-side-form" role="group" aria-label={side === 'givers' ? 'Givers' : 'Receivers'}>
      <span className="ho-label">{WORD[side]}</span>
      {people.map((person) => (
        <Button
          key={person}
          small
          aria-label={`Take ${names.person(person)} out`}
          onClick={() => void put(people.filter((one) => one !== person))}
        >
          {names.person(person)} <Icon name="close" size={12} />
        </Button>
      ))}
      <select
        className="field"
        aria-label={`Add somebody who ${side === 'givers' ? 'gives' : 'receives'} it`}
        value=""
        onChange={({ target: { value } }) => void put([...people, value])}
      >
        <option value="">Add</option>
        {[...missing(own), ...others].map(({ id }) => (
          <option key={id} value={id}>
            {names.person(id)}
          </option>
        ))}
      </select>
    </div>
  );
}
