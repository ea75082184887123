import { useId, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../../ui/controls';
import { SecretHint } from '../../../ui/secret-hint';
import { useDraft } from './use-draft';

interface WordsFormProps {
  /** Under which what is typed is kept. */
  readonly draft: string;
  /** Null: nothing is typed, only asked. */
  readonly label: string | null;
  readonly placeholder: string;
  readonly word: string;
  /** Characters at most. */
  readonly most?: number;
  readonly required?: boolean;
  /** Whether the label is seen; it is always said. */
  readonly showsLabel?: boolean;
  readonly focus?: boolean;
  /** Once the first letter is typed. */
  readonly onBegin?: () => void;
  /** Why it was not done, or null. */
  readonly onSend: (text: string) => Promise<string | null>;
  /** Left out: it stays open. */
  readonly onClose?: () => void;
  readonly children?: ReactNode;
}

/** Words that become one act: nothing is sent until the button or Ctrl Enter. What was refused stays with its cause. */
export function WordsForm(props: WordsFormProps) {
  const { draft, label, placeholder, word, most = 4_000, required = true } = props;
  const { showsLabel = true, focus = false } = props;
  const { onBegin, onSend, onClose, children } = props;
  const { text, set, clear } = useDraft(draft);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const why = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const ready = !busy && (!required || text.trim() !== '');
  const send = async (): Promise<void> => {
    if (!ready) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    const refused = await onSend(text.trim());
    setBusy(false);
    setProblem(refused);
    // What is not on disk yet was done all the same.
    if (refused !== null && !refused.startsWith('Not on disk yet')) return;
    clear();
    onClose?.();
  };
  return (
    <form
      className="words-form"
      aria-label={word}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send();
        } else if (event.key === 'Escape' && onClose) {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      {children}
      {label !== null && (
        <>
          <label className="side-field">
            <span className={showsLabel ? undefined : 'visually-hidden'}>{label}</span>
            <textarea
              ref={field}
              autoFocus={focus}
              rows={2}
              dir="auto"
              maxLength={most}
              placeholder={placeholder}
              required={required}
              value={text}
              aria-describedby={problem === null ? undefined : why}
              onChange={(event) => {
                if (text === '' && event.target.value !== '') onBegin?.();
                set(event.target.value);
              }}
            />
          </label>
          <SecretHint text={text} note="What is written here can never be redacted." onClean={set} />
        </>
      )}
      {problem !== null && (
        <p className="form-problem" role="alert" id={why}>
          {problem}
        </p>
      )}
      <div className="form-actions">
        <Button small kind="primary" shortcut="Ctrl Enter" disabled={!ready} onClick={() => void send()}>
          {word}
        </Button>
        {onClose && (
          <Button small onClick={onClose}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
