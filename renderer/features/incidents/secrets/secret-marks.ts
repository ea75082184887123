import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import { SECRET_NAMES, type Secret } from '../../../../shared/domain/secrets/types';

export const setSecrets = StateEffect.define<readonly Secret[]>();

/** Marks secrets in the text; what is typed moves the marks along until the next look. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    let now = before.map(transaction.changes);
    const { length } = transaction.newDoc;
    for (const effect of transaction.effects)
      if (effect.is(setSecrets))
        now = Decoration.set(
          effect.value
            .filter(({ from, to }) => from < to && to <= length)
            .map(({ kind, from, to }) =>
              Decoration.mark({
                class: 'cm-secret',
                attributes: { 'data-secret': kind, 'aria-label': `${SECRET_NAMES[kind]}, not redacted` },
              }).range(from, to),
            ),
        );
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const look = EditorView.theme({
  '.cm-secret': {
    backgroundColor: 'var(--warning-bg)',
    borderRadius: '2px',
    textDecoration: 'underline wavy var(--warning)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
});

export const secretMarks: Extension = [marks, look];
