import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useGround } from '../ground';

interface Writing {
  readonly text: string;
  readonly problem: string | null;
  /** It is on its way to the records: not written into. */
  readonly saving: boolean;
  /** What others wrote into it meanwhile; null: nothing. */
  readonly meanwhile: string | null;
  readonly set: (text: string) => void;
  readonly onBlur: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A text while somebody writes it: its own from the first key to the last, whatever comes in from elsewhere. Saved by leaving it
 * or Ctrl+Enter, taken back by Escape; what could not be saved stays in the field. `name` keeps it over a page begun anew.
 */
export function useWriting({
  name,
  value,
  oneLine,
  onSave,
  onDone,
}: {
  readonly name: string;
  readonly value: string;
  /** Enter saves. */
  readonly oneLine: boolean;
  /** A sentence about why not, or null. */
  readonly onSave: (text: string) => Promise<string | null>;
  readonly onDone: () => void;
}): Writing {
  const { drafts, propose, say } = useGround();
  const [base] = useState(value);
  const [text, setText] = useState(() => {
    const kept = drafts.read(name);
    return typeof kept === 'string' ? kept : value;
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const state = useRef<'writing' | 'saving' | 'over'>('writing');
  const latest = useRef({ text, onSave, value });
  useEffect(() => {
    latest.current = { text, onSave, value };
  });

  const finish = async (): Promise<void> => {
    if (state.current !== 'writing') return;
    const written = latest.current.text;
    if (written === base) {
      state.current = 'over';
      drafts.forget(name);
      onDone();
      return;
    }
    state.current = 'saving';
    setSaving(true);
    const refused = await latest.current.onSave(written);
    setSaving(false);
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      state.current = 'writing';
      setProblem(refused);
      return;
    }
    state.current = 'over';
    drafts.forget(name);
    if (refused !== null) say(refused);
    onDone();
  };
  const takeBack = (): void => {
    if (state.current !== 'writing') return;
    state.current = 'over';
    const { text: typed, onSave: save } = latest.current;
    drafts.forget(name);
    if (typed !== base)
      propose('Taken back.', 'Keep it after all', () => {
        void save(typed).then((refused) => {
          if (refused !== null) say(refused);
        });
      });
    onDone();
  };
  // Whoever goes to another screen with the caret in it has left it as well.
  const leave = useRef(finish);
  useEffect(() => {
    leave.current = finish;
  });
  useEffect(() => () => void leave.current(), []);

  return {
    text,
    problem,
    saving,
    meanwhile: value === base || value === text ? null : value,
    set: (next) => {
      setText(next);
      setProblem(null);
      drafts.write(name, next);
    },
    onBlur: () => void finish(),
    onKeyDown: (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        takeBack();
      } else if (
        event.key === 'Enter' &&
        !event.nativeEvent.isComposing &&
        (oneLine || event.ctrlKey || event.metaKey)
      ) {
        event.preventDefault();
        void finish();
      }
    },
  };
}
