import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import { Button } from '../../../ui/controls';
import { plural } from '../../../ui/format';
import { fieldConflicts, stateChoices } from './conflict-model';
import type { PanelActions, Told } from './panel-types';

/** Answers that were given apart: all stand, as equals, until a person decides. */
export function Conflicts({ told, actions }: { readonly told: Told; readonly actions: PanelActions }) {
  const { view, names, clocks, zone } = told;
  const fields = fieldConflicts(view, names, clocks, zone);
  const settle = async (work: Promise<string | null>): Promise<void> => {
    const refused = await work;
    if (refused !== null) actions.say(refused);
  };
  if (!view.inConflict && fields.length === 0 && view.waiting.length === 0 && view.lost === 0) return null;
  return (
    <div className="panel-conflicts">
      {view.inConflict && (
        <div role="group" aria-label="Its state was changed apart">
          <p>Its state was changed apart. The careful answer counts until a person says which it is.</p>
          <div className="conflict-sides">
            {stateChoices(view).map((state) => (
              <Button key={state} small onClick={() => void settle(actions.act({ act: 'move', state }))}>
                It is {CHANGE_STATE_WORD[state].toLowerCase()}
              </Button>
            ))}
          </div>
        </div>
      )}
      {fields.map(({ field, word, choices }) => (
        <div key={field} role="group" aria-label={`${word} was written apart`}>
          <p>{word} was written apart. Which is it?</p>
          {choices.map(({ key, text, edit }) => (
            <div key={key} className="conflict-side">
              <span dir="auto">{text}</span>
              {edit === null ? (
                <small>Edit it to settle it</small>
              ) : (
                <Button small onClick={() => void settle(actions.edit(edit))}>
                  It is this
                </Button>
              )}
            </div>
          ))}
        </div>
      ))}
      {view.waiting.map(({ person, updates }, index) => (
        <p key={person ?? index}>
          Waiting for {plural(updates, 'update')} from {person === null ? 'another machine' : names.person(person)}: it
          is not whole yet.
        </p>
      ))}
      {view.lost > 0 && <p>{plural(view.lost, 'piece')} of this change could not be read from the disk.</p>}
    </div>
  );
}
