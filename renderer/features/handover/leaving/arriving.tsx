import { useRef } from 'react';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import type { Arrived, Arriving } from './use-arriving';
import './leaving.css';

/** Takes handovers in that another data folder gave out; dropping files does the same. */
export function ArrivingButton({ arriving }: { readonly arriving: Arriving }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button small disabled={arriving.busy} onClick={() => picker.current?.click()}>
        {arriving.busy ? 'Reading ...' : 'Take a file in'}
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        aria-label="Handover files"
        accept=".json,.md,application/json,text/markdown"
        onChange={(event) => {
          void arriving.take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

const OUTCOME = { created: 'Taken in', merged: 'Put together with what is here', unchanged: 'Here already' } as const;

/** What came of each file: made, joined with what is here, or refused with the place and the cause. */
export function ArrivingBox({ arriving }: { readonly arriving: Arriving }) {
  const { arrived, busy } = arriving;
  if (arrived.length === 0 && !busy) return null;
  return (
    <section className="ho-arrived" aria-label="Taken in" role="status">
      <ul>
        {arrived.map((one) => (
          <Result key={one.key} one={one} />
        ))}
      </ul>
      {!busy && (
        <Button small kind="quiet" onClick={arriving.putAway}>
          Put away
        </Button>
      )}
    </section>
  );
}

function Result({ one: { name, answer } }: { readonly one: Arrived }) {
  const { navigation } = useStores();
  if (typeof answer === 'string')
    return (
      <li className="is-refused">
        <p>
          <Icon name="close" size={13} /> <b>Refused</b> <span dir="auto">{name}</span>
        </p>
        {answer.split('\n').map((line, index) => (
          <p key={index} className="mono" dir="auto">
            {line}
          </p>
        ))}
        <p className="sub">Nothing of it was taken in.</p>
      </li>
    );
  return (
    <li>
      <p>
        <Icon name="check" size={13} /> <b>{OUTCOME[answer.outcome]}</b> <span dir="auto">{name}</span>
      </p>
      <Button small kind="quiet" onClick={() => navigation.openHandover(answer.id)}>
        Show it
      </Button>
    </li>
  );
}
