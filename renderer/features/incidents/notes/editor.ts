import {
  autocompletion,
  completionKeymap,
  completionStatus,
  type Completion,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { defineLanguageFacet, Language, syntaxHighlighting } from '@codemirror/language';
import { EditorSelection, EditorState, type ChangeSpec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { GFM, parser } from '@lezer/markdown';
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import { MOST_NOTES, MOST_PASTE } from '../../../../shared/ipc/records-limits';
import type { Secret } from '../../../../shared/domain/secrets/types';
import type { NotesSession } from '../../../stores/notes-session';
import { secretMarks, setSecrets } from '../secrets/secret-marks';
import { highlight, look } from './editor-look';
import { CAPTURE, undoGroups } from './undo-groups';

/** Something a slash puts in. */
export interface Insertion {
  readonly label: string;
  readonly detail: string;
  /** Further words it is found by. */
  readonly also: string;
  /** The Markdown, perhaps after something was done for it; null: nothing came of it. */
  readonly text: () => string | null | Promise<string | null>;
}

export interface EditorTools {
  readonly host: HTMLElement;
  readonly session: Pick<NotesSession, 'text' | 'forget'>;
  readonly insertions: () => readonly Insertion[];
  /** Keeps an image; the Markdown that shows it, or null. */
  readonly onImage: (file: File) => Promise<string | null>;
  /** What was to be put in and is too long for it. */
  readonly onTooLarge: (text: string) => void;
  /** Escape: the focus leaves the text. */
  readonly onLeave: () => void;
}

export type Format = 'heading' | 'bold' | 'italic' | 'task' | 'number' | 'code';

export interface MountedEditor {
  readonly focus: () => void;
  readonly format: (format: Format) => void;
  readonly insert: (text: string) => void;
  readonly attach: (files: readonly File[]) => void;
  /** Marks what looks like a secret. */
  readonly mark: (secrets: readonly Secret[]) => void;
  /** Selects a part of the text, and shows it. */
  readonly select: (from: number, to: number) => void;
  readonly destroy: () => void;
}

/**
 * Puts the editor into a part of the page that keeps its style sheet to itself: the security policy of the window allows no style
 * that a script writes into the page.
 */
export function mountEditor(tools: EditorTools): MountedEditor {
  const { host, session } = tools;
  const root = host.attachShadow({ mode: 'open' });
  // Only what the editor itself puts into the text is taken back by this person's undo.
  const undoManager = new Y.UndoManager(session.text, { trackedOrigins: new Set(), captureTimeout: CAPTURE });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: session.text.toJSON(),
      extensions: [
        // One unit of the text is one of the document, whatever line ends came from elsewhere.
        EditorState.lineSeparator.of('\n'),
        EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
        undoGroups(undoManager),
        yCollab(session.text, null, { undoManager }),
        limits(tools.onTooLarge),
        secretMarks,
        keymap.of([
          { key: 'Enter', run: continueList },
          { key: 'Mod-b', run: (target) => formatText(target, 'bold') },
          { key: 'Mod-i', run: (target) => formatText(target, 'italic') },
          {
            key: 'Escape',
            // What is offered is closed first; what is not offered yet (somebody has just typed) closes nothing.
            run: ({ state }) => {
              if (completionStatus(state) === 'active') return false;
              tools.onLeave();
              return true;
            },
          },
          ...completionKeymap,
          ...yUndoManagerKeymap,
          ...defaultKeymap,
        ]),
        autocompletion({ override: [slash(tools.insertions)], icons: false, defaultKeymap: false }),
        tooltips({ position: 'fixed' }),
        markdown,
        syntaxHighlighting(highlight),
        EditorView.lineWrapping,
        placeholder('What we know, what we did, what is open. Type / to insert.'),
        EditorView.contentAttributes.of({
          'aria-label': 'Notes, Markdown',
          tabindex: '0',
          spellcheck: 'false',
          dir: 'auto',
        }),
        EditorView.perLineTextDirection.of(true),
        files((list) => attach(list)),
        look,
      ],
    }),
  });

  // What was taken out for good comes back by no undo.
  const stopForgetting = session.forget.hear(() => undoManager.clear());
  function insert(text: string): void {
    view.dispatch(view.state.replaceSelection(text), { userEvent: 'input', scrollIntoView: true });
  }
  function attach(list: readonly File[]): void {
    for (const file of list) {
      void tools.onImage(file).then((text) => {
        if (text !== null) insert(text);
      });
    }
  }

  return {
    focus: () => view.focus(),
    format: (format) => {
      formatText(view, format);
      view.focus();
    },
    insert: (text) => {
      insert(text);
      view.focus();
    },
    attach,
    mark: (secrets) => view.dispatch({ effects: setSecrets.of(secrets) }),
    select: (from, to) => {
      const most = view.state.doc.length;
      view.dispatch({
        selection: EditorSelection.range(Math.min(from, most), Math.min(to, most)),
        effects: EditorView.scrollIntoView(Math.min(from, most), { y: 'center' }),
      });
      view.focus();
    },
    destroy: () => {
      stopForgetting();
      view.destroy();
      undoManager.destroy();
    },
  };
}

const markdown = new Language(defineLanguageFacet(), parser.configure([GFM]), [], 'markdown').extension;

/** Refuses what is too long, and hands it back: it must not be lost. What came from elsewhere is in the document already. */
function limits(onTooLarge: (text: string) => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation) !== undefined) return transaction;
    let longest = 0;
    let text = '';
    transaction.changes.iterChanges((_from, _to, _fromNew, _toNew, inserted) => {
      longest = Math.max(longest, inserted.length);
      if (inserted.length > 0) text += inserted.toString();
    });
    const grows = transaction.newDoc.length > transaction.startState.doc.length;
    if (longest <= MOST_PASTE && !(grows && transaction.newDoc.length > MOST_NOTES)) return transaction;
    // Not within the transaction it refuses.
    queueMicrotask(() => onTooLarge(text));
    return [];
  });
}

/** Images that are pasted or dropped. */
const files = (take: (files: readonly File[]) => void): Extension => {
  const from = (data: DataTransfer | null): readonly File[] =>
    [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
  return EditorView.domEventHandlers({
    paste: (event) => {
      const images = from(event.clipboardData);
      if (images.length === 0) return false;
      event.preventDefault();
      take(images);
      return true;
    },
    drop: (event, view) => {
      const images = from(event.dataTransfer);
      if (images.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: EditorSelection.cursor(at) });
      take(images);
      return true;
    },
  });
};

const slash =
  (insertions: () => readonly Insertion[]): CompletionSource =>
  (context) => {
    const found = context.matchBefore(/(?:^|(?<=\s))\/[\p{L}\p{M}\p{N}-]*/u);
    if (found === null) return null;
    const wanted = found.text.slice(1).toLocaleLowerCase();
    return {
      from: found.from + 1,
      // Found by the begin of any of its words, in the order in which they are offered.
      filter: false,
      options: matching(insertions(), wanted).map((one): Completion => ({
        label: one.label,
        detail: one.detail,
        apply: (view, _completion, from, to) => {
          view.dispatch({ changes: { from: from - 1, to }, userEvent: 'input.complete' });
          void Promise.resolve(one.text()).then((text) => {
            if (text !== null)
              view.dispatch(view.state.replaceSelection(text), { userEvent: 'input.complete', scrollIntoView: true });
            view.focus();
          });
        },
      })),
    };
  };

/** A page of what may be meant; who wants another types on. */
const MOST_OFFERED = 12;
const matching = (insertions: readonly Insertion[], wanted: string): readonly Insertion[] =>
  insertions
    .filter(({ label, also }) =>
      `${label} ${also}`
        .toLocaleLowerCase()
        .split(/[\s,]+/u)
        .some((word) => word.startsWith(wanted)),
    )
    .slice(0, MOST_OFFERED);

/** Enter in a list goes on with it; in an empty item it ends the list. */
function continueList(view: EditorView): boolean {
  const { state } = view;
  const { main, ranges } = state.selection;
  if (ranges.length > 1 || !main.empty) return false;
  const line = state.doc.lineAt(main.head);
  const found = /^(\s*)(?:([-*+])|(\d{1,6})([.)]))( \[[ xX]\])? (.*)$/.exec(line.text);
  if (!found) return false;
  const [, indent = '', bullet, number, mark = '', task, rest = ''] = found;
  if (main.head < line.to - rest.length) return false;
  if (rest.trim() === '') {
    view.dispatch({ changes: { from: line.from, to: line.to }, userEvent: 'input' });
    return true;
  }
  const next = bullet ?? `${Number(number) + 1}${mark}`;
  view.dispatch(state.replaceSelection(`\n${indent}${next}${task === undefined ? '' : ' [ ]'} `), {
    userEvent: 'input',
    scrollIntoView: true,
  });
  return true;
}

const AROUND: Readonly<Partial<Record<Format, string>>> = { bold: '**', italic: '*', code: '`' };
const BEFORE: Readonly<Partial<Record<Format, string>>> = { heading: '## ', task: '- [ ] ', number: '1. ' };

function formatText(view: EditorView, format: Format): boolean {
  const { state } = view;
  const around = AROUND[format];
  if (around !== undefined) {
    view.dispatch(
      state.changeByRange((range) => ({
        changes: [
          { from: range.from, insert: around },
          { from: range.to, insert: around },
        ],
        range: EditorSelection.range(range.anchor + around.length, range.head + around.length),
      })),
      { userEvent: 'input' },
    );
    return true;
  }
  const before = BEFORE[format] ?? '';
  const { from, to } = state.selection.main;
  const changes: ChangeSpec[] = [];
  for (let at = state.doc.lineAt(from).number; at <= state.doc.lineAt(to).number; at += 1) {
    const line = state.doc.line(at);
    changes.push(
      line.text.startsWith(before)
        ? { from: line.from, to: line.from + before.length }
        : { from: line.from, insert: before },
    );
  }
  view.dispatch({ changes, userEvent: 'input' });
  return true;
}
