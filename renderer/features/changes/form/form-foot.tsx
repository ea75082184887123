import type { ChangeView } from '../../../../shared/domain/change/types';
import type { ChangeEdit } from '../../../../shared/ipc/changes-contract';
import { Button } from '../../../ui/controls';
import { list, plural } from '../../../ui/format';
import type { Names } from '../../../ui/names';
import type { FormProblem } from './plan-of';

interface FootProps {
  readonly view: ChangeView | null;
  readonly edit: ChangeEdit;
  /** Saving makes approvals void. */
  readonly voids: boolean;
  readonly busy: boolean;
  readonly refused: string | null;
  readonly names: Names;
  readonly problems: readonly FormProblem[];
  readonly onGo: (field: string) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
}

/** What saving does, said before; what is the matter, each with the way to its field. */
export function FormFoot(props: FootProps) {
  const { view, edit, voids, busy, refused, names, problems, onGo, onSave, onClose, onDiscard } = props;
  const changed = Object.keys(edit).length;
  const given = view?.approvals.map(({ person }) => names.person(person)) ?? [];
  return (
    <footer className="cf-foot">
      {problems.length > 0 && (
        <div className="cf-problems" role="alert">
          <b>Not saved: {plural(problems.length, 'field')} to look at.</b>
          <ul>
            {problems.map(({ field, text }) => (
              <li key={field}>
                <button type="button" onClick={() => onGo(field)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {refused !== null && (
        <p className="form-problem" role="alert">
          {refused}
        </p>
      )}
      <div className="cf-buttons">
        <p role="status">
          {view === null ? (
            'It begins as a draft: it holds no place and asks nobody until it is proposed.'
          ) : changed === 0 ? (
            'Nothing is changed yet.'
          ) : voids && given.length > 0 ? (
            <b>
              Saving makes the approval of {list(given)} void: {given.length === 1 ? 'it was' : 'they were'} given to
              the plan as it was.
            </b>
          ) : (
            `${plural(changed, 'field')} changed.`
          )}
        </p>
        <Button kind="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <Button onClick={onClose}>Close, keep it</Button>
        <Button
          kind="primary"
          shortcut="Ctrl Enter"
          disabled={busy || (view !== null && changed === 0)}
          onClick={onSave}
        >
          {view === null ? 'Save draft' : 'Save'}
        </Button>
      </div>
    </footer>
  );
}
