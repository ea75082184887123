import type { NotesState } from '../../../stores/notes-session';
import type { Clocks } from '../../../ui/clocks';

export interface SaveLine {
  readonly kind: NotesState['kind'];
  readonly strong: string;
  readonly text: string;
}

/** Where the words are. "Saved here" is said only of what survives `kill -9`. */
export function saveLineOf(state: NotesState, clocks: Clocks, zone: string): SaveLine {
  switch (state.kind) {
    case 'saved':
      return {
        kind: 'saved',
        strong: 'Saved here',
        text:
          state.at === null ? 'on this machine, every keystroke' : `${clocks.time(state.at, zone)}, every keystroke`,
      };
    case 'saving':
      return { kind: 'saving', strong: 'Saving', text: '' };
    case 'not-saved':
      return {
        kind: 'not-saved',
        strong: 'Not saved',
        text: `${state.reason}. Your words are kept in this window and tried again.`,
      };
  }
}
