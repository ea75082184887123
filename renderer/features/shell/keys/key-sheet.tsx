import { useEffect, useRef } from 'react';
import { usePreferences, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { copyDiagnostics } from '../diagnostics';
import { keyGroups, type KeyRow } from './keys';
import './keys.css';

/** Every key on one sheet, and the switch for those who cannot have bare letters act. */
export function KeySheet() {
  const { preferences, navigation, commands } = useStores();
  const letters = usePreferences((state) => state.letters);
  const sheet = useRef<HTMLDivElement>(null);
  const command = navigator.userAgent.includes('Mac') ? 'Cmd' : 'Ctrl';
  useEffect(() => sheet.current?.focus(), []);
  return (
    <div className="key-sheet" role="dialog" aria-modal="true" aria-label="Keyboard" tabIndex={-1} ref={sheet}>
      <header>
        <h2>Keyboard</h2>
        <span className="sub">Bare letters act only inside their list or drawer, never while you type</span>
        <button type="button" className="key-close" onClick={() => navigation.show(null)}>
          <kbd>Esc</kbd> <span className="visually-hidden">closes</span>
        </button>
      </header>
      <div className="key-groups">
        {keyGroups(command).map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            {group.rows.map((one) => (
              <Row key={one.what + one.keys.join('')} row={one} off={one.letter && !letters} />
            ))}
          </section>
        ))}
      </div>
      <footer>
        <span>
          <b>Single-letter keys are {letters ? 'on' : 'off'}.</b> Turn them off when another program types for you.
        </span>
        <Button
          onClick={() => {
            navigation.show(null);
            void copyDiagnostics(commands).then(navigation.say);
          }}
        >
          Copy diagnostics
        </Button>
        <Button onClick={() => preferences.set({ letters: !letters })}>Turn {letters ? 'off' : 'on'}</Button>
      </footer>
    </div>
  );
}

function Row({ row, off }: { readonly row: KeyRow; readonly off: boolean }) {
  return (
    <div className={off ? 'key-row is-off' : 'key-row'}>
      <span>
        {row.what}
        {off && <small>off</small>}
      </span>
      <i>{row.keys.map((key) => (key === 'to' ? <em key={key}>to</em> : <kbd key={key}>{key}</kbd>))}</i>
    </div>
  );
}
