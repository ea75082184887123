import { useState } from 'react';
import { Button } from '../../../ui/controls';
import { SecretHint } from '../../../ui/secret-hint';
import { useGround } from '../ground';

export type Added = 'action' | 'note' | 'site';
const WORD: Readonly<Record<Added, string>> = { action: 'Action', note: 'Note', site: 'What to watch' };

/** One line more; Enter saves it and asks for the next. */
export function Adding({ kind, onClose }: { readonly kind: Added; readonly onClose: () => void }) {
  const { id, edit, newId, sites, names, drafts, say } = useGround();
  const key = `handover.${id}.new.${kind}`;
  const [text, setText] = useState(() => {
    const kept = drafts.read(key);
    return typeof kept === 'string' ? kept : '';
  });
  const [site, setSite] = useState('');
  const [all] = useState(sites);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = text.trim() !== '' && (kind !== 'site' || site !== '') && !busy;
  const write = (next: string): void => {
    setText(next);
    setProblem(null);
    drafts.write(key, next);
  };
  const send = async (): Promise<void> => {
    if (!ready) return;
    setBusy(true);
    const refused = await edit({
      edit: 'add-item',
      id: newId(),
      kind,
      reference: kind === 'site' ? site : '',
      sites: kind === 'site' ? [site] : [],
      fields: { line: text.trim() },
    });
    setBusy(false);
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      setProblem(refused);
      return;
    }
    if (refused !== null) say(refused);
    setText('');
    drafts.forget(key);
  };
  return (
    <form
      className="ho-adding"
      aria-label={`Add: ${WORD[kind]}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {kind === 'site' && (
        <select className="field" aria-label="Site" value={site} onChange={(event) => setSite(event.target.value)}>
          <option value="">Choose a site</option>
          {all.map((one) => (
            <option key={one.id} value={one.id}>
              {names.site(one.id)}
            </option>
          ))}
        </select>
      )}
      <input
        className="field"
        autoFocus
        dir="auto"
        aria-label={WORD[kind]}
        placeholder={WORD[kind]}
        maxLength={300}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      <Button small disabled={!ready} onClick={() => void send()}>
        Add
      </Button>
      <Button small kind="quiet" onClick={onClose}>
        Close
      </Button>
      <SecretHint text={text} onClean={write} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
