import { describe, expect, it } from 'vitest';
import { readForExport } from '../../../main/records/export-record';
import { draftReview } from '../../../shared/records/review/draft-review';
import { ManualClock } from '../../fakes/clock';
import { MemoryLog } from '../../fakes/memory-log';
import { engine, NOW, value } from '../rig';

const MINUTE = 60_000;

async function drafted(full: boolean) {
  const clock = new ManualClock(NOW);
  const records = engine(new MemoryLog(), clock);
  const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'Slow' }]));
  if (full) {
    value(
      records.edit(id, [
        { edit: 'set', field: 'beganAt', value: NOW - 30 * MINUTE },
        { edit: 'set', field: 'detectedAt', value: NOW - 26 * MINUTE },
        { edit: 'include', field: 'sites', member: 'br' },
        {
          edit: 'add',
          list: 'timeline',
          id: 't2',
          fields: {
            kind: 'decision',
            author: 'dana',
            replica: 'r',
            at: NOW + 9 * MINUTE,
            offset: -5 * MINUTE,
            sequence: 2,
            text: 'Roll back',
          },
        },
        {
          edit: 'add',
          list: 'timeline',
          id: 't1',
          fields: { kind: 'note', author: 'ana', replica: 'r', at: NOW + MINUTE, sequence: 1, text: 'Pods' },
        },
        { edit: 'add', list: 'followUps', id: 'f1', fields: { text: 'Drill', due: NOW } },
        { edit: 'add', list: 'followUps', id: 'f2', fields: { text: 'Done', owner: 'bo', due: NOW, done: true } },
      ]),
    );
    const role = value(records.act(id, { act: 'role', payload: { role: 'commander', person: 'ana' } }));
    value(records.act(id, { act: 'acknowledge', payload: { of: role } }));
    value(records.act(id, { act: 'severity', payload: { severity: 'SEV1' } }));
    value(records.act(id, { act: 'state', payload: { state: 'open' } }));
    await clock.advance(16 * MINUTE);
    value(records.act(id, { act: 'state', payload: { state: 'mitigated' } }));
    value(records.act(id, { act: 'state', payload: { state: 'resolved', at: NOW + 60 * MINUTE } }));
    value(records.act(id, { act: 'state', payload: { state: 'reviewed' } }));
  }
  const { incident, view } = value(readForExport(records, id, 'ana'));
  value(records.stop());
  return draftReview(id, incident, view.state);
}

describe('a review drafted from the timeline', () => {
  it('keeps the five times apart, with their sources, and says only what follows', async () => {
    const review = await drafted(true);
    expect(
      review.times.map(({ name, at, after }) => [
        name,
        at === null ? null : (at - NOW) / MINUTE,
        after === null ? null : after / MINUTE,
      ]),
    ).toEqual([
      ['Began', -30, null],
      ['Detected', -26, 4],
      ['Declared', 0, 26],
      ['Mitigated', 16, 16],
      ['Resolved', 60, 44],
    ]);
    expect(review.times.map(({ source }) => source)).toEqual([
      'as the incident says',
      'as the incident says',
      'act of ana',
      'act of ana',
      'as ana said',
    ]);
    expect(review.summary).toEqual([
      'It lasted 46 min until it was mitigated.',
      'It was noticed 4 min after it began.',
      'It was resolved 44 min later.',
      'The timeline has 2 entries, one of them a decision.',
      'Of 2 follow-ups 1 is open.',
    ]);
    // By corrected time, with a word where the clock was off.
    expect(review.happened.filter(({ kind }) => kind !== 'act').map(({ text, clockOff }) => [text, clockOff])).toEqual([
      ['Pods', false],
      ['Roll back', true],
    ]);
    expect(review.decisions.map(({ text, who }) => [text, who])).toEqual([['Roll back', 'dana']]);
    expect(review.commanders).toEqual([{ person: 'ana', from: NOW, acknowledged: true }]);
    expect(review.reviewers).toEqual([{ person: 'ana', part: 'commander', signedAt: NOW + 16 * MINUTE }]);
    expect(review.gaps).toEqual(['1 open follow-up without an owner']);
    expect(review.followUps.map(({ id }) => id)).toEqual(['f1', 'f2']);
  });

  it('names what is missing', async () => {
    const { gaps, summary, reviewers } = await drafted(false);
    expect(gaps).toEqual([
      'Began: no time',
      'Detected: no time',
      'Declared: no time',
      'Mitigated: no time',
      'Resolved: no time',
      'No severity',
      'No site',
      'No commander',
    ]);
    expect(summary).toEqual(['The timeline has 0 entries, 0 of them decisions.', 'No follow-up is written down.']);
    expect(reviewers).toEqual([]);
  });
});
