import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionsOf, foldUpdate, type UpdateEvent } from '../../../shared/domain/updates/fold';
import {
  FAILURES,
  OFF_REASONS,
  REFUSALS,
  UPDATE_ACTIONS,
  type NewVersion,
  type UpdateState,
} from '../../../shared/domain/updates/types';
import { actionLabel, firstAction, isWorthALine, stateDetail, stateLine } from '../../../shared/domain/updates/words';
import { holds } from '../../builders/property';

const found: NewVersion = { version: '0.2.0', releasedAt: 1, size: 98_000_000, install: 'here' };
const newer: NewVersion = { ...found, version: '0.3.0' };
const told: NewVersion = { ...found, size: null, install: 'elsewhere' };
const idle: UpdateState = { kind: 'idle', checkedAt: null, asked: false };
const offline = { code: 'unreachable', detail: null } as const;
const forged = { code: 'bad-signature', detail: null } as const;

const run = (start: UpdateState, ...events: readonly UpdateEvent[]): UpdateState => events.reduce(foldUpdate, start);

describe('the way of an update', () => {
  it('goes from a look to a restart, and each of the two steps that change something is asked for', () => {
    const seen: string[] = [];
    let state: UpdateState = idle;
    for (const event of [
      { kind: 'check', asked: false },
      { kind: 'found', found },
      { kind: 'download' },
      { kind: 'progress', share: 0.5 },
      { kind: 'downloaded' },
      { kind: 'restart' },
    ] as const) {
      state = foldUpdate(state, event);
      seen.push(state.kind);
    }
    expect(seen).toEqual(['checking', 'available', 'downloading', 'downloading', 'ready', 'restarting']);
  });

  it('a look by itself that fails is quiet; one that was asked for is not', () => {
    const quiet = run(idle, { kind: 'check', asked: false }, { kind: 'problem', problem: offline });
    expect(quiet).toMatchObject({ kind: 'failed', step: 'check', asked: false });
    expect(isWorthALine(quiet)).toBe(false);
    expect(isWorthALine(run(idle, { kind: 'check', asked: true }, { kind: 'problem', problem: offline }))).toBe(true);
    expect(isWorthALine(run(idle, { kind: 'check', asked: true }, { kind: 'nothing-newer', at: 1 }))).toBe(true);
    expect(isWorthALine(run(idle, { kind: 'check', asked: false }, { kind: 'nothing-newer', at: 1 }))).toBe(false);
  });

  it('a refusal is always said, also of a look by itself', () => {
    expect(isWorthALine(run(idle, { kind: 'check', asked: false }, { kind: 'problem', problem: forged }))).toBe(true);
  });

  it('what is on offer stays on screen while Meridian looks by itself, follows the feed, and goes when it is refused', () => {
    const offer: UpdateState = { kind: 'available', found };
    expect(run(offer, { kind: 'check', asked: false })).toBe(offer);
    expect(run(offer, { kind: 'check', asked: false }, { kind: 'problem', problem: offline })).toBe(offer);
    expect(run(offer, { kind: 'found', found: newer })).toEqual({ kind: 'available', found: newer });
    expect(run(offer, { kind: 'nothing-newer', at: 5 })).toMatchObject({ kind: 'idle', checkedAt: 5 });
    expect(run(offer, { kind: 'problem', problem: forged })).toMatchObject({ kind: 'refused', found: null });
  });

  it('a package that the system owns is told of, and offers neither download nor restart', () => {
    const offer: UpdateState = { kind: 'available', found: told };
    expect(actionsOf(offer)).toEqual(['check']);
    expect(run(offer, { kind: 'download' })).toBe(offer);
    expect(run(offer, { kind: 'restart' })).toBe(offer);
    expect(stateDetail(offer)).toMatch(/package manager/);
  });

  it('a failed download can be tried again, a refused one only after a new look', () => {
    const downloading = run({ kind: 'available', found }, { kind: 'download' });
    expect(actionsOf(run(downloading, { kind: 'problem', problem: offline }))).toEqual(['download', 'check']);
    const refused = run(downloading, { kind: 'problem', problem: { code: 'altered-file', detail: null } });
    expect(actionsOf(refused)).toEqual(['check']);
    expect(run(refused, { kind: 'download' })).toBe(refused);
  });

  it('a failed installation costs nothing and can be tried again', () => {
    const failed = run(
      { kind: 'ready', found },
      { kind: 'restart' },
      { kind: 'problem', problem: { code: 'not-writable', detail: 'EACCES' } },
    );
    expect(failed).toMatchObject({ kind: 'failed', step: 'restart', found });
    expect(run(failed, { kind: 'restart' })).toEqual({ kind: 'restarting', found });
  });
});

const version = fc.constantFrom(found, newer, told);
const problem = fc.record({
  code: fc.constantFrom(...REFUSALS, ...FAILURES),
  detail: fc.option(fc.string({ maxLength: 20 })),
});
const event: fc.Arbitrary<UpdateEvent> = fc.oneof(
  fc.record({ kind: fc.constant('check' as const), asked: fc.boolean() }),
  fc.record({ kind: fc.constant('nothing-newer' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('found' as const), found: version }),
  fc.constant({ kind: 'download' } as const),
  fc.record({ kind: fc.constant('progress' as const), share: fc.oneof(fc.double(), fc.constant(Number.NaN)) }),
  fc.constant({ kind: 'downloaded' } as const),
  fc.constant({ kind: 'restart' } as const),
  fc.record({ kind: fc.constant('problem' as const), problem }),
);
const start: fc.Arbitrary<UpdateState> = fc.oneof(
  fc.constant(idle),
  fc.constantFrom(...OFF_REASONS).map((reason): UpdateState => ({ kind: 'off', reason })),
);

describe('whatever happens', () => {
  it('nothing is ready that was not downloaded, and nothing restarts that was not ready or asked for again', () => {
    holds(
      fc.property(start, fc.array(event, { maxLength: 40 }), (first, events) => {
        let state = first;
        for (const one of events) {
          const next = foldUpdate(state, one);
          if (next.kind === 'ready' && state.kind !== 'ready') {
            expect(one.kind).toBe('downloaded');
            expect(state.kind).toBe('downloading');
          }
          if (next.kind === 'downloading' && state.kind !== 'downloading') {
            expect(one.kind).toBe('download');
            expect(next.found.install).toBe('here');
          }
          if (next.kind === 'restarting' && state.kind !== 'restarting') {
            expect(one.kind).toBe('restart');
            expect(state.kind === 'ready' || (state.kind === 'failed' && state.step === 'restart')).toBe(true);
          }
          if (next.kind === 'downloading') {
            expect(next.share).toBeGreaterThanOrEqual(0);
            expect(next.share).toBeLessThanOrEqual(1);
          }
          if (first.kind === 'off') expect(next).toBe(first);
          state = next;
        }
      }),
      2_000,
    );
  });

  it('a state always has words, and an action it offers is one its fold takes', () => {
    holds(
      fc.property(start, fc.array(event, { maxLength: 20 }), (first, events) => {
        const state = run(first, ...events);
        const texts = [stateLine(state), stateDetail(state) ?? '', firstAction(state)?.label ?? ''];
        for (const text of texts) expect(text).not.toMatch(/undefined|null|NaN/);
        expect(stateLine(state)).not.toBe('');
        for (const action of UPDATE_ACTIONS) {
          const after = foldUpdate(state, action === 'check' ? { kind: 'check', asked: true } : { kind: action });
          expect(after !== state).toBe(actionsOf(state).includes(action));
          expect(actionLabel(action, state)).not.toBe('');
        }
        if (state.kind === 'failed' || state.kind === 'refused') expect(stateDetail(state)?.length).toBeGreaterThan(10);
      }),
      2_000,
    );
  });
});
