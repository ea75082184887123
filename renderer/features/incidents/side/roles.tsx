import { useState } from 'react';
import { roleStatus } from '../../../../shared/domain/incident/rules';
import { ROLES, type IncidentView, type PersonId, type Role } from '../../../../shared/domain/incident/types';
import { ROLE_WORD } from '../../../../shared/domain/incident/words';
import type { IncidentAct } from '../../../../shared/ipc/records-contract';
import { useRecords, useStores } from '../../../stores/stores';
import { Avatar, Button } from '../../../ui/controls';
import type { Names } from '../../../ui/names';
import { PersonChoice } from '../../../ui/person-choice';

/** Who does what. A role is given by one person and taken by the other; both stand in the timeline. */
export function Roles({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  return (
    <section className="side-part" aria-label="Roles">
      <header>
        <h2>Roles</h2>
        <span className="sub">given, then taken</span>
      </header>
      <ul className="roles">
        {ROLES.map((role) => (
          <RoleRow key={role} role={role} incident={incident} names={names} />
        ))}
      </ul>
    </section>
  );
}

function RoleRow({
  role,
  incident,
  names,
}: {
  readonly role: Role;
  readonly incident: IncidentView;
  readonly names: Names;
}) {
  const { records, navigation } = useStores();
  const me = useRecords((state) => state.status?.person ?? null);
  const [giving, setGiving] = useState(false);
  const [to, setTo] = useState<PersonId | null>(null);
  const held = incident.roles[role];
  const status = roleStatus(held);
  const run = async (act: IncidentAct): Promise<void> => {
    const refused = await records.act(incident.id, act);
    if (refused !== null) navigation.say(refused);
    setGiving(false);
  };
  const mine = held?.answers.find(({ value }) => value.person === me && !value.acknowledged);
  const only = incident.kind === 'security' || incident.restrictedTo.length > 0 ? incident.restrictedTo : undefined;
  return (
    <li>
      <div className="role-row">
        <span className="role-word">{ROLE_WORD[role]}</span>
        <span className="role-who">
          {status === 'conflict' ? (
            <b>Given to several</b>
          ) : held?.value.person == null ? (
            <span>Nobody</span>
          ) : (
            <>
              <Avatar name={names.person(held.value.person)} on={status === 'held'} />
              <b>{names.person(held.value.person)}</b>
              {status === 'given' && <em>not taken yet</em>}
            </>
          )}
        </span>
        {status !== 'conflict' && mine !== undefined && me !== null ? (
          <Button small kind="primary" onClick={() => void run({ act: 'acknowledge', of: mine.act })}>
            I take it
          </Button>
        ) : (
          !giving && (
            <Button
              small
              aria-label={`${status === 'nobody' ? 'Give' : 'Hand over'} ${ROLE_WORD[role]}`}
              onClick={() => setGiving(true)}
            >
              {status === 'nobody' ? 'Give' : 'Hand over'}
            </Button>
          )
        )}
      </div>
      {status === 'conflict' && (
        <div className="conflict is-narrow" role="group" aria-label={`${ROLE_WORD[role]} was given apart`}>
          {held?.answers.map(({ act, value, person }) => (
            <div key={act} className="conflict-side">
              <span>
                <b>{value.person === null ? 'Nobody' : names.person(value.person)}</b>, said {names.person(person)}
              </span>
              <Button small onClick={() => void run({ act: 'role', role, person: value.person })}>
                {value.person === null ? 'Nobody has it' : `${names.person(value.person)} has it`}
              </Button>
            </div>
          ))}
        </div>
      )}
      {giving && (
        <div className="side-form">
          <PersonChoice label="To" none="Nobody" value={to} names={names} only={only} onChange={setTo} />
          <div className="form-actions">
            <Button
              small
              kind="primary"
              disabled={to === null && held?.value.person == null}
              onClick={() => void run({ act: 'role', role, person: to })}
            >
              {to === null ? 'Take it away' : 'Give it'}
            </Button>
            {me !== null && held?.value.person !== me && (
              <Button small onClick={() => void run({ act: 'role', role, person: me })}>
                I take it
              </Button>
            )}
            <Button small onClick={() => setGiving(false)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
