import { useEffect, useRef } from 'react';
import { isOpen } from '../../../../shared/domain/handover/items';
import { ITEM_KIND_WORD } from '../../../../shared/domain/handover/words';
import { Button } from '../../../ui/controls';
import { ConditionMark } from '../../../ui/condition-mark';
import { PersonChoice } from '../../../ui/person-choice';
import { DismissForm, MergeForm } from '../edit/away-forms';
import { ConditionChoice } from '../edit/condition-choice';
import { InstantField } from '../edit/due-place';
import { IfThenForm } from '../edit/if-then-form';
import { TextPlace } from '../edit/text-place';
import { useSent } from '../edit/use-sent';
import type { Field } from '../desk';
import { useDesk, useGround } from '../ground';
import { useMergeTargets } from './merge-targets';
import { conditionWords } from './if-then-words';
import type { Line } from './view-model';

/** Fields that are controls of their own. */
const CONTROL: Readonly<Partial<Record<Field, string>>> = {
  owner: '[data-field="owner"] select',
  due: 'input[data-field="due"]',
  condition: 'input[data-field="condition"]',
};

/** All of an item: what was done, what comes next, by whom, until when, and what to do if it goes otherwise. */
export function Details({ line }: { readonly line: Line }) {
  const { edit, editable, desk, say } = useGround();
  const { item, name } = line;
  const field = useDesk(({ editing }) => (editing?.at === item.id ? editing.field : null));
  const called = [name, item.line].filter((word) => word !== '').join(' ') || ITEM_KIND_WORD[item.kind];
  const targets = useMergeTargets(item.id, field === 'merge');
  const box = useRef<HTMLDivElement>(null);
  // A field that is a control of its own takes the focus when it is asked for; texts and forms do so themselves.
  useEffect(() => {
    if (field === null || CONTROL[field] === undefined) return;
    box.current?.querySelector<HTMLElement>(CONTROL[field] ?? '')?.focus();
    desk.done(item.id, field);
  }, [field, desk, item.id]);
  return (
    <div className="ho-details" ref={box}>
      {(['done', 'next'] as const).map((one) => (
        <div key={one} className="ho-pair">
          <span className="ho-label">{one === 'done' ? 'Done so far' : 'Next action'}</span>
          <TextPlace
            at={item.id}
            field={one}
            label={one === 'done' ? 'Done so far' : 'Next action'}
            value={item[one]}
            none={editable ? 'Write it' : 'nothing written'}
            most={4_000}
            onSave={(text) =>
              edit({ edit: 'item', id: item.id, fields: one === 'done' ? { done: text } : { next: text } })
            }
          />
        </div>
      ))}
      <Who line={line} />
      <IfThens line={line} editing={field === 'if-then'} />
      {line.told.length > 0 && (
        <div className="ho-pair">
          <span className="ho-label">Told with it</span>
          <ul className="ho-told">
            {line.told.map((other) => (
              <li key={other.id}>
                {[other.name, other.line].filter((word) => word !== '').join(' ')}
                {editable && (
                  <Button
                    small
                    kind="quiet"
                    onClick={() =>
                      void edit({ edit: 'restore', id: other.id }).then((refused) => refused !== null && say(refused))
                    }
                  >
                    Take it apart
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Origin line={line} />
      {field === 'dismiss' && <DismissForm item={item} name={called} />}
      {field === 'merge' && <MergeForm item={item} name={called} others={targets} />}
      {editable && isOpen(item) && field !== 'dismiss' && field !== 'merge' && (
        <div className="form-actions">
          <Button small shortcut="X" onClick={() => desk.edit(item.id, 'dismiss')}>
            Dismiss
          </Button>
          <Button small shortcut="M" onClick={() => desk.edit(item.id, 'merge')}>
            Tell with another
          </Button>
        </div>
      )}
    </div>
  );
}

function Who({ line: { item } }: { readonly line: Line }) {
  const { names, times, edit, editable } = useGround();
  const [owner, setOwner] = useSent(item.owner, (next) => edit({ edit: 'item', id: item.id, fields: { owner: next } }));
  const [due, setDue] = useSent(item.due, (next) => edit({ edit: 'item', id: item.id, fields: { due: next } }));
  const [condition, setCondition] = useSent(item.condition, (next) =>
    edit({ edit: 'item', id: item.id, fields: { condition: next } }),
  );
  if (!editable)
    return (
      <div className="ho-pair">
        <span className="ho-label">Owner and due</span>
        <p>
          {item.owner === null ? 'No owner' : names.person(item.owner)},{' '}
          {item.due === null ? 'no time' : times.both(item.due)}, <ConditionMark condition={item.condition} />
        </p>
      </div>
    );
  return (
    <div className="ho-fields">
      <span data-field="owner">
        <PersonChoice label="Owner" none="No owner" value={owner} names={names} onChange={setOwner} />
      </span>
      <InstantField label="Due" field="due" value={due} onChange={setDue} />
      <div className="side-field">
        Condition
        <ConditionChoice value={condition} onChange={setCondition} />
      </div>
    </div>
  );
}

function IfThens({ line: { item, ifThens }, editing }: { readonly line: Line; readonly editing: boolean }) {
  const { desk, editable, place, signal, times } = useGround();
  return (
    <div className="ho-pair">
      <span className="ho-label">If, then</span>
      <div>
        {ifThens.map((ifThen) => (
          <p key={ifThen.id} className="ho-own-ifthen">
            <span className="sub">If</span> {conditionWords(ifThen, place, signal)} <span className="sub">then</span>{' '}
            {ifThen.action}
            {ifThen.until !== null && <span className="sub"> until {times.named(ifThen.until)}</span>}
            {editable && (
              <Button small kind="quiet" onClick={() => desk.edit(`if:${ifThen.id}`, 'if-then')}>
                Edit
              </Button>
            )}
          </p>
        ))}
        {editing ? (
          <IfThenForm
            ifThen={null}
            item={item.id}
            itemSites={item.sites}
            onClose={() => desk.done(item.id, 'if-then')}
          />
        ) : (
          editable && (
            <Button small kind="quiet" shortcut="I" onClick={() => desk.edit(item.id, 'if-then')}>
              Add if-then
            </Button>
          )
        )}
        {ifThens.length === 0 && !editable && <span className="ho-none">none</span>}
      </div>
    </div>
  );
}

/** Where it came from, how old that is, and through how many shifts it went. */
function Origin({ line: { item } }: { readonly line: Line }) {
  const { times, names } = useGround();
  const words = [
    ITEM_KIND_WORD[item.kind],
    ...(item.name === '' ? [] : [item.name]),
    ...(item.sites.length === 0 ? [] : [item.sites.map((site) => names.site(site)).join('; ')]),
    ...(item.facts === '' ? [] : [item.facts]),
    item.origin === null
      ? 'written by a person'
      : `from ${item.origin.source}${item.origin.at === null ? '' : `, ${times.both(item.origin.at)}`}`,
    ...(item.carried === 0 ? [] : [`carried through ${item.carried} ${item.carried === 1 ? 'shift' : 'shifts'}`]),
  ];
  return (
    <p className="ho-origin">
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
    </p>
  );
}
