import { useState } from 'react';
import type { HandoverItem } from '../../../../shared/domain/handover/types';
import { Button } from '../../../ui/controls';
import { SecretHint } from '../../../ui/secret-hint';
import { useGround } from '../ground';
import { focusLine, neighbourOf } from '../use-handover-keys';
import { focusPlace } from './text-place';

/** Not handed over, and why: a reason is asked for, because somebody will look for it. */
export function DismissForm({ item, name }: { readonly item: HandoverItem; readonly name: string }) {
  const { desk, edit, propose, say } = useGround();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (): void => {
    desk.done(item.id, 'dismiss');
    requestAnimationFrame(() => focusPlace(item.id, 'line'));
  };
  const send = async (): Promise<void> => {
    if (reason.trim() === '' || busy) return;
    setBusy(true);
    const next = neighbourOf(item.id);
    const refused = await edit({ edit: 'dismiss', id: item.id, reason: reason.trim() });
    setBusy(false);
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      setProblem(refused);
      return;
    }
    desk.done(item.id, 'dismiss');
    if (next !== null) focusLine(next);
    propose(
      `Not handed over: ${name}.`,
      'Undo',
      () => void edit({ edit: 'restore', id: item.id }).then((why) => why !== null && say(why)),
    );
  };
  return (
    <form
      className="ho-away"
      aria-label={`Dismiss ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <label className="side-field">
        Why it is not handed over
        <input
          className="field"
          autoFocus
          dir="auto"
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <Button disabled={reason.trim() === '' || busy} onClick={() => void send()}>
        Dismiss
      </Button>
      <Button kind="quiet" onClick={close}>
        Cancel
      </Button>
      <SecretHint text={reason} onClean={setReason} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** Told with another item: one line for what is one thing. */
export function MergeForm({
  item,
  name,
  others,
}: {
  readonly item: HandoverItem;
  readonly name: string;
  readonly others: readonly { readonly id: string; readonly name: string }[];
}) {
  const { desk, edit, propose, say } = useGround();
  const [into, setInto] = useState('');
  const close = (): void => {
    desk.done(item.id, 'merge');
    requestAnimationFrame(() => focusPlace(item.id, 'line'));
  };
  const send = async (): Promise<void> => {
    const target = others.find(({ id }) => id === into);
    if (target === undefined) return;
    const next = neighbourOf(item.id);
    const refused = await edit({ edit: 'merge', id: item.id, into: target.id });
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      say(refused);
      return;
    }
    desk.done(item.id, 'merge');
    if (next !== null) focusLine(next);
    propose(
      `${name} is told with ${target.name}.`,
      'Undo',
      () => void edit({ edit: 'restore', id: item.id }).then((why) => why !== null && say(why)),
    );
  };
  return (
    <form
      className="ho-away"
      aria-label={`Tell ${name} with another item`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <label className="side-field">
        Told with
        <select className="field" autoFocus value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">Choose an item</option>
          {others.map(({ id, name: word }) => (
            <option key={id} value={id}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <Button disabled={into === ''} onClick={() => void send()}>
        Tell it there
      </Button>
      <Button kind="quiet" onClick={close}>
        Cancel
      </Button>
    </form>
  );
}
