import { useSyncExternalStore, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import { MOST_NOTES, MOST_PASTE } from '../../../../shared/ipc/records-limits';
import type { NotesSession } from '../../../stores/notes-session';
import { useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { useClocks } from '../use-clocks';
import { Preview } from './preview';
import { saveLineOf } from './save-line';

/** As it reads, with each letter. */
export function LivePreview({
  session,
  ...rest
}: { readonly session: NotesSession } & Omit<ComponentProps<typeof Preview>, 'text'>) {
  const text = useSyncExternalStore(
    (changed) => {
      session.text.observe(changed);
      return () => session.text.unobserve(changed);
    },
    () => session.text.toJSON(),
  );
  return <Preview text={text} {...rest} />;
}

/** A text that was too long to be put in: it stays here until the person puts it away. */
export function Refused({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { navigation } = useStores();
  const size = text.length >= 1e6 ? `${(text.length / 1e6).toFixed(1)} million` : text.length.toLocaleString('en-US');
  return (
    <div className="notes-refused" role="alert">
      <p>
        <b>Not put in: {size} characters.</b> At once go {MOST_PASTE.toLocaleString('en-US')}, and notes hold{' '}
        {MOST_NOTES.toLocaleString('en-US')}. The text is kept here.
      </p>
      <pre tabIndex={0}>{text.length > SHOWN ? `${text.slice(0, SHOWN)}\n...` : text}</pre>
      <div className="notes-refused-actions">
        <Button
          small
          onClick={() =>
            void copyText(text).then((copied) => navigation.say(copied ? 'Copied, all of it.' : 'Copy was refused.'))
          }
        >
          Copy all of it
        </Button>
        <Button small onClick={onClose}>
          Put away
        </Button>
      </div>
    </div>
  );
}
/** Enough of it to know what it is. */
const SHOWN = 20_000;

/** Where the words are. */
export function SaveStatus({ session, zone }: { readonly session: NotesSession; readonly zone: string }) {
  const { navigation } = useStores();
  const clocks = useClocks();
  const state = useStore(session.state);
  const line = saveLineOf(state, clocks, zone);
  return (
    <footer className={`notes-saved is-${line.kind}`} role={line.kind === 'not-saved' ? 'alert' : undefined}>
      <i className="saved-ring" aria-hidden="true" />
      <span>
        <b>{line.strong}</b> {line.text}
      </span>
      {line.kind === 'not-saved' && (
        <>
          <Button small onClick={() => session.retry()}>
            Try now
          </Button>
          <Button
            small
            onClick={() =>
              void copyText(session.text.toJSON()).then((copied) =>
                navigation.say(copied ? 'The notes are on the clipboard.' : 'Copy was refused.'),
              )
            }
          >
            Copy the text
          </Button>
        </>
      )}
    </footer>
  );
}
