import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/records/ids';
import { check, type StoredRecord, type Witness } from './check';
import { replay } from './replay';

// The run of faults is worth what its checker notices: each loss that is planted here must be reported.
const TYPED = 'Причина: черга. भुगतान धीमा. Rolled back, watching.';
const stored = (notes = TYPED.slice(0, 40)): StoredRecord => ({
  record: 'rec',
  fields: { title: 'Checkout', notes, sites: ['br-prod'] },
  lists: {
    timeline: [{ id: 't1', kind: 'note', text: 'deed-1' }],
    followUps: [{ id: 'f1', text: 'deed-2', done: true }],
  },
  acts: [{ id: 'a1', act: 'severity', payload: { severity: 'SEV1', reason: 'deed-3' } }],
});
const said = (notes = TYPED.slice(0, 38)): Map<string, Json> =>
  new Map<string, Json>([
    ['title', 'Checkout'],
    ['notes', notes],
    ['sites', ['br-prod']],
    ['timeline/t1', { text: 'deed-1', kind: 'note' }],
    ['followUps/f1', { text: 'deed-2', done: true }],
    ['act/a1', { act: 'severity', payload: { reason: 'deed-3', severity: 'SEV1' } }],
  ]);
const witness = (changes: Partial<Witness> = {}): Witness => ({
  record: 'rec',
  typed: TYPED,
  seen: TYPED.slice(10, 36),
  deeds: ['deed-1', 'deed-2', 'deed-3'].map((word) => ({ word, isTold: true })),
  ticked: ['f1'],
  said: said(),
  underWay: [],
  ...changes,
});

describe('the checker of the faults', () => {
  it('finds nothing where nothing is lost, and counts the tail that nobody called saved', () => {
    expect(check(witness(), stored())).toEqual({
      problems: [],
      letters: { saved: 38, lost: 0, unsaved: TYPED.length - 40 },
    });
  });

  it.each<readonly [string, Witness, StoredRecord, RegExp]>([
    [
      'a letter that was called saved is gone',
      witness(),
      stored(TYPED.slice(0, 37)),
      /^rec: 1 letters that were called/,
    ],
    ['all of it is gone', witness(), stored(''), /38 letters that were called saved/],
    [
      'two letters changed places',
      witness(),
      stored(`рП${TYPED.slice(2, 40)}`),
      /the notes are not what was typed: after 0/,
    ],
    [
      'a word is there twice',
      witness(),
      stored(`${TYPED.slice(0, 40)}${TYPED.slice(20, 40)}`),
      /not what was typed: after 40/,
    ],
    [
      'the window saw more than there is',
      witness({ seen: TYPED.slice(0, 42) }),
      stored(),
      /"Saved here" of 2 letters that are gone/,
    ],
    [
      'the window said it before the trace',
      witness({ seen: TYPED.slice(0, 39) }),
      stored(),
      /of 1 letters before the trace/,
    ],
    ['the window showed other words', witness({ seen: 'nobody' }), stored(), /what nobody typed: "nobody"/],
    ['an act is gone', witness(), { ...stored(), acts: [] }, /act\/a1 was called saved and is not there/],
    [
      'a deed is gone that the trace does not name',
      witness({ said: null }),
      { ...stored(), acts: [] },
      /deed-3 was answered as done/,
    ],
    [
      'an entry is gone',
      witness(),
      { ...stored(), lists: { followUps: stored().lists['followUps'] ?? [] } },
      /timeline\/t1 was called saved/,
    ],
    [
      'an entry says something else',
      witness({ said: said().set('timeline/t1', { kind: 'note', text: 'x' }) }),
      stored(),
      /timeline\/t1 was called saved as .*"x"/,
    ],
    [
      'a deed was done twice',
      witness(),
      { ...stored(), acts: [...stored().acts, { ...stored().acts[0]!, id: 'a2' }] },
      /deed-3 was done once and is there 2 times/,
    ],
    [
      'a tick is gone',
      witness({ said: null }),
      { ...stored(), lists: { ...stored().lists, followUps: [{ id: 'f1', text: 'deed-2', done: false }] } },
      /follow-up f1 was answered as done/,
    ],
    [
      'a field is gone',
      witness(),
      { ...stored(), fields: { notes: TYPED.slice(0, 40), title: 'Checkout' } },
      /sites was called saved/,
    ],
  ])('reports that %s', (_, before, after, expected) => {
    expect(check(before, after).problems.join('\n')).toMatch(expected);
  });

  it('leaves open what was under way when the program was killed', () => {
    const untold = witness({
      deeds: [{ word: 'deed-9', isTold: false }],
      said: said().set('followUps/f1', { text: 'deed-2', done: false }),
      underWay: ['followUps/f1'],
    });
    expect(check(untold, stored()).problems).toEqual([]);
  });
});

describe('the replay of a trace', () => {
  const line = (run: string, localSeq: number, changed: object): string =>
    JSON.stringify({ run, at: '', record: 'rec', type: 'incident', localSeq, kinds: [], changed, contentHash: null });
  const grown = {
    from: 0,
    removed: 0,
    inserted: 'ab',
    length: 2,
    sha256: 'fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603',
  };

  it('begins anew with each run, and passes over half a line', () => {
    const trace = `${line('1', 1, { notes: grown })}\n{"run":"1","reco\n${line('2', 2, { notes: grown })}\n`;
    const { said: is, torn, problems } = replay(trace);
    expect([is.get('rec')?.values.get('notes'), torn, problems]).toEqual(['ab', 1, []]);
  });

  it('says where a line is missing: a text that is not what its hash says, a number that is no later one', () => {
    const trace = `${line('1', 2, { notes: grown })}\n${line('1', 2, { notes: { ...grown, from: 2, length: 5 } })}\n`;
    expect(replay(trace).problems).toEqual([
      'line 2: number 2 of rec comes after 2',
      'line 2: notes of rec is not what its hash says',
    ]);
  });
});
