import { describe, expect, test } from 'vitest';
import type { Change } from '../../../shared/domain/change/types';
import { createGuard } from '../../../shared/domain/guard/guard';
import type { GuardAnswer, GuardFacts, GuardRule } from '../../../shared/domain/guard/types';
import { shortId } from '../../../shared/domain/incident/words';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { aChange, aLink, anApproval } from '../../builders/changes';
import {
  aFreeze,
  aGuardIncident,
  aGuardedSite,
  aTeamView,
  anOutsideRun,
  someFacts,
  windowAt,
} from '../../builders/guard';
import { NOW, at } from '../../builders/instants';
import { aReason, aSignalView, anEventView } from '../../builders/snapshots';

const judge = (change: Partial<Change> = {}, facts: Partial<GuardFacts> = {}): GuardAnswer =>
  createGuard(someFacts(facts))(aChange(change));
/** `hold`, `caution`, both, or nothing that the rule says against it. */
const says = (answer: GuardAnswer, rule: GuardRule): string =>
  [...new Set(answer.findings.filter((one) => one.rule === rule).map(({ severity }) => severity))].join(' and ') || '-';
const textOf = (answer: GuardAnswer, rule: GuardRule): string =>
  answer.findings
    .filter((one) => one.rule === rule)
    .map(({ text }) => text)
    .join(' | ');

/** The same change one tier below: everything it is about is there. */
const LOWER: Partial<Change> = {
  sites: ['br-dev'],
  watched: [{ id: 'w1', site: 'br-dev', signal: 'p95', tolerance: 0.05 }],
};
const site = (tier: 'production' | 'development', over: Parameters<typeof aGuardedSite>[0] = {}) =>
  tier === 'production'
    ? aGuardedSite(over)
    : aGuardedSite({ id: 'br-dev', name: 'Brazil development', tier, account: 'lower', ...over });
const both = (over: Parameters<typeof aGuardedSite>[0]) => [
  site('production', { signals: [aSignalView({ source: 'prod/sa-east-1/GetMetricData' })], ...over }),
  site('development', { signals: [aSignalView({ source: 'lower/sa-east-1/GetMetricData' })], ...over }),
];
const denied = (facts: GuardFacts, api: string): GuardFacts['sources'] =>
  facts.sources.map((source) =>
    source.api === api ? { ...source, condition: 'denied', reason: 'no permission' } : source,
  );

test('a change that nothing speaks against may go, and says what was looked at', () => {
  const answer = judge();
  expect(answer).toMatchObject({ verdict: 'go', findings: [], at: NOW, change: 'c0000001' });
  expect(answer.passed.map(({ rule }) => rule)).toEqual([
    'window',
    'freeze',
    'incident',
    'aws-issue',
    'overlap',
    'neighbours',
    'rollback',
    'data',
    'handover',
    'approval',
    'hours',
  ]);
  expect(answer.gaps.map(({ rule }) => rule)).toEqual(['skills']);
});

type Row = readonly [
  rule: GuardRule,
  what: string,
  production: string,
  lower: string,
  change: Partial<Change>,
  facts?: Partial<GuardFacts>,
];
const INCIDENT = aGuardIncident({ sites: ['br-prod', 'br-dev'] });
const overlapping = (over: Partial<Change> = {}): Change =>
  aChange({ id: 'other', number: '9-AAAA', title: 'Catalog', sites: ['br-prod', 'br-dev'], ...over });
const atHandover = windowAt(at('2026-11-23T20:30:00Z'));

const ROWS: readonly Row[] = [
  ['window', 'no window', 'hold', 'caution', { window: null }],
  ['window', 'a window that is no time', 'hold', 'caution', { window: { start: NOW + HOUR, end: NOW + HOUR } }],
  ['window', 'a window that is over before it began', 'hold', 'caution', { window: windowAt(NOW - 2 * HOUR) }],
  ['window', 'a window of more than a year', 'hold', 'caution', { window: windowAt(NOW, 400 * DAY) }],
  [
    'window',
    'a window that is over, of a change that runs',
    '-',
    '-',
    {
      window: windowAt(NOW - 2 * HOUR),
      state: 'running',
      times: { startedAt: NOW - HOUR, bakingAt: null, endedAt: null },
    },
  ],
  [
    'freeze',
    'inside a freeze',
    'hold',
    'caution',
    {},
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-23', '2026-11-24')] } },
  ],
  [
    'freeze',
    'the last minute of the window in a freeze',
    'hold',
    'caution',
    {},
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-23 11:59', '2026-11-24')] } },
  ],
  [
    'freeze',
    'a freeze from the end of the window on',
    '-',
    '-',
    {},
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-23 12:00', '2026-11-24')] } },
  ],
  [
    'freeze',
    'a freeze up to the window',
    '-',
    '-',
    {},
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-22', '2026-11-23 11:00')] } },
  ],
  [
    'freeze',
    'a freeze of another country',
    '-',
    '-',
    {},
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-23', '2026-11-24', { countries: ['US'] })] } },
  ],
  [
    'freeze',
    'begun before the freeze',
    'caution',
    'caution',
    { state: 'running', times: { startedAt: NOW - HOUR, bakingAt: null, endedAt: null } },
    { rules: { ...someFacts().rules, freezes: [aFreeze('2026-11-23', '2026-11-24')] } },
  ],
  ['incident', 'open SEV2 on the site', 'hold', 'caution', {}, { incidents: [INCIDENT] }],
  [
    'incident',
    'mitigated is not resolved',
    'hold',
    'caution',
    {},
    { incidents: [{ ...INCIDENT, state: 'mitigated' }] },
  ],
  [
    'incident',
    'one that nobody rated counts as SEV1',
    'hold',
    'caution',
    {},
    { incidents: [{ ...INCIDENT, severity: null }] },
  ],
  [
    'incident',
    'one whose state is not known is open',
    'hold',
    'caution',
    {},
    { incidents: [{ ...INCIDENT, state: null }] },
  ],
  [
    'incident',
    'open SEV1 on a service',
    'hold',
    'caution',
    {},
    { incidents: [aGuardIncident({ sites: ['us-prod'], services: ['checkout'] })] },
  ],
  [
    'incident',
    'on a service of its sites, when it names none',
    'hold',
    'caution',
    { services: [] },
    { incidents: [aGuardIncident({ sites: [], services: ['catalog'] })] },
  ],
  ['incident', 'open SEV3', '-', '-', {}, { incidents: [{ ...INCIDENT, severity: 'SEV3' }] }],
  ['incident', 'resolved', '-', '-', {}, { incidents: [{ ...INCIDENT, state: 'resolved' }] }],
  [
    'incident',
    'the change is its fix',
    '-',
    '-',
    { links: [aLink({ kind: 'fixes', target: INCIDENT.id })] },
    { incidents: [INCIDENT] },
  ],
  [
    'incident',
    'the change is its fix by the short name',
    '-',
    '-',
    { links: [aLink({ kind: 'fixes', target: shortId(INCIDENT.id) })] },
    { incidents: [INCIDENT] },
  ],
  [
    'incident',
    'elsewhere, on another service',
    '-',
    '-',
    {},
    { incidents: [aGuardIncident({ sites: ['us-prod'], services: ['search'] })] },
  ],
  [
    'aws-issue',
    'an open issue of AWS that counts',
    'hold',
    'caution',
    {},
    { events: [anEventView({ sites: [], counts: ['br-prod', 'br-dev'] })] },
  ],
  [
    'aws-issue',
    'an open issue of AWS that concerns the site',
    'hold',
    'caution',
    {},
    { events: [anEventView({ sites: ['br-prod', 'br-dev'], counts: [] })] },
  ],
  [
    'aws-issue',
    'a closed issue',
    '-',
    '-',
    {},
    { events: [anEventView({ sites: ['br-prod', 'br-dev'], open: false })] },
  ],
  [
    'aws-issue',
    'a scheduled change',
    '-',
    '-',
    {},
    { events: [anEventView({ sites: ['br-prod', 'br-dev'], category: 'scheduledChange' })] },
  ],
  [
    'aws-issue',
    'AWS view missing',
    'hold',
    'caution',
    {},
    { sites: both({ healthViewMissing: 'AWS view missing since 11:00 UTC: denied' }) },
  ],
  [
    'aws-issue',
    'AWS Health never asked',
    'hold',
    'caution',
    {},
    { sources: someFacts().sources.filter(({ api }) => api !== 'Health') },
  ],
  [
    'aws-issue',
    'AWS Health late',
    'caution',
    'caution',
    {},
    {
      sources: someFacts().sources.map((source) =>
        source.api === 'Health' ? { ...source, condition: 'late' } : source,
      ),
    },
  ],
  ['overlap', 'another planned change of the service on the site', 'hold', 'caution', {}, { changes: [overlapping()] }],
  [
    'overlap',
    'by one minute',
    'hold',
    'caution',
    {},
    { changes: [overlapping({ window: windowAt(NOW + 3 * HOUR - MINUTE) })] },
  ],
  [
    'overlap',
    'one that begins when it ends',
    '-',
    '-',
    {},
    { changes: [overlapping({ window: windowAt(NOW + 3 * HOUR) })] },
  ],
  ['overlap', 'of another service', '-', '-', {}, { changes: [overlapping({ services: ['search'] })] }],
  [
    'overlap',
    'one that names no service is about all',
    'hold',
    'caution',
    {},
    { changes: [overlapping({ services: [] })] },
  ],
  [
    'overlap',
    'it names no service itself',
    'hold',
    'caution',
    { services: [] },
    { changes: [overlapping({ services: ['search'] })] },
  ],
  ['overlap', 'a draft', '-', '-', {}, { changes: [overlapping({ state: 'draft' })] }],
  ['overlap', 'done', '-', '-', {}, { changes: [overlapping({ state: 'done' })] }],
  ['overlap', 'itself', '-', '-', {}, { changes: [aChange()] }],
  [
    'overlap',
    'one that still runs, long after its window',
    'hold',
    'caution',
    { window: windowAt(NOW) },
    {
      changes: [
        overlapping({
          state: 'running',
          window: windowAt(NOW - 5 * HOUR),
          times: { startedAt: NOW - 5 * HOUR, bakingAt: null, endedAt: null },
        }),
      ],
    },
  ],
  [
    'overlap',
    'a pipeline that no change names',
    'caution',
    'caution',
    {},
    { outside: [anOutsideRun(), anOutsideRun({ id: 'x', account: 'lower' })] },
  ],
  [
    'overlap',
    'a pipeline of the other site in the same account and region',
    '-',
    'caution',
    {},
    {
      sites: both({ account: 'prod', region: 'sa-east-1' }),
      outside: [anOutsideRun({ name: 'retail-br-dev-catalog' })],
    },
  ],
  [
    'overlap',
    'an approval that waits',
    '-',
    '-',
    {},
    {
      outside: [
        anOutsideRun({ state: 'waiting-approval' }),
        anOutsideRun({ id: 'x', account: 'lower', state: 'waiting-approval' }),
      ],
    },
  ],
  [
    'overlap',
    'its own pipeline',
    '-',
    '-',
    { links: [aLink({ kind: 'pipeline', target: anOutsideRun().id })] },
    { outside: [anOutsideRun(), anOutsideRun({ account: 'lower' })] },
  ],
  [
    'neighbours',
    'another country at the same time',
    'caution',
    '-',
    {},
    { changes: [overlapping({ sites: ['us-prod'], services: ['search'] })] },
  ],
  [
    'neighbours',
    'another country at another time',
    '-',
    '-',
    {},
    { changes: [overlapping({ sites: ['us-prod'], window: windowAt(NOW + 3 * HOUR) })] },
  ],
  ['neighbours', 'a lower tier of the country', '-', '-', {}, { changes: [overlapping({ sites: ['br-dev'] })] }],
  [
    'neighbours',
    'what it stands on is changed',
    'caution',
    '-',
    {},
    { changes: [overlapping({ sites: ['br-prod'], services: ['payments'] })] },
  ],
  [
    'neighbours',
    'a service that has nothing to do with it',
    '-',
    '-',
    {},
    { changes: [overlapping({ sites: ['br-prod'], services: ['catalog'] })] },
  ],
  [
    'rollback',
    'none',
    'hold',
    'caution',
    { rollback: { steps: [{ id: 'r', text: ' ', minutes: null }], command: ' ', minutes: null, testedAt: NOW } },
  ],
  [
    'rollback',
    'never tested, and the risk high',
    'hold',
    'caution',
    { rollback: { ...aChange().rollback, testedAt: null }, risk: { impact: 3, reversibility: 2, novelty: 2 } },
  ],
  [
    'rollback',
    'tested 91 days ago, and nobody rated the risk',
    'hold',
    'caution',
    { rollback: { ...aChange().rollback, testedAt: NOW - 91 * DAY }, risk: null },
  ],
  [
    'rollback',
    'tested 90 days ago',
    '-',
    '-',
    { rollback: { ...aChange().rollback, testedAt: NOW - 90 * DAY }, risk: null },
  ],
  [
    'rollback',
    'to be tested next week',
    'hold',
    'caution',
    { rollback: { ...aChange().rollback, testedAt: NOW + 7 * DAY }, risk: null },
  ],
  [
    'rollback',
    'never tested, and the risk low',
    '-',
    '-',
    { rollback: { ...aChange().rollback, testedAt: null }, risk: { impact: 1, reversibility: 1, novelty: 1 } },
  ],
  [
    'data',
    'a watched signal is late',
    'hold',
    'caution',
    {},
    { sites: both({ signals: [aSignalView({ condition: 'late' })] }) },
  ],
  [
    'data',
    'the source of a watched signal is denied',
    'hold',
    'caution',
    {},
    { sources: denied(someFacts(), 'GetMetricData') },
  ],
  [
    'data',
    'a source that the site needs is denied',
    'hold',
    'caution',
    {},
    { sources: denied(someFacts(), 'DescribeAlarms') },
  ],
  [
    'data',
    'a watched signal that is in no workspace',
    'hold',
    'caution',
    { watched: [{ id: 'w', site: 'br-dev', signal: 'gone', tolerance: 0.05 }] },
  ],
  [
    'data',
    'an abort signal is not live',
    'hold',
    'caution',
    {
      watched: [],
      abortSignals: ['br-prod', 'br-dev'].map((on) => ({ id: on, site: on, signal: 'p95', at: 'critical' as const })),
    },
    { sites: both({ signals: [aSignalView({ condition: 'partial' })] }) },
  ],
  [
    'data',
    'S5: a watched signal has no data, and the site is in warning by another',
    'hold',
    'caution',
    {},
    { sites: both({ status: 'warning', signals: [aSignalView({ state: 'unknown', value: null, at: null })] }) },
  ],
  [
    'data',
    'S5: an abort signal has no data, and the site is critical by another',
    'hold',
    'caution',
    {
      watched: [],
      abortSignals: ['br-prod', 'br-dev'].map((on) => ({ id: on, site: on, signal: 'p95', at: 'critical' as const })),
    },
    { sites: both({ status: 'critical', signals: [aSignalView({ state: 'unknown', value: null, at: null })] }) },
  ],
  [
    'data',
    'none is named, and one of the site is not live',
    'hold',
    'caution',
    { watched: [] },
    { sites: both({ signals: [aSignalView({ condition: 'misconfigured' })] }) },
  ],
  ['data', 'the site is unknown', 'hold', 'caution', {}, { sites: both({ status: 'unknown' }) }],
  ['data', 'the site is partly blind', 'hold', 'caution', {}, { sites: both({ status: 'critical', blind: true }) }],
  ['handover', 'the window contains a handover', 'caution', '-', { window: atHandover }],
  ['handover', 'the window ends with the handover', '-', '-', { window: windowAt(at('2026-11-23T20:00:00Z')) }],
  [
    'handover',
    'the end of a shift that nobody takes over',
    '-',
    '-',
    { window: atHandover },
    { teams: [aTeamView({ handsOverTo: null }), aTeamView({ id: 'x', shifts: [{ days: [0], from: 0, to: 60 }] })] },
  ],
  ['rehearsal', 'the artifact was run nowhere', 'caution', '-', { artifact: 'checkout 4.18' }],
  ['rehearsal', 'no artifact is named', '-', '-', { artifact: ' ' }],
  [
    'rehearsal',
    'run in production only',
    'caution',
    '-',
    { artifact: 'checkout 4.18' },
    { changes: [rehearsal({ sites: ['us-prod'] })] },
  ],
  ['rehearsal', 'run in a lower tier', '-', '-', { artifact: 'checkout 4.18' }, { changes: [rehearsal()] }],
  [
    'rehearsal',
    'not done yet',
    'caution',
    '-',
    { artifact: 'checkout 4.18' },
    { changes: [rehearsal({ state: 'baking' })] },
  ],
  [
    'rehearsal',
    'more than 14 days before it begins',
    'caution',
    '-',
    { artifact: 'checkout 4.18', window: windowAt(NOW + 13 * DAY) },
    { changes: [rehearsal({ times: { startedAt: null, bakingAt: null, endedAt: NOW - 2 * DAY } })] },
  ],
  ['approval', 'missing', 'hold', '-', { approvals: [] }],
  ['approval', 'missing for an emergency', 'hold', '-', { type: 'emergency', approvals: [] }],
  ['approval', 'not asked for a standard change', '-', '-', { type: 'standard', approvals: [] }],
  [
    'approval',
    'the approver is the executor',
    'hold',
    '-',
    { approvers: [], approvals: [anApproval({ person: 'bia' })] },
  ],
  ['approval', 'one of two has approved', 'hold', '-', { approvers: ['ana', 'caio'] }],
  ['hours', 'outside the agreed hours', 'caution', '-', { window: windowAt(at('2026-11-23T20:30:00Z')) }],
  ['hours', 'in the peak hours', 'caution', '-', { window: windowAt(at('2026-11-23T14:30:00Z')) }],
];

function rehearsal(over: Partial<Change> = {}): Change {
  return aChange({
    id: 'rehearsal',
    sites: ['br-dev'],
    state: 'done',
    artifact: 'checkout 4.18',
    times: { startedAt: NOW - 2 * DAY, bakingAt: null, endedAt: NOW - DAY },
    ...over,
  });
}

describe('4 Guard, production', () => {
  for (const [rule, what, production, , change, facts] of ROWS)
    test(`${rule}: ${what}: ${production}`, () => {
      const answer = judge(change, facts);
      expect(says(answer, rule)).toBe(production);
      if (production !== '-') expect(answer.verdict).not.toBe('go');
    });
});

describe('4 Guard, lower tiers', () => {
  for (const [rule, what, production, lower, change, facts] of ROWS)
    test(`${rule}: ${what}: ${production} in production, here ${lower}`, () => {
      const answer = judge({ ...LOWER, ...change }, facts);
      expect(says(answer, rule)).toBe(lower);
      expect(answer.verdict).not.toBe('hold');
    });
});

describe('4 Guard, the site', () => {
  test('a change without a site is held, whatever else', () => {
    const answer = judge({ sites: [], watched: [] });
    expect(answer.verdict).toBe('hold');
    expect(textOf(answer, 'window')).toBe('The change names no site');
  });
  test('a site that the workspace has not is held, also beside a lower tier', () => {
    const answer = judge({ ...LOWER, sites: ['br-dev', 'mars'] });
    expect(answer.verdict).toBe('hold');
    expect(textOf(answer, 'window')).toBe('The workspace has no site mars');
  });
  test('of several sites the worst counts, each by its own tier', () => {
    const facts = { incidents: [INCIDENT] };
    expect(says(judge({ sites: ['br-dev', 'br-prod'] }, facts), 'incident')).toBe('hold and caution');
    expect(judge({ sites: ['br-dev', 'br-prod'] }, facts).verdict).toBe('hold');
  });
  test('two countries at once', () => {
    const answer = judge({ sites: ['us-prod', 'br-prod'] });
    expect(says(answer, 'neighbours')).toBe('caution');
    expect(textOf(answer, 'neighbours')).toBe('It changes production of BR and US at once');
  });
});

describe('4 Guard, what it says', () => {
  test('a freeze with local and UTC times, and a passed one with the next', () => {
    const facts = {
      rules: {
        ...someFacts().rules,
        freezes: [aFreeze('us-thanksgiving 00:00', 'us-thanksgiving + 5d 00:00', { name: 'Cyber week' })],
      },
    };
    expect(judge({}, facts).passed.find(({ rule }) => rule === 'freeze')).toEqual({
      rule: 'freeze',
      text: 'No freeze until 26 Nov 00:00',
      detail: 'Cyber week at Brazil production: 26 Nov 00:00 to 1 Dec 00:00 BRT (26 Nov 03:00 to 1 Dec 03:00 UTC).',
      datum: { source: 'workspace file', at: null },
    });
    expect(
      judge({ window: windowAt(at('2026-11-30T14:00:00Z')) }, facts).findings.find(({ rule }) => rule === 'freeze'),
    ).toEqual({
      rule: 'freeze',
      key: 'freeze:peak:2026-11-26@br-prod',
      severity: 'hold',
      text: 'Brazil production is frozen: Cyber week',
      detail:
        'Frozen 26 Nov 00:00 to 1 Dec 00:00 BRT (26 Nov 03:00 to 1 Dec 03:00 UTC); the change 30 Nov 11:00 to 12:00 BRT (30 Nov 14:00 to 15:00 UTC).',
      sites: ['br-prod'],
      datum: { source: 'workspace file', at: null },
      overridden: false,
    });
  });
  test('a freeze that reaches over the end of a year is said once', () => {
    const facts = { rules: { ...someFacts().rules, freezes: [aFreeze('12-20 18:00', '01-03 00:00')] } };
    const answer = judge({ window: { start: at('2026-12-31T12:00:00Z'), end: at('2027-01-01T15:00:00Z') } }, facts);
    expect(answer.findings.filter(({ rule }) => rule === 'freeze')).toHaveLength(1);
    expect(judge({}, facts).passed.find(({ rule }) => rule === 'freeze')?.text).toBe('No freeze until 20 Dec 18:00');
    expect(
      judge({ window: windowAt(at('2026-12-20T20:00:00Z')) }, facts).passed.find(({ rule }) => rule === 'freeze')?.text,
    ).toBe('No freeze until 20 Dec 18:00');
  });
  test('an open incident, when it was changed, and where', () => {
    expect(judge({}, { incidents: [INCIDENT] }).findings).toMatchObject([
      {
        key: `incident:${INCIDENT.id}@br-prod`,
        text: 'SEV2 INC-7F3A2 is open on Brazil production',
        detail: 'Payments fail; SEV2, open, changed 12 min ago.',
        datum: { source: 'INC-7F3A2', at: NOW - 12 * MINUTE },
      },
    ]);
  });
  test('an open AWS issue, since when, and how old the answer is', () => {
    const [finding] = judge({}, { events: [anEventView()] }).findings;
    expect(finding?.text).toBe('AWS has an open issue that concerns Brazil production: EC2 operational issue');
    expect(finding?.detail).toBe(
      'EC2 in sa-east-1, since 23 Nov 08:00 BRT (23 Nov 11:00 UTC); updated 1 h ago; last good answer 20 s ago.',
    );
    expect(finding?.datum).toEqual({ source: 'AWS Health of Retail production', at: NOW - 20_000 });
  });
  test('what is not live, with its source, why and how old', () => {
    const facts = someFacts();
    const [finding] = judge(
      { watched: [...aChange().watched, { id: 'w2', site: 'br-prod', signal: 'orders', tolerance: 0.05 }] },
      {
        sites: [
          site('production', {
            signals: [
              aSignalView({ condition: 'late', conditionReason: 'no answer' }),
              aSignalView({ id: 'orders', name: 'Orders', condition: 'late', conditionReason: 'no answer' }),
            ],
          }),
        ],
        sources: facts.sources.map((source) =>
          source.api === 'GetMetricData' ? { ...source, condition: 'late' } : source,
        ),
      },
    ).findings;
    expect(finding).toMatchObject({
      text: 'Latency p95, Orders of Brazil production are late, not live',
      detail: 'GetMetricData of prod in sa-east-1; no answer; last good answer 20 s ago.',
      datum: { source: 'GetMetricData of prod in sa-east-1', at: NOW - 20_000 },
    });
  });
  test('S5: a watched signal without data, with why', () => {
    const text = 'Latency p95 has no data since 09:00 UTC';
    const reasons = [aReason({ kind: 'signal', severity: 'unknown', text, subject: 'p95' })];
    const unknown = aSignalView({ state: 'unknown', value: null, at: null });
    const [finding] = judge(
      {},
      { sites: [site('production', { status: 'warning', reasons, signals: [unknown] })] },
    ).findings;
    expect(finding).toMatchObject({
      key: 'data:p95 unknown@br-prod',
      severity: 'hold',
      text: 'Latency p95 of Brazil production is unknown, not live',
      detail: `${text}; last good answer 20 s ago.`,
      datum: { source: 'GetMetricData of prod in sa-east-1', at: NOW - 20_000 },
    });
  });
  test('who has not approved yet, by name', () => {
    expect(judge({ approvers: ['ana', 'caio'] }).findings).toMatchObject([
      { text: 'The approval is missing', detail: 'It waits for Caio.' },
    ]);
    expect(judge({ approvals: [], voided: [anApproval()], approvers: [] }).findings[0]?.detail).toBe(
      'Somebody other than Bia has to approve. 1 approval of an earlier plan does not count.',
    );
  });
  test('a handover in the zone of the team, also over a shift of daylight saving time', () => {
    const kyiv = aTeamView({
      id: 'ua',
      name: 'Ukraine L3',
      timeZone: 'Europe/Kyiv',
      shifts: [{ days: [6], from: 22 * 60, to: 6 * 60 }],
    });
    // The clock goes back on 25 October 2026: the night of Saturday has nine hours, and 06:00 is 04:00 UTC instead of 03:00.
    const inWindow = (from: string): readonly string[] =>
      judge({ window: windowAt(at(from), MINUTE) }, { teams: [kyiv] })
        .findings.filter(({ rule }) => rule === 'handover')
        .map(({ detail }) => detail);
    expect(inWindow('2026-10-25T04:00:00Z')).toEqual([
      'At 25 Oct 06:00 EET (25 Oct 04:00 UTC): agree on who has it, or move it.',
    ]);
    expect(inWindow('2026-10-25T03:00:00Z')).toEqual([]);
    expect(inWindow('2026-10-18T03:00:00Z')).toHaveLength(1);
  });
  test('a rollback, when it was tested', () => {
    expect(judge().passed.find(({ rule }) => rule === 'rollback')).toMatchObject({
      text: 'Rollback tested 3 days ago',
      detail: 'By a command and 1 step; tested 20 Nov 09:00 BRT (20 Nov 12:00 UTC).',
      datum: { source: 'the plan', at: NOW - 3 * DAY },
    });
  });
});

describe('4 Guard, hours on the wall clock', () => {
  const peak = (ranges: readonly (readonly [number, number])[], zone: string, from: string, length = HOUR): string =>
    says(
      judge(
        { window: windowAt(at(from), length) },
        {
          sites: [aGuardedSite({ timeZone: zone })],
          rules: { ...someFacts().rules, hours: { 'br-prod': { agreed: [[0, 0]], peak: ranges } } },
        },
      ),
      'hours',
    );
  test('a range over midnight', () => {
    expect(peak([[22 * 60, 2 * 60]], 'Asia/Kolkata', '2026-11-23T19:30:00Z')).toBe('caution');
    expect(peak([[22 * 60, 2 * 60]], 'Asia/Kolkata', '2026-11-23T20:30:00Z')).toBe('-');
    expect(peak([[22 * 60, 2 * 60]], 'Asia/Kolkata', '2026-11-23T15:30:00Z')).toBe('-');
    expect(peak([[22 * 60, 2 * 60]], 'Asia/Kolkata', '2026-11-23T15:30:00Z', HOUR + MINUTE)).toBe('caution');
  });
  test('an hour that the clock shows twice is in it twice', () => {
    const range = [[90, 105]] as const;
    expect(peak(range, 'America/New_York', '2026-11-01T05:35:00Z', MINUTE)).toBe('caution');
    expect(peak(range, 'America/New_York', '2026-11-01T06:35:00Z', MINUTE)).toBe('caution');
    expect(peak(range, 'America/New_York', '2026-11-01T07:35:00Z', MINUTE)).toBe('-');
  });
  test('an hour that the clock skips is in nothing', () => {
    expect(peak([[120, 180]], 'America/New_York', '2026-03-08T06:00:00Z', 3 * HOUR)).toBe('-');
  });
  test('the whole window has to be in the agreed hours, which may touch each other', () => {
    const agreed = (ranges: readonly (readonly [number, number])[]): string =>
      says(judge({}, { rules: { ...someFacts().rules, hours: { 'br-prod': { agreed: ranges, peak: [] } } } }), 'hours');
    expect(
      agreed([
        [690, 1_080],
        [600, 690],
      ]),
    ).toBe('-');
    expect(
      agreed([
        [691, 1_080],
        [600, 690],
      ]),
    ).toBe('caution');
    expect(agreed([[0, 0]])).toBe('-');
  });
});

describe('4 Guard, what could not be assessed is said and not counted', () => {
  const gaps = (change: Partial<Change>, facts: Partial<GuardFacts>): readonly string[] =>
    judge(change, facts).gaps.map(({ text, why }) => `${text}: ${why}`);
  test('who approved what is planned elsewhere; what is only proposed there is approved here', () => {
    const origin = { kind: 'calendar', uid: 'a', name: 'Team' } as const;
    for (const type of ['standard', 'normal'] as const)
      expect(gaps({ type, origin, approvals: [], state: 'scheduled' }, {})).toContain(
        'Who approved it: It is kept in Team, which does not say: ask there.',
      );
    const proposed = judge({ type: 'normal', origin, approvals: [], state: 'proposed' }, {});
    expect(proposed.findings.map(({ rule, severity }) => [rule, severity])).toContainEqual(['approval', 'hold']);
  });

  test('records that cannot be read', () => {
    const answer = judge({}, { incidents: null });
    expect(answer.verdict).toBe('go');
    expect(answer.gaps.map(({ text }) => text)).toContain('Open incidents');
  });
  test('an incident that names neither site nor service', () => {
    expect(gaps({}, { incidents: [aGuardIncident({ sites: [] })] })).toContain(
      'Whether SEV2 INC-7F3A2 concerns it: SEV2, and it names neither site nor service: name them there.',
    );
  });
  test('changes from outside: denied, or never asked', () => {
    expect(gaps({}, { sources: denied(someFacts(), 'CodePipeline') })).toContain(
      'Changes from outside in Retail production, sa-east-1: CodePipeline of prod in sa-east-1: no permission',
    );
    expect(gaps({}, { sources: someFacts().sources.filter(({ api }) => api !== 'CodePipeline') })).toContain(
      'Changes from outside in Retail production, sa-east-1: Pipelines, deployments and stacks are not asked there.',
    );
  });
  test('changes from outside: seen, but not all of them', () => {
    const some = 'not understood: 20 of 60 pipelines (not looked into yet)';
    const sources = someFacts().sources.map((source) =>
      source.api === 'CodePipeline' ? { ...source, reason: some } : source,
    );
    expect(gaps({}, { sources })).toContain(
      `Changes from outside in Retail production, sa-east-1: CodePipeline of prod in sa-east-1: ${some}`,
    );
  });
  test('that AWS tells of no change is said only where all that tell were seen, as of the oldest answer', () => {
    const passed = (change: Partial<Change>, facts: Partial<GuardFacts>) =>
      judge(change, facts).passed.find(({ rule }) => rule === 'overlap');
    const { sources } = someFacts();
    const told = (region: string, lastGoodAt: number) =>
      sources.map((source) =>
        source.api === 'CodePipeline' && source.region === region ? { ...source, lastGoodAt } : source,
      );
    const both = { sites: ['br-prod', 'us-prod'] };
    expect(passed(both, { sources: told('us-east-1', NOW - 3 * MINUTE) })).toMatchObject({
      text: 'No other change at the same time',
      detail: expect.stringContaining('AWS tells of none') as string,
      datum: { at: NOW - 3 * MINUTE },
    });
    // Of another place.
    expect(passed({}, { sources: told('us-east-1', NOW - 3 * MINUTE) })?.datum.at).toBe(NOW - 20_000);
    for (const unseen of [
      denied(someFacts(), 'CodePipeline'),
      sources.filter(({ api }) => api !== 'CodePipeline'),
      sources.map((source) => (source.api === 'CodePipeline' ? { ...source, reason: 'not all' } : source)),
    ])
      expect(passed({}, { sources: unseen })).toEqual({
        rule: 'overlap',
        text: 'No other planned change at the same time',
        detail: 'None is planned for its sites and services in its window.',
        datum: { source: 'changes', at: NOW },
      });
  });
  test('hours that nobody gave', () => {
    expect(gaps({}, { rules: { ...someFacts().rules, hours: {} } })).toContain(
      'Agreed hours of Brazil production: The workspace file gives none: add hours.agreed to the site.',
    );
  });
  test('skills, in production only', () => {
    expect(judge().gaps.map(({ rule }) => rule)).toEqual(['skills']);
    expect(judge(LOWER).gaps).toEqual([]);
  });
  test('teams without shifts', () => {
    expect(judge({}, { teams: [] }).gaps.map(({ rule }) => rule)).toEqual(['handover', 'skills']);
  });
  test('all that a window is needed for', () => {
    expect(judge({ window: null }).gaps.map(({ rule }) => rule)).toEqual([
      'freeze',
      'overlap',
      'neighbours',
      'handover',
      'skills',
      'hours',
    ]);
  });
});
