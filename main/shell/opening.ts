import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINK_SCHEME } from './links';

/** What a start was asked to open: by a click on a link or a file, or by words on a command line. */
export interface Opening {
  /** A workspace file, absolute. */
  readonly workspace: string | null;
  /** As it came: nobody has read it yet. */
  readonly link: string | null;
}

/** File names the package registers for workspaces (build/), and those a person types. */
const WORKSPACE_NAME = /\.(meridian|ya?ml)$/i;
const LINK = new RegExp(`^${LINK_SCHEME}:`, 'i');

/** Options of ours whose next word is their value and no file to open. */
const WITH_VALUE: readonly string[] = ['--workspace', '--data', '--trace-saved'];

/** Finds the link and the file among the words of a start; Electron, Chromium and the system put their own words beside them. */
export function readOpening(words: readonly string[], cwd: string): Opening {
  let workspace: string | null = null;
  let link: string | null = null;
  let ended = false;
  words.forEach((word, index) => {
    if (word === '--') ended = true;
    // A click brings one of each; of several the last counts, as everywhere on the command line.
    else if (LINK.test(word)) link = word;
    else if (!word.startsWith('-') && (ended || !WITH_VALUE.includes(words[index - 1] ?? '')))
      workspace = workspaceFile(word, cwd) ?? workspace;
  });
  return { workspace, link };
}

/** A path, or the file address that Linux desktops hand over; null for what is no workspace file. Never a file of another machine. */
function workspaceFile(word: string, cwd: string): string | null {
  if (/^file:/i.test(word)) {
    try {
      const url = new URL(word);
      const path = url.host === '' ? fileURLToPath(url) : '';
      return WORKSPACE_NAME.test(path) ? path : null;
    } catch {
      return null;
    }
  }
  return WORKSPACE_NAME.test(word) && !word.includes('\0') ? resolve(cwd, word) : null;
}

/** Longest path of any of our systems. */
const MOST_OF_A_PATH = 32_768;
/** A link that is longer than this is refused anyway (links.ts); it must arrive to be refused aloud. */
const MOST_OF_A_LINK = 4_096;

/** What another start sent; it is a process of the same user, but perhaps another version. */
export function parseOpening(data: unknown): Opening {
  const { workspace, link } =
    typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  return {
    workspace:
      typeof workspace === 'string' && workspace.length <= MOST_OF_A_PATH && isAbsolute(workspace) ? workspace : null,
    link: typeof link === 'string' ? link.slice(0, MOST_OF_A_LINK) : null,
  };
}

/** The words of a start that opens another file instead: everything stays but what was opened before. */
export function wordsToOpen(words: readonly string[], opening: Opening): readonly string[] {
  const kept = words.filter(
    (word, index) =>
      word !== '--' &&
      word !== '--workspace' &&
      !word.startsWith('--workspace=') &&
      words[index - 1] !== '--workspace' &&
      !LINK.test(word) &&
      (word.startsWith('-') || WITH_VALUE.includes(words[index - 1] ?? '') || workspaceFile(word, '/') === null),
  );
  return [
    ...kept,
    ...(opening.workspace === null ? [] : [`--workspace=${opening.workspace}`]),
    // Behind the end of options: no text of a link is ever taken for one.
    ...(opening.link === null ? [] : ['--', opening.link]),
  ];
}
