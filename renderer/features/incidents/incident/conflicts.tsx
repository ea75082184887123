import type { IncidentView } from '../../../../shared/domain/incident/types';
import { STATE_WORD } from '../../../../shared/domain/incident/words';
import type { IncidentAct } from '../../../../shared/ipc/records-contract';
import { useMinute, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';

/** Answers that were given apart: both stand, as equals, until a person decides. */
export function Conflicts({ incident, names }: { readonly incident: IncidentView; readonly names: Names }) {
  const { records, navigation } = useStores();
  const clocks = useClocks();
  const now = useMinute();
  const zone = names.zone(incident.sites);
  const { state, severity, conflicts, waiting, lost } = incident;
  const settle = async (act: IncidentAct): Promise<void> => {
    const refused = await records.act(incident.id, act);
    if (refused !== null) navigation.say(refused);
  };
  const whose = (person: string, at: number): string =>
    `${names.person(person)}, ${clocks.both(Math.min(at, now), zone)}`;
  const others = conflicts.filter(({ field }) => field !== 'beganAt' && field !== 'detectedAt');
  const isQuiet = state?.inConflict !== true && severity?.inConflict !== true && others.length === 0;
  if (isQuiet && waiting.length === 0 && lost === 0) return null;
  return (
    <div className="conflicts">
      {state?.inConflict === true && (
        <div className="conflict" role="group" aria-label="Its state was changed apart">
          <p>Its state was changed apart. Which is it?</p>
          {state.answers.map(({ act, value, person, at }) => (
            <div key={act} className="conflict-side">
              <span>
                <b>{STATE_WORD[value]}</b> {whose(person, at)}
              </span>
              <Button small onClick={() => void settle({ act: 'state', state: value })}>
                It is {STATE_WORD[value].toLowerCase()}
              </Button>
            </div>
          ))}
        </div>
      )}
      {severity?.inConflict === true && (
        <div className="conflict" role="group" aria-label="Its severity was changed apart">
          <p>Its severity was changed apart. Which is it?</p>
          {severity.answers.map(({ act, value, person, at }) => (
            <div key={act} className="conflict-side">
              <span>
                <b>{value}</b> {whose(person, at)}
              </span>
              <Button small onClick={() => void settle({ act: 'severity', severity: value })}>
                It is {value}
              </Button>
            </div>
          ))}
        </div>
      )}
      {others.map(({ field, values }) => (
        <p key={field} className="conflict-line">
          {fieldWord(field)} was written apart: {values.map((value) => JSON.stringify(value)).join(' or ')}. Writing it
          again settles it.
        </p>
      ))}
      {waiting.map(({ person, updates }, index) => (
        <p key={person ?? index} className="conflict-line">
          Waiting for {plural(updates, 'update')} from {person === null ? 'another machine' : names.person(person)}: the
          text is not whole yet.
        </p>
      ))}
      {lost > 0 && (
        <p className="conflict-line">{plural(lost, 'piece')} of this record could not be read from the disk.</p>
      )}
    </div>
  );
}

function fieldWord(field: string): string {
  const [list, , name] = field.split('/');
  return name === undefined ? (list ?? field) : `${name} of one of ${list ?? ''}`;
}
