import { describe, expect, it } from 'vitest';
import { actionsOf, actionWord, overrideOf } from '../../../../renderer/features/changes/panel/actions-model';
import { fieldConflicts, stateChoices } from '../../../../renderer/features/changes/panel/conflict-model';
import {
  judgedSentence,
  judgedShort,
  judgedView,
  spanText,
} from '../../../../renderer/features/changes/panel/judged-model';
import { logLines } from '../../../../renderer/features/changes/panel/log-model';
import { chartOf } from '../../../../renderer/features/changes/panel/mini-chart-model';
import {
  approvalLines,
  riskText,
  stateView,
  stepLines,
  windowText,
} from '../../../../renderer/features/changes/panel/plan-model';
import { abortLines, watchedLines } from '../../../../renderer/features/changes/panel/signal-model';
import { holding, verdictOf } from '../../../../renderer/features/changes/panel/verdict-model';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { fillAges } from '../../../../renderer/ui/hint-text';
import { namesOf } from '../../../../renderer/ui/names';
import { CHANGE_STATES, type ChangeView } from '../../../../shared/domain/change/types';
import { MINUTE, SECOND } from '../../../../shared/lib/time';
import { aChangeView, aGuardAnswer, aJudgedSignal, judgedFour } from '../../builders/change';
import { aSignal, aSite, NOW } from '../../builders/snapshot';

const ZONE = 'America/Sao_Paulo';
const clocks = clocksFor('site', 'Europe/Kyiv', NOW);
const names = namesOf(
  [{ id: 'br-prod', name: 'Brazil', country: 'BR', tier: 'production', timeZone: ZONE }],
  [
    { id: 'rafael', name: 'Rafael Monteiro' },
    { id: 'dana', name: 'Dana Whitfield' },
    { id: 'olena', name: 'Олена Шевченко' },
  ],
);
const notBegun = { startedAt: null, bakingAt: null, endedAt: null };
const asked = (over: Partial<ChangeView> = {}, more: Partial<Parameters<typeof actionsOf>[0]> = {}) =>
  actionsOf({
    change: aChangeView(over),
    guard: aGuardAnswer({ verdict: 'go', findings: [] }),
    me: 'rafael',
    fires: false,
    bakedAt: null,
    now: NOW,
    ...more,
  });

describe('the verdict', () => {
  it('product.md 4 the worst stands first, then what could not be assessed, which is neither pass nor objection', () => {
    const view = verdictOf(aGuardAnswer(), NOW);
    expect(view.against.map(({ glyph }) => glyph)).toEqual(['critical', 'critical', 'warning', 'warning', 'unknown']);
    expect(view.passed.every(({ glyph }) => glyph === 'ok')).toBe(true);
    expect(view.spoken).toBe('Guard says hold: AWS issue open in this region');
  });
  it('product.md 9 every line says source and age, and the age grows', () => {
    const [first] = verdictOf(aGuardAnswer(), NOW).against;
    expect(first?.age).toBe('40 s');
    expect(verdictOf(aGuardAnswer(), NOW + 30 * SECOND).against[0]?.age).toBe('1 min');
    expect(fillAges(first?.hint ?? '', NOW)).toContain('From AWS Health of retail-br, 40 s ago');
  });
  it('what is overridden is marked and holds no more', () => {
    const answer = aGuardAnswer();
    const overridden = { ...answer, findings: answer.findings.map((one) => ({ ...one, overridden: true })) };
    expect(verdictOf(overridden, NOW).against.map(({ glyph }) => glyph)).not.toContain('critical');
    expect(holding(overridden)).toEqual([]);
    expect(holding(null)).toEqual([]);
  });
});

describe('what can be done now', () => {
  it('product.md 4 a rollback is offered first on hold or when a signal fires, and never held', () => {
    const held = asked({}, { guard: aGuardAnswer() });
    expect([held.primary, held.beside]).toEqual(['copy-rollback', ['rolled-back']]);
    expect(held.more).toContain('override');
    expect(asked({}, { fires: true }).primary).toBe('copy-rollback');
    const calm = asked();
    expect([calm.primary, calm.beside]).toEqual(['bake', ['copy-rollback', 'rolled-back']]);
  });
  it('who is not asked is not offered to approve; who approved may take it back', () => {
    const proposed = { state: 'proposed', approvals: [], times: notBegun } as const;
    expect(asked(proposed).primary).toBeNull();
    expect(asked(proposed, { me: 'dana' }).primary).toBe('approve');
    expect(asked({ ...proposed, approvers: [] }, { me: 'thiago' }).primary).toBeNull();
    expect(asked({ ...proposed, approvers: [] }).primary).toBe('approve');
    expect(asked({ state: 'proposed', times: notBegun }, { me: 'dana' }).more).toContain('withdraw');
  });
  it('done comes after the bake; before, it stands behind', () => {
    const baking = { state: 'baking', times: { startedAt: NOW - 1, bakingAt: NOW, endedAt: null } } as const;
    expect(asked(baking, { bakedAt: NOW + MINUTE }).primary).toBeNull();
    expect(asked(baking, { bakedAt: NOW + MINUTE }).more).toContain('done');
    expect(asked(baking, { bakedAt: NOW }).primary).toBe('done');
  });
  it('every state offers something and every action has a word of its own', () => {
    for (const state of CHANGE_STATES) {
      const { primary, beside, more } = asked({ state });
      const all = [...(primary === null ? [] : [primary]), ...beside, ...more];
      const words = all.map((action) => actionWord(action, aChangeView({ state })));
      expect(new Set(words).size, state).toBe(all.length);
      expect(all).toContain('copy-number');
    }
  });
  it('what was read in from outside is only copied and duplicated', () => {
    const origin = { kind: 'calendar', uid: '1', name: 'team.ics' } as const;
    expect(asked({ origin })).toEqual({ primary: null, beside: [], more: ['duplicate', 'copy-number'] });
  });
});

describe('an override', () => {
  const by = (person: string, findings: readonly string[], reason = 'why') => ({
    person,
    at: NOW,
    act: person,
    reason,
    findings,
    breakGlass: false,
  });
  it('product.md 4 counts who gave a reason for all that holds now', () => {
    const both = ['aws-issue:ec2', 'incident:1'];
    const change = aChangeView({ overrides: [by('dana', both), by('olena', ['incident:1']), by('rafael', both, ' ')] });
    const view = overrideOf(change, aGuardAnswer(), 'rafael');
    expect(view.findings.map(({ key }) => key)).toEqual(both);
    expect([view.by, view.mine]).toEqual([['dana'], false]);
    expect(overrideOf(change, aGuardAnswer(), 'dana').mine).toBe(true);
    expect(overrideOf(change, null, 'dana').by).toEqual([]);
  });
});

describe('the plan', () => {
  it('marks the first open step while it runs, and nothing before', () => {
    const lines = stepLines(aChangeView(), names, clocks, ZONE);
    expect(lines.map(({ outcome, isCurrent }) => `${outcome} ${isCurrent}`)).toEqual([
      'done false',
      'done false',
      'done false',
      'open true',
    ]);
    expect(
      stepLines(aChangeView({ state: 'scheduled', ticks: [] }), names, clocks, ZONE).some((l) => l.isCurrent),
    ).toBe(false);
  });
  it('names who ticked where that is not who carries it out; the last tick counts', () => {
    const tick = { step: 's1', person: 'olena', at: NOW };
    const [line] = stepLines(
      aChangeView({
        ticks: [
          { ...tick, outcome: 'done' },
          { ...tick, outcome: 'skipped' },
        ],
      }),
      names,
      clocks,
      ZONE,
    );
    expect([line?.outcome, line?.person]).toEqual(['skipped', 'Олена Шевченко']);
    expect(line?.hint).toContain('22:42 BRT, 01:42 UTC');
  });
  it('says plainly that an edit made an approval void, and who is asked and who said no', () => {
    const view = aChangeView({
      approvals: [],
      voided: [{ person: 'dana', at: NOW - MINUTE, act: 'a' }],
      approvers: ['dana', 'olena'],
      log: [
        { id: 'l', at: NOW, person: 'olena', clockOff: null, type: 'disapproved', reason: 'no', counts: true },
        { id: 'k', at: NOW - 1, person: 'olena', clockOff: null, type: 'approved', reason: '', counts: false },
      ],
    });
    expect(approvalLines(view, names, clocks, ZONE).map(({ tone }) => tone)).toEqual([
      'void',
      'disapproved',
      'waiting',
    ]);
    expect(approvalLines(view, names, clocks, ZONE)[0]?.text).toBe(
      'Dana Whitfield approved 22:41 BRT, 01:41 UTC; an edit since then made it void',
    );
  });
  it('the risk is its three grades and a word; not rated counts as high', () => {
    expect(riskText({ impact: 3, reversibility: 2, novelty: 2 })).toBe(
      'High, impact 3 × reversibility 2 × novelty 2 = 12',
    );
    expect(riskText(null)).toMatch(/^High/);
  });
  it('the window has both clocks; a state says since when', () => {
    expect(windowText({ start: NOW, end: NOW + 60 * MINUTE }, clocks, ZONE)).toBe(
      '22:42 BRT to 23:42 BRT, 01:42 to 02:42 UTC',
    );
    expect(windowText(null, clocks, ZONE)).toBe('No window yet');
    expect(stateView(aChangeView(), clocks, ZONE, NOW).since).toBe('16 min, since 22:26 BRT, 01:26 UTC');
  });
  it('a change that was rolled back shows how far it came, then that', () => {
    const { path } = stateView(
      aChangeView({ state: 'rolled-back', times: { startedAt: NOW - 2, bakingAt: null, endedAt: NOW - 1 } }),
      clocks,
      ZONE,
      NOW,
    );
    expect(path.map(({ state }) => state)).toEqual([
      'draft',
      'proposed',
      'approved',
      'scheduled',
      'running',
      'rolled-back',
    ]);
    expect(path.at(-1)?.stand).toBe('now');
  });
});

describe('signals of the plan', () => {
  const site = aSite({
    signals: [
      aSignal({
        id: 'p95',
        name: 'p95',
        unit: 's',
        value: 1.4,
        warning: 0.8,
        critical: 1.2,
        state: 'critical',
        worse: 'higher',
      }),
      aSignal({
        id: 'orders',
        state: 'unknown',
        value: null,
        at: null,
        condition: 'denied',
        conditionReason: 'no permission',
      }),
    ],
  });
  const abort = (signal: string) => ({ id: signal, site: 'br-prod', signal, at: 'critical' as const });
  it('product.md 2 what is not seen is unknown and does not fire; what is gone says so', () => {
    const lines = abortLines([abort('p95'), abort('orders'), abort('gone')], [site], () => 'Brazil', NOW);
    expect(lines.map(({ status, fires }) => `${status} ${fires}`)).toEqual([
      'critical true',
      'unknown false',
      'unknown false',
    ]);
    expect(lines[0]?.plan).toBe('stop at 1.2 s');
    expect(fillAges(lines[1]?.hint ?? '', NOW)).toContain('Denied: no permission');
    expect(lines[2]?.hint).toContain('not in the workspace file any more');
  });
  it('a watched signal says how far it may move and never fires', () => {
    const [line] = watchedLines([{ id: 'w', site: 'br-prod', signal: 'p95', tolerance: 0.1 }], [site], () => '', NOW);
    expect([line?.plan, line?.fires, line?.status]).toEqual(['may move by 10 %', false, 'critical']);
  });
});

describe('before and after', () => {
  it('DESIGN-2 rule 1 value, effect, interval and n stand on screen, in this order', () => {
    const view = judgedView(aJudgedSignal(), '', NOW - 16 * MINUTE);
    expect(view.spoken).toBe('Checkout p95: Worse, 0.62 to 2.4 s, +284 %, 95 % +240 to +330 %, n 16, early rule');
    expect(view.hint).toContain('the same hour of the week before');
  });
  it('a percentage moves by points', () => {
    expect(judgedView(judgedFour()[1] ?? aJudgedSignal(), '', NOW).effect).toBe('+2.9 pt');
  });
  it('product.md 4 not enough data is never a pass', () => {
    const four = judgedFour();
    expect(judgedView(four[3] ?? aJudgedSignal(), '', NOW)).toMatchObject({ glyph: 'unknown', n: 'n 16 of 30' });
    expect(judgedSentence(four)).toEqual({
      strong: '3 of 4 signals got worse by the early rule.',
      rest: '1 needs more data, which is no pass.',
    });
    expect(judgedShort(four)).toBe('3 worse by the early rule, 1 needs data');
    expect(judgedSentence([four[3] ?? aJudgedSignal()])).toEqual({
      strong: 'Not enough data yet for the signal.',
      rest: 'This is no pass.',
    });
  });
  it('same and better are said as they are', () => {
    const as = (verdict: 'same' | 'better') =>
      aJudgedSignal({ judgement: { ...aJudgedSignal().judgement, verdict, after: { n: 40, effective: 20 } } });
    expect(judgedSentence([as('same'), as('better')])).toEqual({
      strong: 'None of 2 signals got worse.',
      rest: '1 better, 1 the same.',
    });
  });
  it('the age of the oldest data is said', () => {
    expect(spanText(judgedFour(), NOW - 16 * MINUTE, NOW)).toBe('60 min before, 16 min after, data 1 min old');
    expect(spanText([aJudgedSignal({ dataAt: null })], NOW, NOW)).toContain('no data');
  });
  it('a gap in the data is a gap in the line, the change begins at the flag, the band is what was before', () => {
    const start = NOW - 10 * MINUTE;
    const points = Array.from({ length: 20 }, (_, i) => [NOW - (20 - i) * MINUTE, 1 + (i % 2)] as const);
    const whole = chartOf({ points, periodSeconds: 60, warning: 4, critical: 5 }, start);
    expect(whole.before.match(/M/g)).toHaveLength(1);
    expect(whole.flag).toBeCloseTo((10 / 19) * 100, 5);
    expect(whole.limit).toBeLessThan(whole.band?.top ?? 0);
    const holed = chartOf(
      { points: points.filter((_, i) => i !== 4), periodSeconds: 60, warning: null, critical: null },
      start,
    );
    expect(holed.before.match(/M/g)).toHaveLength(2);
    expect(holed.limit).toBeNull();
    expect(chartOf({ points: [], periodSeconds: 60, warning: 1, critical: 2 }, start).before).toBe('');
    expect(chartOf({ points: points.slice(0, 4), periodSeconds: 60, warning: 1, critical: 2 }, null).band).toBeNull();
  });
});

describe('the log', () => {
  it('names persons and the guard, says local times and the day where it is another', () => {
    const view = aChangeView({
      log: [
        ...aChangeView().log,
        { id: 'old', at: NOW - 30 * 60 * MINUTE, person: 'x-y', clockOff: 5_000, type: 'unknown', act: 'dance' },
      ],
    });
    const lines = logLines(view, names, clocks, ZONE, (at) =>
      new Date(at - 3 * 60 * MINUTE).toISOString().slice(0, 10),
    );
    expect(lines.map(({ who }) => who).slice(0, 2)).toEqual(['Rafael Monteiro', 'Guard']);
    expect(lines[2]?.text).toBe('Done: Step to 50 %');
    expect(lines.at(-1)).toMatchObject({ day: '2026-11-16', who: 'x-y' });
    expect(lines.at(-1)?.hint).toContain('5 s ahead');
    expect(lines.slice(0, -1).every(({ day }) => day === null)).toBe(true);
  });
});

describe('conflicts', () => {
  it('R5 each answer can be made the one that counts, of a field and of a part of a step', () => {
    const view = aChangeView({
      conflicts: [
        { field: 'title', values: ['a', 'б'] },
        { field: 'owner', values: ['dana', null] },
        { field: 'steps/s1/text', values: ['x', 'y'] },
        { field: 'rollbackCommand', values: ['one', 'two'] },
        { field: 'rollbackSteps/r/text', values: ['q'] },
        { field: 'steps/s1/minutes', values: [10, 12] },
        { field: 'something/new', values: [1] },
      ],
    });
    const [title, owner, step, command, , minutes, other] = fieldConflicts(view, names, clocks, ZONE);
    expect(title?.choices.map(({ text, edit }) => [text, edit])).toEqual([
      ['a', { title: 'a' }],
      ['б', { title: 'б' }],
    ]);
    expect(owner?.choices.map(({ text }) => text)).toEqual(['Dana Whitfield', 'nothing']);
    expect(step?.choices[0]?.edit?.steps?.map(({ text }) => text)).toEqual([
      'x',
      ...aChangeView()
        .steps.slice(1)
        .map(({ text }) => text),
    ]);
    expect(command?.choices[1]?.edit?.rollback).toMatchObject({ command: 'two', minutes: 4 });
    // The answer that counts already is no edit of a step.
    expect(minutes?.choices.map(({ edit }) => edit?.steps?.[0]?.minutes)).toEqual([undefined, 12]);
    expect(other?.choices[0]?.edit).toBeNull();
  });
  it('a state that was changed apart may be any of what was said', () => {
    const line = { person: 'dana', clockOff: null, type: 'state', reason: '' } as const;
    const view = aChangeView({
      state: 'rolled-back',
      inConflict: true,
      log: [
        { ...line, id: '1', at: NOW, state: 'rolled-back' },
        { ...line, id: '2', at: NOW, state: 'done' },
      ],
    });
    expect(stateChoices(view)).toEqual(['done', 'rolled-back']);
  });
});
