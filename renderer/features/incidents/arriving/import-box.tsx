import { useRef } from 'react';
import { shortId } from '../../../../shared/domain/incident/words';
import { MOST_IMPORT } from '../../../../shared/ipc/records-limits';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { useWish } from '../../../stores/use-wish';
import type { Arrived, Arriving } from './use-arriving';
import './arriving.css';

/** The button that takes files in; dropping them on the list does the same. */
export function ImportButton({ arriving }: { readonly arriving: Arriving }) {
  const picker = useRef<HTMLInputElement>(null);
  useWish('import', () => picker.current?.click());
  return (
    <>
      <Button
        small
        kind="quiet"
        disabled={arriving.busy}
        data-hint={`Takes incidents in that were exported: Markdown or JSON, up to ${MOST_IMPORT / 1e6} MB each. Dropping files here does the same.`}
        onClick={() => picker.current?.click()}
      >
        Import
      </Button>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept=".md,.markdown,.json,text/markdown,application/json"
        onChange={(event) => {
          void arriving.take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** What came of each file: made, here already, or refused with the place and the cause. */
export function ImportResults({ arriving }: { readonly arriving: Arriving }) {
  const { arrived, busy } = arriving;
  if (arrived.length === 0 && !busy) return null;
  return (
    <section className="import-box" aria-label="Imported" role="status">
      <header>
        <h3>Import</h3>
        {busy ? (
          <span className="sub">Reading ...</span>
        ) : (
          <Button small kind="quiet" onClick={() => arriving.putAway()}>
            Put away
          </Button>
        )}
      </header>
      <ul>
        {arrived.map((one) => (
          <li key={one.key}>
            <Result one={one} onCopy={() => void arriving.takeAsNew(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Result({ one, onCopy }: { readonly one: Arrived; readonly onCopy: () => void }) {
  const { navigation } = useStores();
  const { answer, file } = one;
  if (typeof answer === 'string' || answer.kind === 'refused') {
    const problems = typeof answer === 'string' ? [answer] : answer.problems;
    return (
      <>
        <p className="import-name is-refused">
          <Icon name="close" size={13} /> <b>Refused</b> <span dir="auto">{file.name}</span>
        </p>
        {problems.map((problem, index) => (
          <p key={index} className="import-problem mono">
            {problem}
          </p>
        ))}
        {typeof answer !== 'string' && answer.more > 0 && <p className="sub">and {answer.more} more</p>}
        {typeof answer !== 'string' && answer.mayCopy ? (
          <Button small onClick={onCopy}>
            Import as another incident
          </Button>
        ) : (
          <p className="sub">Nothing of it was taken in.</p>
        )}
      </>
    );
  }
  const { id, title, outcome, warnings } = answer;
  return (
    <>
      <p className="import-name">
        <Icon name="check" size={13} /> <b>{outcome === 'created' ? 'Taken in' : 'Here already'}</b>{' '}
        <span dir="auto">{file.name}</span>
      </p>
      {id === null ? (
        <p className="sub">It is restricted to others, and is not shown to you.</p>
      ) : (
        <button type="button" className="import-open" dir="auto" onClick={() => navigation.openIncident(id)}>
          {shortId(id)} {title === '' ? 'No title' : title}
        </button>
      )}
      {warnings.map((warning, index) => (
        <p key={index} className="import-problem mono">
          {warning}
        </p>
      ))}
    </>
  );
}
