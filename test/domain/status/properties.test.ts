import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankAttention } from '../../../shared/domain/attention/rank';
import { evaluateSignal } from '../../../shared/domain/signals/evaluate';
import { eventViews, siteView, sourceView } from '../../../shared/domain/snapshot/build';
import { exitCodeOf, statusJson } from '../../../shared/domain/snapshot/status-json';
import { sourceId } from '../../../shared/domain/sources/types';
import type { Gathered } from '../../../shared/domain/status/gathered';
import { requiredSources } from '../../../shared/domain/status/required';
import { declaredBySite } from '../../../shared/domain/status/declared';
import { evaluateSite, type SiteEvaluation } from '../../../shared/domain/status/site';
import { STATUSES, badness } from '../../../shared/domain/status/types';
import type { Site, Workspace } from '../../../shared/domain/workspace/types';
import { anAlarm } from '../../builders/alarms';
import { declarations, situations } from '../../builders/arbitraries';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aSnapshot } from '../../builders/snapshots';

type Situation = { readonly workspace: Workspace; readonly gathered: Gathered };

const judge = ({ workspace, gathered }: Situation): readonly SiteEvaluation[] =>
  workspace.sites.map((site) => evaluateSite(site, workspace, gathered, NOW));

/** S2 in its own words: answered, and not longer ago than 3 promised intervals. */
const isSeen = (gathered: Gathered, id: string): boolean => {
  const source = gathered.sources.get(id);
  return source?.lastGoodAt != null && Math.abs(NOW - source.lastGoodAt) <= 3_000 * source.intervalSeconds;
};
const isBlind = (site: Site, gathered: Gathered): boolean =>
  requiredSources(site).some((key) => !isSeen(gathered, sourceId(key)));

describe('whatever was gathered', () => {
  test('S2: never green when blind', () => {
    holds(
      fc.property(situations, (situation) => {
        for (const { site, status } of judge(situation)) {
          if (isBlind(site, situation.gathered)) expect(['critical', 'warning', 'unknown']).toContain(status);
        }
      }),
      500,
    );
  });

  test('S1: the blind mark is set exactly when a required source is blind', () => {
    holds(
      fc.property(situations, (situation) => {
        for (const { site, blind } of judge(situation)) expect(blind).toBe(isBlind(site, situation.gathered));
      }),
    );
  });

  test('S8: what a change declares hides nothing critical and nothing unknown, and makes nothing worse than maintenance', () => {
    holds(
      fc.property(situations, declarations, ({ workspace, gathered }, all) => {
        const declared = declaredBySite(all);
        for (const site of workspace.sites) {
          const without = evaluateSite(site, workspace, gathered, NOW);
          const with_ = evaluateSite(site, workspace, { ...gathered, declared }, NOW);
          const active = (declared.get(site.id) ?? []).some(({ from, to }) => from <= NOW && NOW < to);
          if (!active) expect(with_).toEqual(without);
          else if (without.status === 'critical') expect(with_.status).toBe('critical');
          else if (without.status === 'unknown') expect(with_.status).toBe('unknown');
          else if (without.status === 'ok') expect(with_.status).toBe('maintenance');
          const hidden = without.reasons.filter(({ severity }) => severity === 'critical' || severity === 'unknown');
          for (const reason of hidden) expect(with_.reasons).toContainEqual(reason);
          // Nothing that was said is left out, but that all is well.
          const said = without.reasons.filter(({ kind }) => kind !== 'all-well');
          const texts = with_.reasons.map(({ text }) => text);
          for (const { text } of said) expect(texts.some((one) => one.startsWith(text))).toBe(true);
        }
      }),
      500,
    );
  });

  test('S10: every status has a reason of its own, and a beginning that was', () => {
    holds(
      fc.property(situations, (situation) => {
        for (const { status, since, reasons } of judge(situation)) {
          expect(STATUSES).toContain(status);
          const deciding = reasons.filter((reason) => reason.severity === status);
          expect(deciding.length).toBeGreaterThan(0);
          expect(since).toBe(Math.min(...deciding.map((reason) => reason.since)));
          for (const reason of reasons) {
            expect(reason.text.trim()).not.toBe('');
            expect(reason.text).not.toMatch(/NaN|undefined|null|Invalid/);
            expect(Number.isFinite(reason.since)).toBe(true);
            expect(reason.since).toBeLessThanOrEqual(NOW);
            expect(badness(status)).toBeLessThanOrEqual(
              reason.severity === 'info' ? Infinity : badness(reason.severity),
            );
          }
        }
      }),
      500,
    );
  });

  test('S1: nothing is ok without something that was looked at', () => {
    holds(
      fc.property(situations, (situation) => {
        for (const { site, status, alarms } of judge(situation)) {
          if (site.signals.length === 0 && alarms.length === 0) expect(status).not.toBe('ok');
        }
      }),
    );
  });

  test('S5: no signal is ok of which nothing was ever answered', () => {
    holds(
      fc.property(situations, (situation) => {
        for (const { site, status, signals } of judge(situation)) {
          for (const { evaluation } of signals) {
            const data = situation.gathered.signals.get(`${site.id}/${evaluation.signal.id}`);
            if (data !== undefined) continue;
            expect(evaluation.state).toBe('unknown');
            expect(status).not.toBe('ok');
          }
        }
      }),
    );
  });

  test('S6: one more alarm in ALARM never makes a site better', () => {
    holds(
      fc.property(situations, fc.constantFrom('z', 'z-page'), (situation, name) => {
        const more = new Map(situation.gathered.alarms);
        for (const [key, list] of more) more.set(key, [...list, anAlarm({ name, state: 'ALARM' })]);
        const before = judge(situation);
        judge({ ...situation, gathered: { ...situation.gathered, alarms: more } }).forEach((after, index) => {
          // A site that had nothing to look at has something now; a pattern that matched nothing may match.
          const had = before[index];
          if (
            had === undefined ||
            had.reasons.some(({ kind }) => kind === 'nothing-watched' || kind === 'misconfigured')
          )
            return;
          expect(badness(after.status)).toBeLessThanOrEqual(badness(had.status));
        });
      }),
    );
  });

  test('it is pure: asked twice it says the same, and changes nothing of what it reads', () => {
    holds(
      fc.property(situations, (situation) => {
        const copy = structuredClone(situation.gathered);
        expect(judge(situation)).toEqual(judge(situation));
        expect(situation.gathered).toEqual(copy);
      }),
      100,
    );
  });

  test('a remembering twin of the signal rule is asked with all that decides', () => {
    holds(
      fc.property(situations, ({ workspace, gathered }) => {
        for (const site of workspace.sites) {
          const asked: unknown[] = [];
          const twin: typeof evaluateSignal = (...args) => {
            asked.push(args[0]);
            return evaluateSignal(...args);
          };
          expect(evaluateSite(site, workspace, gathered, NOW, twin)).toEqual(
            evaluateSite(site, workspace, gathered, NOW),
          );
          expect(asked).toEqual(site.signals);
        }
      }),
      50,
    );
  });

  test('attention and status JSON can be made of it, with an exit code that is not better than the worst site', () => {
    holds(
      fc.property(situations, (situation) => {
        const { workspace, gathered } = situation;
        const evaluations = judge(situation);
        const snapshot = aSnapshot({
          sites: evaluations.map((one) => siteView(one, workspace)),
          sources: [...gathered.sources.values()].map((source) => sourceView(source, NOW)),
          events: eventViews(workspace, gathered, NOW),
          attention: rankAttention(evaluations, gathered.acknowledged),
        });
        const json = JSON.parse(JSON.stringify(statusJson(snapshot, NOW))) as {
          sites: { status: string; since: string }[];
        };
        for (const site of json.sites) expect(new Date(site.since).getTime()).toBeLessThanOrEqual(NOW);
        const code = exitCodeOf(evaluations.map(({ status }) => status));
        expect(code === 0).toBe(evaluations.every(({ status }) => status === 'ok' || status === 'maintenance'));
        expect(snapshot.attention).toHaveLength(evaluations.filter(({ status }) => status !== 'ok').length);
      }),
      500,
    );
  });
});
