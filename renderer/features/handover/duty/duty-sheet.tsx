import { useEffect, useMemo, useRef, useState } from 'react';
import { NO_ENTRIES } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { NewDutyEntry } from '../../../../shared/ipc/handovers-contract';
import { shiftDoubt } from '../../../stores/derive/doubt';
import { onDutyEntry, teamOf } from '../../../stores/derive/passing';
import { useHandovers, useMinute, useRecords, useSnapshot, useStores } from '../../../stores/stores';
import { Button, DutyDot } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { keepInside } from '../../../ui/keep-inside';
import { bothClocks } from '../../../ui/time';
import { useNames } from '../use-names';
import { DutyForm } from './duty-form';
import { entryLines, factText } from './entry-model';
import { beginOf, type DutyDraft, type FormKind } from './form-model';
import { gapsOf, weekOf, type CoverWish, type GapLine, type TeamWeek } from './week-model';
import './duty-sheet.css';
import '../../../ui/forms.css';

const NO_TEAMS: readonly TeamView[] = [];
const KINDS: readonly (readonly [FormKind, string])[] = [
  ['leave', 'Leave'],
  ['cover', 'Cover'],
  ['swap', 'Swap'],
];

/** Who is on duty in the coming days, where nobody is, and what changes it. Over whatever screen it was asked for from. */
export function DutySheet() {
  const { navigation } = useStores();
  const teams = useSnapshot((state) => state.snapshot?.teams) ?? NO_TEAMS;
  const entries = useHandovers((state) => state.duty) ?? NO_ENTRIES;
  const isFailed = useHandovers((state) => state.dutyProblem !== null);
  const doubt = useHandovers(shiftDoubt);
  const me = useRecords((state) => state.status?.person ?? null);
  const now = useMinute();
  const names = useNames();
  const [form, setForm] = useState<DutyDraft | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const actions = useDutyActions(teams);
  useEffect(() => box.current?.focus(), []);
  const weeks = useMemo(() => weekOf(teams, now, entries), [teams, now, entries]);
  const gaps = useMemo(() => gapsOf(teams, now, entries), [teams, now, entries]);
  const lines = useMemo(() => entryLines({ teams, names, now }, entries), [teams, names, now, entries]);
  const open = (kind: FormKind, wish?: CoverWish): void => setForm(beginOf(kind, teams, me, now, wish));
  return (
    <div
      className="duty-sheet"
      role="dialog"
      aria-modal="true"
      aria-label="Who is on duty"
      tabIndex={-1}
      ref={box}
      onKeyDown={keepInside}
    >
      <header>
        <h2>Who is on duty</h2>
        <p className="sub">The next 7 days, on the clock of each team, with UTC beside it.</p>
        <Button small onClick={() => navigation.show(null)}>
          Close
        </Button>
      </header>
      <div className="duty-panes">
        <div className="duty-week" tabIndex={0} role="region" aria-label="The coming shifts">
          <Gaps gaps={gaps} sure={doubt === null} may={me !== null} onCover={(wish) => open('cover', wish)} />
          {weeks.map((week) => (
            <Week key={week.id} week={week} />
          ))}
          {weeks.length === 0 && <p className="sub">The workspace file names no teams.</p>}
        </div>
        <div className="duty-side">
          {me === null ? (
            <p className="duty-who">
              Say who writes here before you change who is on duty: the command "Change who writes here" asks.
            </p>
          ) : (
            <>
              <OnDuty teams={teams} me={me} now={now} onSend={actions.write} />
              <div className="duty-kinds" role="group" aria-label="Change who is on duty">
                {KINDS.map(([kind, word]) => (
                  <Button key={kind} small aria-expanded={form?.kind === kind} onClick={() => open(kind)}>
                    {word}
                  </Button>
                ))}
              </div>
            </>
          )}
          {form !== null && (
            <DutyForm
              key={`${form.kind} ${form.from} ${form.team}`}
              first={form}
              {...{ teams, names }}
              onSend={async (entry) => {
                const refused = await actions.write(entry, factText(entry, { teams, names }));
                if (refused === null) setForm(null);
                return refused;
              }}
              onClose={() => {
                setForm(null);
                box.current?.focus();
              }}
            />
          )}
          <section className="duty-entries" aria-label="What was said of it">
            <h3>Leave, cover, swaps</h3>
            {doubt !== null && (
              <p className={isFailed ? 'form-problem' : 'sub'} role={isFailed ? 'alert' : 'status'}>
                {doubt}
              </p>
            )}
            {lines.length === 0 && doubt === null && <p className="sub">Nothing: everybody works as the rota says.</p>}
            <ul>
              {lines.map(({ key, id, what, when, source }) => (
                <li key={key} className={id === null ? 'is-file' : undefined}>
                  <b dir="auto">{what}</b>
                  <span>{when}</span>
                  <small>{source}</small>
                  {id !== null && me !== null && (
                    <Button small aria-label={`Withdraw: ${what}`} onClick={() => void actions.withdraw(id, what)}>
                      Withdraw
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </div>
  );
}

/** What is done here can be taken back: the notice offers it. */
function useDutyActions(teams: readonly TeamView[]) {
  const { handovers, navigation } = useStores();
  const names = useNames();
  const withdraw = async (id: string, what: string): Promise<void> => {
    const refused = await handovers.withdrawDuty(id, true);
    if (refused !== null) navigation.say(refused);
    else navigation.propose(`Withdrawn: ${what}.`, { word: 'Undo', run: () => void putBack(id, what) });
  };
  const putBack = async (id: string, what: string): Promise<void> =>
    navigation.say((await handovers.withdrawDuty(id, false)) ?? `It counts again: ${what}.`);
  const write = async (entry: NewDutyEntry, what = factText(entry, { teams, names })): Promise<string | null> => {
    const done = await handovers.writeDuty(entry);
    if ('problem' in done) return done.problem;
    navigation.propose(done.notSaved ?? `Saved: ${what}.`, { word: 'Undo', run: () => void withdraw(done.id, what) });
    return null;
  };
  return { write, withdraw };
}

/** One press for the shift that runs now. */
function OnDuty({
  teams,
  me,
  now,
  onSend,
}: {
  readonly teams: readonly TeamView[];
  readonly me: string;
  readonly now: number;
  readonly onSend: (entry: NewDutyEntry) => Promise<string | null>;
}) {
  const [chosen, setChosen] = useState(() => teamOf(teams, me)?.id ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const team = teams.find(({ id }) => id === chosen);
  if (team === undefined) return null;
  const entry = onDutyEntry(team, me, now);
  return (
    <div className="duty-now">
      <label className="side-field">
        Team
        <select className="field" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button kind="primary" onClick={() => void onSend(entry).then(setProblem)}>
        I am on duty
      </Button>
      <span>until {bothClocks(entry.to, now, team.timeZone)}</span>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Gaps({
  gaps,
  sure,
  may,
  onCover,
}: {
  readonly gaps: readonly GapLine[];
  /** Leave and cover are known: without them a gap may be none, and none may be one. */
  readonly sure: boolean;
  readonly may: boolean;
  readonly onCover: (wish: CoverWish) => void;
}) {
  return (
    <section className="duty-gaps" aria-label="Gaps in cover">
      <h3>
        {gaps.length === 0 ? 'No gap in cover' : `${plural(gaps.length, 'gap')} in cover`}
        {!sure && ', not sure'}
      </h3>
      <ul>
        {gaps.map(({ key, what, when, why, cover }) => (
          <li key={key}>
            <i aria-hidden="true" />
            <div>
              <b>{what}</b> <span>{when}</span>
              <small>{why}</small>
            </div>
            {may && (
              <Button small aria-label={`Cover this: ${what}, ${when}`} onClick={() => onCover(cover)}>
                Cover this
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Week({ week: { name, place, now, duty, lines } }: { readonly week: TeamWeek }) {
  return (
    <section className="duty-team" aria-label={name}>
      <h3>
        <DutyDot kind={duty} />
        {name}
        <span className="sub">{now}</span>
      </h3>
      <p className="sub">{place}</p>
      {lines.length === 0 ? (
        <p className="sub">No shift within the next 7 days.</p>
      ) : (
        <table>
          <colgroup>
            <col className="duty-day" />
            <col className="duty-hours" />
            <col className="duty-hours" />
            <col />
          </colgroup>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Local</th>
              <th scope="col">UTC</th>
              <th scope="col">Who</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key} className={line.on ? 'is-on' : undefined}>
                <th scope="row">
                  {line.day}
                  {line.on && <span className="visually-hidden">, now</span>}
                </th>
                <td>{line.local}</td>
                <td>
                  {line.utc}
                  <span className="visually-hidden"> UTC</span>
                </td>
                <td dir="auto">
                  {line.onCall && <em>On call: </em>}
                  {line.crews.map(({ from, who, nobody }) => (
                    <span key={from ?? ''} className={nobody ? 'is-nobody' : undefined}>
                      {from !== null && <em>from {from} </em>}
                      {who}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
