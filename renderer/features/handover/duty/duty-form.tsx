import { useId, useState } from 'react';
import type { NewDutyEntry } from '../../../../shared/ipc/handovers-contract';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { Button } from '../../../ui/controls';
import type { Names } from '../../../ui/names';
import { clock, date } from '../../../ui/time';
import { zoneName } from '../../../../shared/lib/zone-names';
import { fromWallInput } from '../../../ui/wall-input';
import { readDraft, zoneOfDraft, type DutyDraft, type FormKind, type Read } from './form-model';

type Field = Extract<Read, { ok: false }>['field'];

const TITLE: Readonly<Record<FormKind, string>> = { leave: 'Leave', cover: 'Cover', swap: 'Swap' };
const WHO: Readonly<Record<FormKind, string>> = {
  leave: 'Who is away',
  cover: 'Who covers',
  swap: 'Who gives the first day',
};
const OTHER: Readonly<Record<FormKind, string>> = { leave: '', cover: 'Instead of', swap: 'With whom' };

/** Who is away, who covers, who swaps: on the clock of the team, with UTC beside it. */
export function DutyForm({
  first,
  teams,
  names,
  onSend,
  onClose,
}: {
  readonly first: DutyDraft;
  readonly teams: readonly TeamView[];
  readonly names: Names;
  /** Why it was not written, or null. */
  readonly onSend: (entry: NewDutyEntry) => Promise<string | null>;
  readonly onClose: () => void;
}) {
  const [draft, setDraft] = useState(first);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const read = readDraft(draft, teams);
  const wrong = asked && !read.ok ? read : null;
  const set = (part: Partial<DutyDraft>): void => setDraft({ ...draft, ...part });
  const send = async (): Promise<void> => {
    setAsked(true);
    if (!read.ok) {
      document.getElementById(`${id}-${read.field}`)?.focus();
      return;
    }
    setBusy(true);
    setRefused(await onSend(read.entry));
    setBusy(false);
  };
  const marks = (field: Field) => ({
    id: `${id}-${field}`,
    className: 'field',
    ...(wrong?.field === field ? { 'aria-invalid': true as const, 'aria-describedby': `${id}-why` } : {}),
  });
  const zone = zoneOfDraft(draft, teams);
  const { kind } = draft;
  return (
    <form
      className="duty-form"
      aria-label={TITLE[kind]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <h3>{TITLE[kind]}</h3>
      <div className="duty-fields">
        <PersonField
          label={WHO[kind]}
          none="Choose"
          value={draft.person}
          names={names}
          marks={marks('person')}
          focus
          onChange={(person) => set({ person })}
        />
        {kind !== 'leave' && (
          <>
            <label className="side-field">
              Team
              <select {...marks('team')} value={draft.team} onChange={({ target }) => set({ team: target.value })}>
                {teams.map((team) => (
                  <option key={team.id} value={team.id}>
                    {team.name}
                  </option>
                ))}
              </select>
            </label>
            <PersonField
              label={OTHER[kind]}
              none={kind === 'cover' ? 'Nobody: beside those who are on' : 'Choose'}
              value={draft.other}
              names={names}
              marks={marks('other')}
              onChange={(other) => set({ other })}
            />
          </>
        )}
        {kind === 'swap' ? (
          <>
            <Day
              label="Day that the first one gives"
              marks={marks('days')}
              value={draft.days[0]}
              onChange={(day) => set({ days: [day, draft.days[1]] })}
            />
            <Day
              label="Day that the other one gives"
              value={draft.days[1]}
              onChange={(day) => set({ days: [draft.days[0], day] })}
            />
          </>
        ) : (
          (['from', 'to'] as const).map((field) => (
            <Moment
              key={field}
              label={field === 'from' ? 'From' : 'Until'}
              text={draft[field]}
              zone={zone}
              marks={marks(field)}
              onChange={(text) => set({ [field]: text })}
            />
          ))
        )}
      </div>
      {(wrong !== null || refused !== null) && (
        <p className="form-problem" role="alert" id={`${id}-why`}>
          {wrong?.problem ?? refused}
        </p>
      )}
      <div className="form-actions">
        <Button small kind="primary" shortcut="Enter" disabled={busy} onClick={() => void send()}>
          Save
        </Button>
        <Button small onClick={onClose}>
          Cancel
        </Button>
      </div>
      <input type="submit" hidden />
    </form>
  );
}

type Marks = { readonly id: string; readonly className: string };

function PersonField({
  label,
  none,
  value,
  names,
  marks,
  focus = false,
  onChange,
}: {
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly names: Names;
  readonly marks: Marks;
  readonly focus?: boolean;
  readonly onChange: (person: string) => void;
}) {
  const known = names.people.some(({ id }) => id === value);
  return (
    <label className="side-field">
      {label}
      <select {...marks} autoFocus={focus} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{none}</option>
        {!known && value !== '' && <option value={value}>{names.person(value)}</option>}
        {names.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Moment({
  label,
  text,
  zone,
  marks,
  onChange,
}: {
  readonly label: string;
  readonly text: string;
  readonly zone: string;
  readonly marks: Marks;
  readonly onChange: (text: string) => void;
}) {
  const at = fromWallInput(text, zone);
  return (
    <label className="side-field">
      {label}
      <input {...marks} type="datetime-local" value={text} onChange={({ target }) => onChange(target.value)} />
      {/* A browser writes dates in its own way: in words they cannot be misread. */}
      <span>
        {at === null ? '' : `${date(at, zone)} ${clock(at, zone)} ${zoneName(zone, at)}, ${clock(at, 'UTC')} UTC`}
      </span>
    </label>
  );
}

function Day({
  label,
  value,
  marks,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly marks?: Marks;
  readonly onChange: (day: string) => void;
}) {
  return (
    <label className="side-field">
      {label}
      <input className="field" {...marks} type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
