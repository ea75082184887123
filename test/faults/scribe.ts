import type { Page } from 'playwright-core';
import { assertNever } from '../../shared/lib/assert-never';
import type { Random } from '../records/simulator/random';
import type { RunningApp } from './app';
import { letters } from './plan';

/** A record as the run knows it: all that was done to it so far. */
export interface Known {
  readonly id: string;
  readonly title: string;
  /** Null: nobody types into it. */
  typed: string | null;
  /** What the window showed when it said "Saved here" last. */
  seen: string | null;
  /** By the word each is known by; true: the window was answered that it is done. */
  readonly deeds: Map<string, boolean>;
  readonly followUps: string[];
  readonly ticked: Set<string>;
  readonly underWay: Set<string>;
}

const known = (id: string, title: string, typed: string | null): Known => ({
  id,
  title,
  typed,
  seen: null,
  deeds: new Map(),
  followUps: [],
  ticked: new Set(),
  underWay: new Set(),
});

/** Puts the cursor behind the last letter of the notes. */
export async function focusNotes(page: Page): Promise<void> {
  await page.locator('.notes-editor .cm-content').focus();
  await page.keyboard.press('Control+End');
}

/** Types on until the program is gone. */
export async function type(page: Page, record: Known, random: Random, isOver: () => boolean): Promise<void> {
  for (const letter of letters(random)) {
    if (isOver()) return;
    // Pressed is pressed, whether or not anybody could answer.
    record.typed = `${record.typed ?? ''}${letter}`;
    await page.keyboard.type(letter);
  }
}

/** Lines on screen; null while the window does not say that all of it is saved. */
const savedText = (): string | null => {
  const editor = document.querySelector('.notes-editor')?.shadowRoot;
  if (document.querySelector('.notes-saved.is-saved') === null || editor == null) return null;
  if (editor.querySelector('.cm-placeholder') !== null) return null;
  return [...editor.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
};

/** Looks again and again at what the window calls saved. */
export async function watch(page: Page, record: Known, isOver: () => boolean): Promise<void> {
  while (!isOver()) record.seen = (await page.evaluate(savedText)) ?? record.seen;
}

const DEEDS = ['severity', 'state', 'role', 'note', 'follow-up', 'tick', 'declare'] as const;
type DeedKind = (typeof DEEDS)[number];

/** Does one thing after the other to a record over the window's bridge, while somebody types. */
export async function act(
  app: RunningApp,
  record: Known,
  {
    random,
    name,
    onDeclared,
    isOver,
  }: {
    readonly random: Random;
    /** A word nobody used before. */
    readonly name: () => string;
    readonly onDeclared: (record: Known) => void;
    readonly isOver: () => boolean;
  },
): Promise<void> {
  while (!isOver()) await doOne(app, record, random.pick(DEEDS), { random, name, onDeclared });
}

async function doOne(
  { call }: RunningApp,
  record: Known,
  kind: DeedKind,
  tools: { readonly random: Random; readonly name: () => string; readonly onDeclared: (record: Known) => void },
): Promise<void> {
  const { id } = record;
  const { random, name, onDeclared } = tools;
  const deed = async <T>(work: (word: string) => Promise<T>): Promise<T> => {
    const word = name();
    record.deeds.set(word, false);
    const done = await work(word);
    record.deeds.set(word, true);
    return done;
  };
  switch (kind) {
    case 'severity': {
      const { severity } = await call('incidents.read', { id });
      const others = (['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const).filter((one) => one !== severity?.value);
      await deed((reason) =>
        call('incidents.act', { id, act: { act: 'severity', severity: random.pick(others), reason } }),
      );
      return;
    }
    case 'state': {
      const { state } = await call('incidents.read', { id });
      const to = state?.value === 'open' ? 'mitigated' : 'open';
      await deed((reason) => call('incidents.act', { id, act: { act: 'state', state: to, reason } }));
      return;
    }
    case 'role': {
      const role = random.pick(['commander', 'operations', 'communications', 'scribe'] as const);
      await deed((person) => call('incidents.act', { id, act: { act: 'role', role, person } }));
      return;
    }
    case 'note':
      await deed(async (text) => saved(await call('incidents.note', { id, kind: 'decision', text })));
      return;
    case 'follow-up': {
      const add = (text: string) => ({ edit: 'add-follow-up', text, owner: null, due: null }) as const;
      const word = await deed(async (text) => {
        saved(await call('incidents.edit', { id, edits: [add(text)] }));
        return text;
      });
      const added = (await call('incidents.read', { id })).followUps.find(({ text }) => text === word);
      if (added !== undefined) record.followUps.push(added.id);
      return;
    }
    case 'tick': {
      const item = record.followUps.pop();
      if (item === undefined) return;
      const path = `followUps/${item}`;
      record.underWay.add(path);
      saved(await call('incidents.edit', { id, edits: [{ edit: 'change-follow-up', id: item, done: true }] }));
      record.underWay.delete(path);
      record.ticked.add(item);
      return;
    }
    case 'declare': {
      if (!random.chance(0.2)) return;
      const title = name();
      onDeclared(await declare({ call }, title, random.chance(0.5) ? 'security' : 'operations'));
      return;
    }
    default:
      assertNever(kind);
  }
}

export async function declare(
  { call }: Pick<RunningApp, 'call'>,
  title: string,
  kind: 'operations' | 'security',
): Promise<Known> {
  const input = { title, kind, severity: 'SEV3', sites: [], attention: null, restrictedTo: [] } as const;
  const made = await call('incidents.declare', { ...input, sites: [], restrictedTo: [] });
  saved(made);
  const record = known(made.id, title, null);
  record.deeds.set(title, true);
  return record;
}

function saved({ saved: isSaved, reason }: { readonly saved: boolean; readonly reason: string | null }): void {
  if (!isSaved) throw new Error(`the disk refused: ${reason ?? ''}`);
}

/** The same by hand: keys and forms of the window, nobody types into the notes meanwhile. */
export async function actByHand(
  { page }: RunningApp,
  record: Known,
  { random, name, isOver }: { readonly random: Random; readonly name: () => string; readonly isOver: () => boolean },
): Promise<void> {
  while (!isOver()) {
    const word = name();
    const isNote = random.chance(0.5);
    const form = page.locator(isNote ? '.timeline-add' : '.act-form');
    // Nothing that is a field has the keys now.
    await page.locator('.incident-side').focus();
    await page.keyboard.press(isNote ? 't' : 'w');
    // At its last state there is no next one.
    if (!isNote && (await page.locator('[data-next-state]').count()) === 0) continue;
    await form
      .locator(isNote ? 'textarea' : 'input')
      .last()
      .waitFor();
    record.deeds.set(word, false);
    await page.keyboard.type(word);
    await page.keyboard.press(isNote ? 'Control+Enter' : 'Enter');
    await form.waitFor({ state: 'detached' });
    record.deeds.set(word, true);
  }
}
