import { memo } from 'react';
import { MARK_WORD } from '../../../../shared/domain/handover/words';
import { Button } from '../../../ui/controls';
import { quantityText } from '../../../ui/format';
import { IfThenForm } from '../edit/if-then-form';
import { useDesk, useGround } from '../ground';
import { conditionWords } from './if-then-words';
import { MarkSign } from './mark';
import type { IfThenLine as Line } from './view-model';

/** If something happens, then what, by whom, until when. */
export const IfThenLine = memo(function IfThenLine({ line }: { readonly line: Line }) {
  const ground = useGround();
  const { desk, editable, names, place, times, signal, short } = ground;
  const { ifThen, mark, of } = line;
  const at = `if:${ifThen.id}`;
  const open = useDesk((state) => state.open === at);
  const isAt = useDesk((state) => state.at === at);
  const editing = useDesk((state) => state.editing?.at === at);
  const condition = conditionWords(ifThen, place, signal);
  const who = ifThen.who === null ? '' : short(ifThen.who);
  const span = [
    ...(ifThen.from === null ? [] : [`from ${times.named(ifThen.from)}`]),
    ...(ifThen.until === null ? [] : [`until ${times.named(ifThen.until)}`]),
  ].join(' ');
  return (
    <li
      className={`ho-line is-ifthen is-${mark}${open ? ' is-open' : ''}${isAt ? ' is-at' : ''}`}
      data-at={at}
      data-key={at}
    >
      <div className="ho-line-top">
        <button
          type="button"
          className="ho-open"
          data-row
          aria-expanded={open}
          aria-label={`${MARK_WORD[mark]}, if ${condition}, then ${ifThen.action}`}
          onClick={() => desk.toggle(at)}
          onFocus={() => desk.setState({ at })}
        >
          <MarkSign mark={mark} />
        </button>
        <span className="ho-word">If</span>
        <span className="ho-if" dir="auto">
          {condition}
        </span>
        <span className="ho-word">then</span>
        <span className="ho-then" dir="auto">
          {ifThen.action}
        </span>
        <span className="ho-owner">{[who, span].filter((word) => word !== '').join(', ')}</span>
      </div>
      {ground.amended?.ifThens.has(ifThen.id) === true && (
        <p className="ho-amended">
          <b>Amended</b> after acceptance.
        </p>
      )}
      {open && (
        <div className="ho-details">
          {editing && editable ? (
            <IfThenForm ifThen={ifThen} item={ifThen.item} itemSites={[]} onClose={() => desk.done(at, 'if-then')} />
          ) : (
            <>
              <p className="ho-origin">
                <span>{of === '' ? 'Of no item' : `Of ${of}`}</span>
                <span>{ifThen.who === null ? 'Whoever has duty' : names.person(ifThen.who)}</span>
                <span>{ifThen.watch === null ? 'Watched by people' : <Now line={line} />}</span>
              </p>
              {editable && (
                <div className="form-actions">
                  <Button small shortcut="E" onClick={() => desk.edit(at, 'if-then')}>
                    Edit
                  </Button>
                  <Button small shortcut="X" onClick={() => removeIfThen(ifThen.id, condition, ground)}>
                    Remove
                  </Button>
                </div>
              )}
            </>
          )}
        </div>
      )}
    </li>
  );
});

/** Away at once, and one press brings it back. */
export function removeIfThen(
  id: string,
  words: string,
  { edit, propose, say }: Pick<ReturnType<typeof useGround>, 'edit' | 'propose' | 'say'>,
): void {
  void edit({ edit: 'remove-if-then', id }).then((refused) => {
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      say(refused);
      return;
    }
    propose(`Removed: if ${words}.`, 'Undo', () => {
      void edit({ edit: 'restore-if-then', id }).then((why) => why !== null && say(why));
    });
  });
}

function Now({ line: { ifThen } }: { readonly line: Line }) {
  const { signal, times } = useGround();
  const { watch } = ifThen;
  const known = watch === null ? null : signal(watch.site, watch.signal);
  if (known === null) return 'Its signal is not in the workspace file';
  if (known.value === null || known.at === null) return 'Watched; no value now';
  return `Watched; ${quantityText(known.value, known.unit, [known.warning, known.critical])} at ${times.both(known.at)}`;
}
