import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openNotesSession, type NotesSession } from '../../../renderer/stores/notes-session';
import type { Written } from '../../../shared/ipc/outcomes';

/** An engine that keeps a document, and can refuse, fail or forget what it did not save. */
function engine() {
  let doc = new Y.Doc();
  let saved = Y.encodeStateAsUpdate(doc);
  let mode: 'well' | 'full' | 'gone' = 'well';
  const sent: Uint8Array[] = [];
  const timers = new Map<() => void, number>();
  return {
    sent,
    timers,
    becomes: (next: typeof mode) => {
      mode = next;
    },
    /** Ended by `kill -9` and started again. */
    startsAgain: () => {
      doc = new Y.Doc();
      Y.applyUpdate(doc, saved);
    },
    text: () => doc.getText('notes').toJSON(),
    /** Somebody else writes; answers with the update. */
    writes: (at: number, text: string): Uint8Array => {
      const before = Y.encodeStateVector(doc);
      doc.getText('notes').insert(at, text);
      return Y.encodeStateAsUpdate(doc, before);
    },
    tools: {
      most: 1_000,
      now: () => 7,
      later: (run: () => void, ms: number) => {
        timers.set(run, ms);
        return () => void timers.delete(run);
      },
      load: async (): Promise<Uint8Array> => {
        if (mode === 'gone') throw new Error('Meridian does not answer.');
        return Y.encodeStateAsUpdate(doc);
      },
      send: async (update: Uint8Array): Promise<Written> => {
        sent.push(update);
        await Promise.resolve();
        if (mode === 'gone') throw new Error('Meridian does not answer.');
        Y.applyUpdate(doc, update);
        if (mode === 'full') return { saved: false, reason: 'the disk is full' };
        saved = Y.encodeStateAsUpdate(doc);
        return { saved: true, reason: null };
      },
    },
  };
}

const sessions: NotesSession[] = [];
const open = async (of: ReturnType<typeof engine>): Promise<NotesSession> => {
  const session = await openNotesSession(of.tools);
  sessions.push(session);
  return session;
};
afterEach(() => {
  for (const session of sessions.splice(0)) session.stop();
});

/** Until nothing is on its way any more. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

describe('the notes of a window', () => {
  it('are called saved only after the engine said so', async () => {
    const one = engine();
    const { text, state } = await open(one);
    expect(state.getState()).toEqual({ kind: 'saved', at: null });
    text.insert(0, 'слово');
    expect(state.getState()).toEqual({ kind: 'saving' });
    await rest();
    expect(state.getState()).toEqual({ kind: 'saved', at: 7 });
    expect(one.text()).toBe('слово');
  });

  it('send one call at a time, and what is typed meanwhile together with the next', async () => {
    const one = engine();
    const { text } = await open(one);
    for (const letter of 'abcdef') text.insert(text.length, letter);
    await rest();
    expect(one.text()).toBe('abcdef');
    expect(one.sent).toHaveLength(2);
  });

  it('never put more into one call than it takes', async () => {
    const one = engine();
    const { text } = await open(one);
    for (let count = 0; count < 6; count += 1) text.insert(0, 'x'.repeat(400));
    await rest();
    expect(one.text()).toHaveLength(2_400);
    expect(Math.max(...one.sent.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
  });

  it('on a full disk they say so, and that they are saved when the engine tells', async () => {
    const one = engine();
    const session = await open(one);
    one.becomes('full');
    session.text.insert(0, 'kept');
    await rest();
    expect(session.state.getState()).toEqual({ kind: 'not-saved', reason: 'the disk is full' });
    session.hears('the disk is full');
    expect(session.state.getState().kind).toBe('not-saved');
    session.hears(null);
    expect(session.state.getState()).toEqual({ kind: 'saved', at: 7 });
  });

  it('while nobody answers every word stays, and is sent when somebody does', async () => {
    const one = engine();
    const session = await open(one);
    one.becomes('gone');
    session.text.insert(0, 'offline ');
    await rest();
    session.text.insert(8, 'words');
    await rest();
    expect(session.state.getState()).toEqual({ kind: 'not-saved', reason: 'Meridian does not answer.' });
    expect([...one.timers.values()]).toEqual([1_000]);
    one.becomes('well');
    session.retry();
    await rest();
    expect(one.text()).toBe('offline words');
    expect(session.state.getState().kind).toBe('saved');
  });

  it('what an engine forgot that began anew is sent again, and nothing twice', async () => {
    const one = engine();
    const session = await open(one);
    session.text.insert(0, 'saved ');
    await rest();
    one.becomes('full');
    session.text.insert(6, 'forgotten ');
    await rest();
    one.becomes('gone');
    session.text.insert(16, 'unsent');
    await rest();
    one.startsAgain();
    expect(one.text()).toBe('saved ');
    one.becomes('well');
    session.retry();
    await rest();
    expect(one.text()).toBe('saved forgotten unsent');
    expect(session.text.toJSON()).toBe('saved forgotten unsent');
  });

  it('what came from elsewhere is not sent back, and both keep their words', async () => {
    const one = engine();
    const session = await open(one);
    session.text.insert(0, 'mine');
    await rest();
    const calls = one.sent.length;
    session.take(one.writes(0, 'theirs '));
    await rest();
    expect(session.text.toJSON()).toBe('theirs mine');
    expect(one.sent).toHaveLength(calls);
    session.take(new Uint8Array([1, 2, 3]));
    expect(session.text.toJSON()).toBe('theirs mine');
  });

  it('undo takes back what this person wrote, and no word of another', async () => {
    const one = engine();
    const session = await open(one);
    const mine = Symbol('the editor');
    const undo = new Y.UndoManager(session.text, { trackedOrigins: new Set([mine]), captureTimeout: 0 });
    session.doc.transact(() => session.text.insert(0, 'mine'), mine);
    await rest();
    session.take(one.writes(4, ' theirs'));
    undo.undo();
    expect(session.text.toJSON()).toBe(' theirs');
    expect(undo.undo()).toBeNull();
    expect(session.text.toJSON()).toBe(' theirs');
    undo.redo();
    expect(session.text.toJSON()).toContain('mine');
    expect(session.text.toJSON()).toContain(' theirs');
    undo.destroy();
  });

  it('that are stopped send nothing more, though they were finding out what the engine has', async () => {
    const one = engine();
    const session = await open(one);
    one.becomes('gone');
    session.text.insert(0, 'of the one before');
    await rest();
    one.becomes('well');
    const calls = one.sent.length;
    session.retry();
    session.stop();
    await rest();
    expect([one.sent.length, one.text(), session.state.getState().kind]).toEqual([calls, '', 'not-saved']);
  });

  it('that are stopped while a call is on its way send nothing after it, and wait for nothing', async () => {
    const one = engine();
    const session = await open(one);
    session.text.insert(0, 'first ');
    session.text.insert(6, 'second');
    session.stop();
    await rest();
    expect([one.text(), session.state.getState().kind]).toEqual(['first ', 'saving']);
    const other = await open(one);
    one.becomes('gone');
    other.text.insert(0, 'x');
    other.stop();
    await rest();
    expect(one.timers.size).toBe(0);
  });
});
