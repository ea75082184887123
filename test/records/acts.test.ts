import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { meaning, parseAct, type Act } from '../../shared/records/acts';
import { foldActs, inOrder } from '../../shared/records/fold';
import { actId } from '../../main/records/act-id';
import { holds } from '../builders/property';
import { NOW, sha256 } from './rig';

function act(name: string, payload: Act['payload'], parents: readonly Act[] = [], of: Partial<Act> = {}): Act {
  const body: Act = {
    id: '',
    record: 'r',
    person: 'ana',
    replica: 'r-ana',
    parents: parents.map(({ id }) => id),
    act: name,
    payload,
    contentHash: 'sha256:00',
    at: NOW,
    offset: null,
    ...of,
  };
  return { ...body, id: actId(body, sha256) };
}
const bo = { person: 'bo', replica: 'r-bo' };

describe('acts and their fold', () => {
  it('R22 the later act counts, whatever the clocks say', () => {
    const first = act('severity', { severity: 'SEV1' }, [], { at: NOW + 3_600_000 });
    const later = act('severity', { severity: 'SEV3' }, [first], { ...bo, at: NOW });
    expect(foldActs([later, first]).severity).toMatchObject({ value: 'SEV3', inConflict: false });
  });

  it('R23 severities that were set apart and differ are a conflict; the worse one counts until somebody settles it', () => {
    const start = act('severity', { severity: 'SEV3' });
    const ana = act('severity', { severity: 'SEV2' }, [start]);
    const other = act('severity', { severity: 'SEV1' }, [start], bo);
    const { severity, heads } = foldActs([start, ana, other]);
    expect(severity).toMatchObject({ value: 'SEV1', inConflict: true });
    expect(severity?.said.map(({ value, act: { person } }) => [value, person])).toEqual([
      ['SEV1', 'bo'],
      ['SEV2', 'ana'],
    ]);
    const settled = act('severity', { severity: 'SEV2' }, [ana, other]);
    expect(heads).toEqual(expect.arrayContaining([ana.id, other.id]));
    expect(foldActs([settled, other, ana, start]).severity).toMatchObject({ value: 'SEV2', inConflict: false });
  });

  it('R23 the same said twice apart is no conflict, and an act about something else settles nothing', () => {
    const ana = act('state', { state: 'resolved' });
    const same = act('state', { state: 'resolved' }, [], bo);
    expect(foldActs([ana, same]).state).toMatchObject({ value: 'resolved', inConflict: false });
    const other = act('state', { state: 'open' }, [], bo);
    const about = act('severity', { severity: 'SEV1' }, [ana, other]);
    expect(foldActs([ana, other, about]).state).toMatchObject({ value: 'open', inConflict: true });
  });

  it('R23 a role is given, taken and transferred; two given apart are a conflict', () => {
    const given = act('role', { role: 'commander', person: 'bo' });
    expect(foldActs([given]).roles.commander?.value).toEqual({ person: 'bo', acknowledged: false });
    const byAnother = act('acknowledge', { of: given.id }, [given], { person: 'cy', replica: 'r-cy' });
    expect(foldActs([given, byAnother]).roles.commander?.value.acknowledged).toBe(false);
    const taken = act('acknowledge', { of: given.id }, [given], bo);
    expect(foldActs([given, taken]).roles.commander?.value).toEqual({ person: 'bo', acknowledged: true });
    const transferred = act('role', { role: 'commander', person: 'cy' }, [taken], bo);
    expect(foldActs([given, taken, transferred]).roles.commander?.value).toEqual({ person: 'cy', acknowledged: false });
    const apart = act('role', { role: 'commander', person: 'di' }, [taken]);
    expect(foldActs([given, taken, transferred, apart]).roles.commander?.inConflict).toBe(true);
  });

  it('R24 the order of arrival does not matter, nor does a copy', () => {
    const names = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
    const history = fc.array(fc.tuple(fc.nat(3), fc.nat(1e6), fc.array(fc.nat(20), { maxLength: 3 })), {
      maxLength: 12,
    });
    holds(
      fc.property(history, fc.array(fc.nat(1e6), { minLength: 24, maxLength: 24 }), (steps, order) => {
        const acts: Act[] = [];
        for (const [severity, at, parents] of steps) {
          const seen = parents.flatMap((index) => acts[index] ?? []);
          acts.push(act('severity', { severity: names[severity] ?? 'SEV1' }, seen, { at, person: `p${acts.length}` }));
        }
        const mixed = [...acts, ...acts].map((one, i) => [order[i] ?? 0, one] as const).sort((a, b) => a[0] - b[0]);
        const fold = foldActs(acts);
        const again = foldActs(mixed.map(([, one]) => one));
        expect(again).toEqual(fold);
        expect(fold.acts).toHaveLength(new Set(acts.map(({ id }) => id)).size);
      }),
    );
  });

  it('R25 a parent that is not here is waited for, and what is here counts', () => {
    const first = act('severity', { severity: 'SEV1' });
    const second = act('severity', { severity: 'SEV4' }, [first]);
    expect(foldActs([second])).toMatchObject({ waitingFor: [first.id], severity: { value: 'SEV4' } });
    expect(foldActs([second, first]).waitingFor).toEqual([]);
  });

  it('R26 an act of a newer version is kept and listed, and part of no state', () => {
    const strange = act('teleport', { to: 'mars' });
    const odd = act('severity', { severity: 'SEV9' });
    const fold = foldActs([strange, odd, act('severity', { severity: 'SEV2' })]);
    expect(fold.unknown.map(({ act: name }) => name).sort()).toEqual(['severity', 'teleport']);
    expect(fold.severity?.value).toBe('SEV2');
    expect(meaning(strange)).toEqual({ act: 'unknown', name: 'teleport' });
    expect(parseAct(JSON.parse(JSON.stringify(strange)))).toEqual(strange);
    // A payload may hold more than this version knows.
    expect(meaning({ act: 'state', payload: { state: 'open', mood: 'calm' } })).toMatchObject({
      act: 'state',
      mood: 'calm',
    });
  });

  it('R21 what is said cannot be changed without changing the id', () => {
    const one = act('severity', { severity: 'SEV1' });
    for (const change of [
      { person: 'eve' },
      { at: NOW + 1 },
      { payload: { severity: 'SEV2' } },
      { contentHash: 'x' },
      { parents: ['a'] },
    ])
      expect(actId({ ...one, ...change }, sha256)).not.toBe(one.id);
    expect(actId(JSON.parse(JSON.stringify(one)) as Act, sha256)).toBe(one.id);
  });

  it('folds a circle of parents, which only a liar can make, without end or crash', () => {
    const a = { ...act('severity', { severity: 'SEV1' }), id: 'a', parents: ['b'] };
    const b = { ...act('severity', { severity: 'SEV2' }), id: 'b', parents: ['a'] };
    expect(foldActs([a, b]).acts).toHaveLength(2);
  });

  it('R22 a long history is walked a few times, not once for each of its acts', () => {
    let looked = 0;
    const acts: Act[] = [];
    for (let index = 0; index < 2_000; index++) {
      const one = act('severity', { severity: 'SEV2' }, acts.slice(-1), { at: NOW + index });
      const { parents } = one;
      acts.push(
        Object.defineProperty({ ...one }, 'parents', {
          enumerable: true,
          get: () => {
            looked += 1;
            return parents;
          },
        }),
      );
    }
    looked = 0;
    expect(foldActs(acts).severity?.said).toHaveLength(1);
    expect(inOrder([...acts].reverse())).toEqual(acts);
    expect(looked).toBeLessThan(20 * acts.length);
  });

  it.each([null, 7, 'act', {}, { id: 'x' }, { ...act('a', {}), at: 'now' }, { ...act('a', {}), parents: 'none' }])(
    'reads %j as no act',
    (value) => {
      expect(parseAct(value)).toBeNull();
    },
  );
});
