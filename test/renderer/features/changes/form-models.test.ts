import { describe, expect, it } from 'vitest';
import {
  draftOfPlan,
  duplicateOf,
  EMPTY_DRAFT,
  readDraft,
  wallsOf,
} from '../../../../renderer/features/changes/form/draft';
import { personOf } from '../../../../renderer/features/changes/form/fields';
import { editOf, readForm } from '../../../../renderer/features/changes/form/plan-of';
import { watchedOf } from '../../../../renderer/features/changes/form/signals-field';
import { quickWindows } from '../../../../renderer/features/changes/form/wall';
import { fromWallInput, toWallInput } from '../../../../renderer/ui/wall-input';
import { namesOf } from '../../../../renderer/ui/names';
import { changeInputs } from '../../../../shared/ipc/changes-contract';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { aChangeView } from '../../builders/change';
import { aSignal, aSite, NOW } from '../../builders/snapshot';

const ZONE = 'America/Sao_Paulo';
/** On whole minutes, as the fields of the form are. */
const view = aChangeView({ window: { start: Date.UTC(2026, 10, 18, 1), end: Date.UTC(2026, 10, 18, 3) } });
const draft = draftOfPlan(view, ZONE);

describe('a form', () => {
  it('of a plan that is written says the same plan again, as the contract takes it', () => {
    const { plan, problems } = readForm(draft, ZONE);
    expect(problems).toEqual([]);
    expect(editOf(view, plan)).toEqual({ edit: {}, voids: false });
    expect(changeInputs['changes.create'].safeParse({ plan }).success).toBe(true);
  });
  it('names the field and the cause of everything that is the matter', () => {
    const { problems, plan } = readForm(
      {
        ...draft,
        title: ' ',
        end: draft.start,
        novelty: null,
        bakeMinutes: 'soon',
        backMinutes: '-1',
        steps: [{ id: 'x', text: '', minutes: 'ten' }],
        watched: [{ id: 'w', site: 'br-prod', signal: 'p95', tolerance: '0' }],
        links: [{ id: 'l', kind: 'ticket', target: ' ', label: '' }],
      },
      ZONE,
    );
    expect(problems.map(({ field }) => field)).toEqual([
      'title',
      'end',
      'risk',
      'steps-x',
      'steps-x-minutes',
      'back-minutes',
      'watched-w',
      'bake',
      'link-l',
    ]);
    expect(problems.map(({ text }) => text)).toContain('Window: it ends when it starts');
    expect(problems.map(({ text }) => text)).toContain('Step 1: "ten" is no number of minutes');
    expect([plan.window, plan.risk]).toEqual([null, null]);
  });
  it('product.md 4 an edit voids approvals, but for the links and the test of the rollback', () => {
    const edited = (over: Partial<typeof draft>) => editOf(view, readForm({ ...draft, ...over }, ZONE).plan);
    expect(edited({ title: 'new' })).toEqual({ edit: { title: 'new' }, voids: true });
    expect(edited({ links: [] }).voids).toBe(false);
    expect(edited({ testedAt: NOW }).voids).toBe(false);
    expect(Object.keys(edited({ testedAt: NOW }).edit)).toEqual(['rollback']);
    expect(edited({ command: 'other' }).voids).toBe(true);
    // Who is asked is a set; the order of steps is the plan.
    expect(
      editOf({ ...view, approvers: ['a', 'b'] }, readForm({ ...draft, approvers: ['b', 'a'] }, ZONE).plan).edit,
    ).toEqual({});
    expect(edited({ steps: [...draft.steps].reverse() }).voids).toBe(true);
  });
  it('a duplicate takes neither the window nor the links nor the ids of the other', () => {
    let next = 0;
    const copy = duplicateOf(draft, () => `n${next++}`);
    expect([copy.start, copy.links]).toEqual(['', []]);
    expect(copy.steps.map(({ text }) => text)).toEqual(draft.steps.map(({ text }) => text));
    expect(copy.steps.some(({ id }) => draft.steps.some((step) => step.id === id))).toBe(false);
  });
  it('what was kept comes back; what is of no form of this version does not', () => {
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(readDraft(JSON.parse(JSON.stringify(EMPTY_DRAFT)))).toEqual(EMPTY_DRAFT);
    for (const wrong of [null, 'x', {}, { ...draft, steps: 'none' }, { ...draft, title: 3 }])
      expect(readDraft(wrong)).toBeNull();
  });
});

describe('the clock of the first site', () => {
  it('is read and written in its zone, over a change of its offset too', () => {
    expect(toWallInput(NOW, ZONE)).toBe('2026-11-17T22:42');
    expect(fromWallInput('2026-11-17T22:42', ZONE)).toBe(Date.UTC(2026, 10, 18, 1, 42));
    expect(fromWallInput('2026-11-01T01:30', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
    for (const wrong of ['', 'tomorrow', '2026-13-01T10:00', '1900-01-01T00:00'])
      expect(fromWallInput(wrong, ZONE)).toBeNull();
    expect(wallsOf(null, ZONE)).toEqual({ start: '', end: '' });
  });
  it('offers the next hour and the next agreed hours, none of which is over', () => {
    const quick = quickWindows(NOW, ZONE, [[540, 570]]);
    expect(quick.map(({ word }) => word)).toEqual([
      'Next hour, 23:00',
      'Wed 18 Nov 09:00',
      'Thu 19 Nov 09:00',
      'Fri 20 Nov 09:00',
    ]);
    expect(quick[1]?.window).toEqual({ start: Date.UTC(2026, 10, 18, 12), end: Date.UTC(2026, 10, 18, 12, 30) });
    expect(quickWindows(NOW, ZONE, [[1_380, 60]])[1]?.window.end).toBe(Date.UTC(2026, 10, 18, 2) + HOUR);
    expect(quickWindows(NOW, ZONE, []).every(({ window }) => window.start > NOW - MINUTE)).toBe(true);
  });
});

describe('choosing', () => {
  const names = namesOf([], [{ id: 'olena', name: 'Олена Шевченко' }]);
  it('a person of the workspace by name, anybody else as they are called', () => {
    expect(personOf('олена шевченко', names)).toBe('olena');
    expect(personOf('अनन्या', names)).toBe('अनन्या');
    expect(personOf('  ', names)).toBeNull();
  });
  it('all signals of the sites are watched until a person chooses; what was said of one stays', () => {
    const site = aSite({ signals: [aSignal({ id: 'a' }), aSignal({ id: 'b' })] });
    const before = [{ id: 'kept', site: 'br-prod', signal: 'b', tolerance: '12' }];
    let next = 0;
    expect(watchedOf([site], ['br-prod', 'gone'], before, () => `n${next++}`)).toEqual([
      { id: 'n0', site: 'br-prod', signal: 'a', tolerance: '5' },
      before[0],
    ]);
  });
});
