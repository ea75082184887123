import { CALENDAR_EVENTS } from '../../../shared/domain/freezes/events';
import { LENGTH_FORM, MOMENT_FORM } from '../../../shared/domain/freezes/moment';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../../shared/domain/yaml/read-yaml';
import { parseWorkspace } from '../../../shared/domain/workspace/parse';
import type { Workspace } from '../../../shared/domain/workspace/types';
import { holds } from '../../builders/property';
import { WORKSPACE_TEXT, workspaceText } from '../../builders/workspace-file';
import { anyText } from '../../builders/any-text';

/** Every problem as it is printed: LINE:COLUMN key: expected ... */
const problems = (text: string): readonly string[] => {
  const parsed = parseWorkspace(text);
  return parsed.ok ? [] : parsed.error.map((problem) => describeProblem('', problem).slice(1));
};

const workspaceOf = (text: string): Workspace => {
  const parsed = parseWorkspace(text);
  if (!parsed.ok) throw new Error(problems(text).join('\n'));
  return parsed.value;
};

describe('a sound file', () => {
  test('parses', () => {
    expect(problems(WORKSPACE_TEXT)).toEqual([]);
  });

  const example = readFileSync(join(import.meta.dirname, 'example.yaml'), 'utf8');

  test('the example parses', () => {
    const workspace = workspaceOf(example);
    expect(workspace).toMatchObject({
      id: 'retail',
      name: 'Retail platform',
      budget: { cloudwatchUsdPerMonth: 300, installations: 6 },
    });
    expect(workspace.sites.map(({ id, signals }) => `${id}: ${signals.map((signal) => signal.id).join(' ')}`)).toEqual([
      'br-prod: orders p95 errors',
    ]);
    expect(workspace.teams.map(({ id }) => id)).toEqual(['br-l2', 'in-l2', 'us-l3', 'ua-l3']);
  });

  test('the freezes that docs/workspace.md shows parse, with every retail peak (product.md 4)', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../docs/workspace.md'), 'utf8');
    const shown = /```yaml\n(freezes:\n[^`]+)```/.exec(page)?.[1] ?? '';
    const text = WORKSPACE_TEXT.replace(/freezes:\n.*\n/, shown);
    expect(workspaceOf(text).freezes.map((freeze) => freeze.id)).toEqual([
      'bf',
      'boxing-day',
      'carnaval',
      'maes',
      'diwali',
      'year-end',
      'move',
      'holidays',
    ]);
  });

  // The design folder lies beside the checkout on some machines.
  const design = resolve(import.meta.dirname, '../../../../shared/design/meridian.example.yaml');
  test.skipIf(!existsSync(design))('the example of the design folder parses, and is ours', () => {
    expect(workspaceOf(readFileSync(design, 'utf8'))).toEqual(workspaceOf(example));
  });

  const root = resolve(import.meta.dirname, '../../..');
  const files = ['main', 'docs'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.ya?ml$/.test(name))
          .map((name) => join(folder, name))
      : [],
  );
  const workspaces = files.filter((name) => /^workspace:/m.test(readFileSync(join(root, name), 'utf8')));
  test.skipIf(workspaces.length === 0)('every workspace file of the product parses', () => {
    for (const name of workspaces) expect(problems(readFileSync(join(root, name), 'utf8')), name).toEqual([]);
  });

  test.each([
    { what: 'a byte order mark', text: `\ufeff${WORKSPACE_TEXT}` },
    { what: 'Windows line ends', text: WORKSPACE_TEXT.replaceAll('\n', '\r\n') },
    { what: 'comments', text: `# ours\n${WORKSPACE_TEXT}# end\n` },
    { what: 'no line end at the end', text: WORKSPACE_TEXT.trimEnd() },
    {
      what: 'JSON, which is YAML too',
      text: JSON.stringify({
        version: 1,
        workspace: { id: 'a', name: 'A' },
        accounts: [{ id: 'p', name: 'P', profile: 'p' }],
        sites: [
          { id: 's', name: 'S', country: 'BR', tier: 'production', account: 'p', region: 'sa-east-1', timeZone: 'UTC' },
        ],
      }),
    },
    {
      what: 'an alias',
      text: workspaceText(
        'profile: retail-prod',
        'profile: &p retail-prod }\n  - { id: lower, name: Lower, profile: *p',
      ),
    },
  ])('with $what', ({ text }) => {
    expect(problems(text)).toEqual([]);
  });
});

describe('every problem is told as LINE:COLUMN key: expected', () => {
  test.each<[piece: string, by: string, told: readonly string[]]>([
    ['version: 1', 'version: 2', ['1:10 version: expected version 1']],
    ['version: 1\n', '', ['1:1 version: expected version 1, it is missing']],
    ['version: 1', 'version: "1"', ['1:10 version: expected version 1']],
    [
      'id: retail,',
      'id: "re tail",',
      ['2:18 workspace.id: expected an id of letters, digits, dot, dash or underscore (at most 64)'],
    ],
    ['name: Retail platform', 'name: ""', ['2:32 workspace.name: expected a text that is not empty']],
    [
      'name: Retail platform',
      `name: ${'x'.repeat(501)}`,
      ['2:32 workspace.name: expected a text of at most 500 characters'],
    ],
    ['name: Retail platform', 'name: [a]', ['2:32 workspace.name: expected a text, got a list']],
    ['name: Retail platform', 'name: ', ['2:33 workspace.name: expected a text, got nothing']],
    [
      'accounts:\n  - { id: prod, name: Production, profile: retail-prod }',
      'accounts: []',
      ['3:11 accounts: expected at least one account'],
    ],
    [
      'profile: retail-prod',
      'profil: retail-prod',
      [
        '4:5 accounts[0].profile: expected a text, it is missing',
        '4:35 accounts[0].profil: expected a known key (id, name, profile, organization)',
      ],
    ],
    [
      'profile: retail-prod',
      'profile: retail-prod, organization: yes',
      ['4:71 accounts[0].organization: expected true or false, got the text "yes"'],
    ],
    ['tier: 1 }', 'tier: 9 }', ['6:43 services[0].tier: expected a tier from 1 to 5']],
    ['tier: 1 }', 'tier: 1.5 }', ['6:43 services[0].tier: expected a whole number, got 1.5']],
    [
      'tier: 1 }',
      'tier: 1, dependsOn: [payments] }',
      ['6:58 services[0].dependsOn[0]: expected the id of one of services (checkout)'],
    ],
    ['    name: Brazil production\n', '', ['8:5 sites[0].name: expected a text, it is missing']],
    [
      '    name: Brazil production',
      '    nam: x\n    name: Brazil production',
      [
        '9:5 sites[0].nam: expected a known key (id, name, country, subdivision, tier, account, region, location, timeZone, owner, services, aws, hours, alarms, signals, health, failover, runbooks, contact)',
      ],
    ],
    ['country: BR', 'country: Brazil', ['10:14 sites[0].country: expected a country code of ISO 3166-1 such as BR']],
    ['tier: production', 'tier: prod', ['11:11 sites[0].tier: expected production, pre-production or development']],
    ['account: prod\n', 'account: prd\n', ['12:14 sites[0].account: expected the id of one of accounts (prod)']],
    ['region: sa-east-1\n', 'region: SaoPaulo\n', ['13:13 sites[0].region: expected an AWS region such as sa-east-1']],
    [
      'region: sa-east-1\n',
      'region: xx-east-9\n',
      ['13:13 sites[0].region: expected a known region, or a "location" beside it'],
    ],
    [
      'timeZone: America/Sao_Paulo\n',
      'timeZone: Mars/Base\n',
      ['14:15 sites[0].timeZone: expected an IANA time zone such as America/Sao_Paulo'],
    ],
    [
      'timeZone: America/Sao_Paulo\n',
      'timeZone: America/Sao_Paulo\n    location: [91, 0]\n',
      ['15:16 sites[0].location[0]: expected a latitude from -90 to 90'],
    ],
    [
      'timeZone: America/Sao_Paulo\n',
      'timeZone: America/Sao_Paulo\n    location: [1]\n',
      ['15:15 sites[0].location: expected [latitude, longitude]'],
    ],
    [
      'services: [checkout]',
      'services: [chekout]',
      ['15:16 sites[0].services[0]: expected the id of one of services (checkout)'],
    ],
    [
      'services: [checkout]',
      'services: checkout',
      ['15:15 sites[0].services: expected a list, got the text "checkout"'],
    ],
    ['services: [checkout]', 'owner: nobody', ['15:12 sites[0].owner: expected the id of one of teams (br-l2)']],
    [
      'services: [checkout]',
      'alarms: { include: [""] }',
      ['15:25 sites[0].alarms.include[0]: expected a name or a pattern with *'],
    ],
    [
      'services: [checkout]',
      'alarms: { includes: ["*"] }',
      ['15:15 sites[0].alarms.includes: expected a known key (include, ignore, critical)'],
    ],
    ['services: [checkout]', 'health: always', ['15:13 sites[0].health: expected required or informative']],
    [
      'services: [checkout]',
      'runbooks: [{ title: x, url: "javascript:alert(1)" }]',
      ['15:33 sites[0].runbooks[0].url: expected an http or https address'],
    ],
    [
      'services: [checkout]',
      'hours: { agreed: ["9-18"] }',
      ['15:23 sites[0].hours.agreed[0]: expected a range as "HH:MM-HH:MM"'],
    ],
    [
      'worse: higher\n        metric',
      'worse: up\n        metric',
      ['20:16 sites[0].signals[0].worse: expected lower or higher'],
    ],
    [
      'statistic: p95',
      'statistic: p101',
      ['21:62 sites[0].signals[0].metric.statistic: expected a CloudWatch statistic such as Sum, Average or p95'],
    ],
    [
      'statistic: p95',
      'statistic: sum',
      ['21:62 sites[0].signals[0].metric.statistic: expected a CloudWatch statistic such as Sum, Average or p95'],
    ],
    [
      'statistic: p95',
      'statistic: p95, period: 61',
      ['21:75 sites[0].signals[0].metric.period: expected a period in seconds: 10, 20, 30 or a multiple of 60'],
    ],
    [
      'statistic: p95',
      'statistic: p95, period: 1.5',
      ['21:75 sites[0].signals[0].metric.period: expected a whole number, got 1.5'],
    ],
    [
      'statistic: p95',
      'statistic: p95, period: 86460',
      ['21:75 sites[0].signals[0].metric.period: expected a period in seconds: 10, 20, 30 or a multiple of 60'],
    ],
    [
      'statistic: p95',
      'statistic: p95, scale: 0',
      ['21:74 sites[0].signals[0].metric.scale: expected a number above 0'],
    ],
    [
      'statistic: p95',
      'statistic: p95, dimensions: { Port: 80 }',
      ['21:87 sites[0].signals[0].metric.dimensions.Port: expected a text, got 80'],
    ],
    [
      'statistic: p95',
      'statistic: p95, account: nobody',
      ['21:76 sites[0].signals[0].metric.account: expected the id of one of accounts (prod)'],
    ],
    [
      'warning: 800',
      'warning: 80%',
      ['22:18 sites[0].signals[0].warning: expected a number, or a percentage such as "75% of same-hour"'],
    ],
    [
      'warning: 800',
      'warning: .nan',
      ['22:18 sites[0].signals[0].warning: expected a number, or a percentage such as "75% of same-hour"'],
    ],
    [
      'warning: 800',
      'warning: .inf',
      ['22:18 sites[0].signals[0].warning: expected a number, or a percentage such as "75% of same-hour"'],
    ],
    [
      'warning: 800',
      'warning: "800"',
      ['22:18 sites[0].signals[0].warning: expected a number, or a percentage such as "75% of same-hour"'],
    ],
    [
      'warning: 800',
      'warning: 800\n        breach: 6 of 5',
      ['23:17 sites[0].signals[0].breach: expected "M of N" with M at most N, such as "3 of 5"'],
    ],
    [
      'warning: 800',
      'warning: 800\n        breach: 3/5',
      ['23:17 sites[0].signals[0].breach: expected "M of N" with M at most N, such as "3 of 5"'],
    ],
    [
      'warning: 800',
      'warning: 800\n        breach: 0 of 5',
      ['23:17 sites[0].signals[0].breach: expected "M of N" with M at most N, such as "3 of 5"'],
    ],
    [
      'warning: 800',
      'warning: 800\n        recover: 0',
      ['23:18 sites[0].signals[0].recover: expected a whole number from 1'],
    ],
    ['warning: 800', 'warning: 800\n        recover: 101', ['23:18 sites[0].signals[0].recover: expected at most 100']],
    [
      'warning: 800',
      'warning: 800\n        missing: fine',
      ['23:18 sites[0].signals[0].missing: expected unknown, ok or breaching'],
    ],
    ['warning: 800', 'warning: 800\n        settle: -1', ['23:17 sites[0].signals[0].settle: expected seconds from 0']],
    [
      'warning: 800',
      'warning: 800\n        settle: 86401',
      ['23:17 sites[0].signals[0].settle: expected at most 86400 seconds'],
    ],
    ['warning: 800', 'warning: 800\n        impact: money', ['23:17 sites[0].signals[0].impact: expected orders']],
    [
      'critical: 2000',
      'critical: 700',
      ['23:19 sites[0].signals[0].critical: expected a limit that is worse than the warning limit (worse: higher)'],
    ],
    [
      'worse: higher\n        metric',
      'worse: lower\n        metric',
      ['23:19 sites[0].signals[0].critical: expected a limit that is worse than the warning limit (worse: lower)'],
    ],
    [
      'metric: { namespace: AWS/ELB, name: Time, statistic: p95 }',
      'expression: 1\n        metric: { namespace: AWS/ELB, name: Time, statistic: p95 }',
      ['21:21 sites[0].signals[0].expression: expected a text, got 1'],
    ],
    [
      '        metric: { namespace: AWS/ELB, name: Time, statistic: p95 }\n',
      '',
      ['17:9 sites[0].signals[0]: expected either "metric" or "expression" (one of the two)'],
    ],
    [
      '        expression: 100 * e / r\n',
      '',
      [
        '24:9 sites[0].signals[1]: expected either "metric" or "expression" (one of the two)',
        '29:11 sites[0].signals[1].metrics: expected "expression" beside "metrics"',
      ],
    ],
    [
      'expression: 100 * e / r',
      'expression: ""',
      ['28:21 sites[0].signals[1].expression: expected a CloudWatch metric math expression'],
    ],
    [
      'r: { namespace',
      'R: { namespace',
      ['31:11 sites[0].signals[1].metrics.R: expected a metric id that starts with a lower-case letter'],
    ],
    [
      'name: Requests, statistic: Sum',
      'name: Requests, statistic: Sum, region: us-east-1',
      [
        '30:11 sites[0].signals[1].metrics: expected metrics of one account and one region: CloudWatch computes an expression in a single place',
      ],
    ],
    [
      'name: Requests, statistic: Sum',
      'name: Requests, statistic: Sum, scale: 2',
      ['31:75 sites[0].signals[1].metrics.r.scale: expected no "scale" here: the expression itself can multiply'],
    ],
    [
      'name: Requests, statistic: Sum',
      'name: Requests, statistic: Sum, period: 300',
      ['30:11 sites[0].signals[1].metrics: expected the same period for all metrics of an expression'],
    ],
    [
      '- id: errors',
      '- id: p95',
      ['24:13 sites[0].signals[1].id: expected an id that no other signal of the site has, "p95" is taken'],
    ],
    [
      'warning: 800\n        critical: 2000',
      'warning: 75% of same-hour\n        critical: 55% of same-hour',
      ['23:19 sites[0].signals[0].critical: expected a limit that is worse than the warning limit (worse: higher)'],
    ],
    [
      'critical: 3\nteams',
      'critical: 3\n        critcal: 5\nteams',
      [
        '33:9 sites[0].signals[1].critcal: expected a known key (id, name, unit, worse, metric, expression, metrics, warning, critical, floor, breach, recover, missing, impact, settle)',
      ],
    ],
    [
      'name: Requests, statistic: Sum',
      'name: Requests, statistc: Sum',
      [
        '31:52 sites[0].signals[1].metrics.r.statistc: expected a known key (namespace, name, dimensions, statistic, period, scale, unit, region, account)',
      ],
    ],
    [
      '  - { id: prod, name: Production, profile: retail-prod }',
      '  - prod',
      ['4:5 accounts[0]: expected a mapping, got the text "prod"'],
    ],
    [
      'services: [checkout]',
      'services: [checkout]\n    signals: none',
      ['17:5 (file): expected YAML: map keys must be unique'],
    ],
    ['level: L2,', 'level: L9,', ['34:42 teams[0].level: expected L2 or L3']],
    [
      'place: São Paulo,',
      'place: São Paulo, handsOverTo: nobody,',
      ['34:77 teams[0].handsOverTo: expected the id of one of teams (br-l2)'],
    ],
    [
      'place: São Paulo,',
      'place: São Paulo, shifts: [{ days: monday, from: "9:00", to: "24:00" }],',
      [
        '34:81 teams[0].shifts[0].days: expected days such as mon-fri or sat,sun',
        '34:95 teams[0].shifts[0].from: expected a time as "HH:MM"',
        '34:107 teams[0].shifts[0].to: expected a time as "HH:MM"',
      ],
    ],
    ['team: br-l2 }\nrota', 'team: nobody }\nrota', ['36:39 people[0].team: expected the id of one of teams (br-l2)']],
    ['to: 2026-11-22', 'to: 2026-11-10', ['38:42 rota[0].to: expected a date not before 2026-11-16']],
    ['to: 2026-11-22', 'to: 2026-02-30', ['38:42 rota[0].to: expected a date as YYYY-MM-DD']],
    ['people: [rafael]', 'people: [raphael]', ['38:63 rota[0].people[0]: expected the id of one of people (rafael)']],
    ['sites: [br-prod]', 'sites: [nowhere]', ['40:43 freezes[0].sites[0]: expected the id of one of sites (br-prod)']],
    [
      'to: us-thanksgiving + 5d 00:00',
      'to: thanksgiving + 5d',
      [`40:91 freezes[0].to: expected one of the events ${CALENDAR_EVENTS.join(', ')}`],
    ],
    [
      'from: us-thanksgiving + 0d 00:00',
      'from: at the end of the year',
      [`40:59 freezes[0].from: expected ${MOMENT_FORM}`],
    ],
    [
      'from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'from: 2026-12-20, to: 2026-12-19 18:00',
      ['40:75 freezes[0].to: expected a time after 2026-12-20'],
    ],
    [
      'from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'from: us-thanksgiving, before: 1d',
      [
        `40:5 freezes[0].to: expected ${MOMENT_FORM}, or "holidays: public" or "calendar" instead; it is missing`,
        '40:76 freezes[0].before: expected "holidays" beside it',
      ],
    ],
    [
      'from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'holidays: public, to: us-thanksgiving',
      ['40:71 freezes[0].to: expected no "to" beside "holidays", "before" and "after" do that'],
    ],
    [
      'from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'holidays: bank, before: 32d, after: 6 h',
      [
        '40:63 freezes[0].holidays: expected public',
        `40:77 freezes[0].before: expected ${LENGTH_FORM}`,
        `40:89 freezes[0].after: expected ${LENGTH_FORM}`,
      ],
    ],
    [
      'sites: [br-prod], from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'countries: [BR, UA], holidays: public',
      ['40:51 freezes[0].countries[1]: expected a country whose public holidays are known (BR, CA, US, IN)'],
    ],
    ['country: BR', 'country: CA\n    subdivision: "ON"', []],
    [
      'country: BR',
      'country: CA\n    subdivision: OT',
      [
        '11:18 sites[0].subdivision: expected one of the subdivisions of CA (AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT)',
      ],
    ],
    [
      'country: BR',
      'country: BR\n    subdivision: SP',
      ['11:18 sites[0].subdivision: expected none: of BR only the public holidays of the whole country are known'],
    ],
    ['installations: 6', 'installations: 0', ['41:54 budget.installations: expected a whole number from 1']],
    [
      'cloudwatchUsdPerMonth: 300',
      'cloudwatchUsdPerMonth: -1',
      ['41:34 budget.cloudwatchUsdPerMonth: expected an amount from 0'],
    ],
    ['account: prod }', 'account: nobody }', ['42:54 sync.account: expected the id of one of accounts (prod)']],
    [
      '  - { id: rafael, name: Rafael, team: br-l2 }',
      '  - { id: rafael, name: Rafael, team: br-l2 }\n  - { id: rafael, name: Rafael 2, team: br-l2 }',
      ['37:11 people[1].id: expected an id that no other of people has, "rafael" is taken'],
    ],
    ['version: 1', 'version: 1\nversion: 1', ['2:1 (file): expected YAML: map keys must be unique']],
    [
      'version: 1',
      'version: 1\n  bad: indent',
      [
        '1:10 (file): expected YAML: nested mappings are not allowed in compact mappings',
        '1:10 (file): expected YAML: implicit keys need to be on a single line',
      ],
    ],
    [
      'version: 1',
      'version: [1',
      ['2:1 (file): expected YAML: flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['version: 1', 'version: !!js 1', ['1:15 version: expected version 1']],
    [
      'version: 1',
      'version: 1\n__proto__: { polluted: true }',
      [
        '2:1 __proto__: expected a known key (version, workspace, accounts, services, sites, teams, rota, leave, cover, swaps, people, freezes, budget, sync)',
      ],
    ],
    [
      'version: 1',
      'version: 1\n<<: { a: 1 }',
      [
        '2:1 <<: expected a known key (version, workspace, accounts, services, sites, teams, rota, leave, cover, swaps, people, freezes, budget, sync)',
      ],
    ],
    [
      'version: 1',
      'version: 1\nconstructor: 1',
      [
        '2:1 constructor: expected a known key (version, workspace, accounts, services, sites, teams, rota, leave, cover, swaps, people, freezes, budget, sync)',
      ],
    ],
    ['name: Brazil production', 'name: 5', ['9:11 sites[0].name: expected a text, got 5']],
    ['name: Brazil production', 'name: true', ['9:11 sites[0].name: expected a text, got true']],
    ['name: Brazil production', 'name: null', ['9:11 sites[0].name: expected a text, got nothing']],
    ['name: Brazil production', 'name: { a: 1 }', ['9:11 sites[0].name: expected a text, got a mapping']],
  ])('%j written as %j', (piece, by, told) => {
    expect(problems(workspaceText(piece, by))).toEqual(told);
  });

  test('a site that a freeze of public holidays would never reach (product.md 4)', () => {
    const text = workspaceText('country: BR', 'country: UA').replace(
      'from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00',
      'holidays: public',
    );
    expect(problems(text)).toEqual([
      '40:63 freezes[0].holidays: expected only sites in a country whose public holidays are known (BR, CA, US, IN), "br-prod" is in UA',
    ]);
  });

  test('with the name of the file in front', () => {
    expect(describeProblem('meridian.yaml', { line: 3, column: 7, key: 'sites[0].name', expected: 'a text' })).toBe(
      'meridian.yaml:3:7 sites[0].name: expected a text',
    );
  });

  test('all of them at once, in the order of the file', () => {
    const text = workspaceText('country: BR', 'country: Brazil')
      .replace('version: 1', 'version: 2')
      .replace('installations: 6', 'installations: 0');
    expect(problems(text)).toEqual([
      '1:10 version: expected version 1',
      '10:14 sites[0].country: expected a country code of ISO 3166-1 such as BR',
      '41:54 budget.installations: expected a whole number from 1',
    ]);
  });

  test('several of one line from left to right', () => {
    expect(
      problems(
        workspaceText('{ id: prod, name: Production, profile: retail-prod }', '{ id: "", name: "", profile: "" }'),
      ),
    ).toEqual([
      '4:11 accounts[0].id: expected an id of letters, digits, dot, dash or underscore (at most 64)',
      '4:21 accounts[0].name: expected a text that is not empty',
      '4:34 accounts[0].profile: expected a text that is not empty',
    ]);
  });

  test.each(['accounts', 'services', 'sites', 'teams', 'people', 'freezes'])('ids of %s are unique', (kind) => {
    const lines = WORKSPACE_TEXT.split('\n');
    const start = lines.indexOf(`${kind}:`) + 1;
    const length = lines.slice(start).findIndex((line) => !line.startsWith(' '));
    const item = lines.slice(start, start + length);
    const id = /id: ([\w-]+)/.exec(item[0] ?? '')?.[1] ?? '';
    const text = [...lines.slice(0, start + length), ...item, ...lines.slice(start + length)].join('\n');
    expect(problems(text)[0]).toMatch(
      new RegExp(
        `^${start + length + 1}:\\d+ ${kind}\\[1\\]\\.id: expected an id that no other of ${kind} has, "${id}" is taken$`,
      ),
    );
  });
});

describe('what is no workspace at all', () => {
  test.each([
    { what: 'nothing', text: '', told: '1:1 (file): expected a workspace: a mapping that begins with "version: 1"' },
    {
      what: 'only a comment',
      text: '# later\n',
      told: '1:1 (file): expected a workspace: a mapping that begins with "version: 1"',
    },
    {
      what: 'a list',
      text: '- version: 1',
      told: '1:1 (file): expected a workspace: a mapping that begins with "version: 1"',
    },
    {
      what: 'a text',
      text: 'hello',
      told: '1:1 (file): expected a workspace: a mapping that begins with "version: 1"',
    },
    {
      what: 'HTML',
      text: '<!DOCTYPE html><html></html>',
      told: '1:1 (file): expected a workspace: a mapping that begins with "version: 1"',
    },
    {
      what: 'two documents',
      text: 'version: 1\n---\nversion: 1\n',
      told: '2:1 (file): expected YAML: source contains multiple documents; please use YAML.parseAllDocuments()',
    },
    {
      what: 'tabs',
      text: 'version: 1\nworkspace:\n\tid: a\n',
      told: '3:1 (file): expected YAML: tabs are not allowed as indentation',
    },
    {
      what: 'a key twice',
      text: 'version: 1\nversion: 1\n',
      told: '2:1 (file): expected YAML: map keys must be unique',
    },
    {
      what: 'an alias of nothing',
      text: 'version: *nothing\n',
      told: '1:10 (file): expected YAML: an anchor "&nothing" before the alias "*nothing"',
    },
    {
      what: 'an alias before its anchor',
      text: 'version: 1\nsites: [*a, &a x]\n',
      told: '2:9 (file): expected YAML: an anchor "&a" before the alias "*a"',
    },
  ])('$what', ({ text, told }) => {
    expect(problems(text)[0]).toBe(told);
  });

  test('a bomb of aliases is refused before it goes off', () => {
    const ten = (item: string): string => Array.from({ length: 10 }, () => item).join(', ');
    const bomb = Array.from(
      { length: 8 },
      (_, level) => `k${level}: &k${level} [${ten(level === 0 ? 'x' : `*k${level - 1}`)}]`,
    );
    expect(problems(bomb.join('\n'))).toEqual([
      '1:1 (file): expected YAML without runaway aliases: Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  test('a file of more than five million characters is refused unread', () => {
    expect(problems(`${WORKSPACE_TEXT}#${'x'.repeat(5_000_000)}`)).toEqual([
      `1:1 (file): expected a workspace file of at most 5000000 characters, this one has ${WORKSPACE_TEXT.length + 5_000_001}`,
    ]);
    expect(problems(`${WORKSPACE_TEXT}#${'x'.repeat(5_000_000 - WORKSPACE_TEXT.length - 1)}`)).toEqual([]);
  });

  test('a mapping that holds itself, and one nested without end, are told, not thrown', () => {
    expect(problems('version: 1\nworkspace: &w { id: a, name: A, more: *w }\n').join('\n')).toContain('workspace.more');
    expect(problems('['.repeat(5_000)).length).toBeGreaterThan(0);
  });

  test('a key that would reach into every object is a key like any other', () => {
    expect(problems(`__proto__: { polluted: true }\n${WORKSPACE_TEXT}`)[0]).toMatch(
      /^1:1 __proto__: expected a known key/,
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('nothing is thrown, whatever the text, and every problem has a place in it', () => {
    const pieces = fc.constantFrom(
      'version: 1',
      'sites:',
      '  - id: a',
      '- ',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!!',
      '\n',
      '\t',
      '#',
      '---',
      '?',
      'é',
      '\u0000',
      '<<: ',
    );
    holds(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 20 }).map((list) => list.join('')),
          anyText(),
        ),
        (text) => {
          const parsed = parseWorkspace(text);
          expect(parsed.ok).toBe(false);
          if (parsed.ok) return;
          expect(parsed.error.length).toBeGreaterThan(0);
          for (const { line, column, key, expected } of parsed.error) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(key).not.toBe('');
            expect(expected).not.toBe('');
          }
        },
      ),
      500,
    );
  });

  test('a value of any kind at any place is told at its line, or is fine', () => {
    const lines = WORKSPACE_TEXT.split('\n');
    const keyed = lines.flatMap((line, index) => (/^ *(- )?\w+: \S/.test(line) && !line.includes('{') ? [index] : []));
    const values = fc.constantFrom(
      'null',
      '5',
      '-1',
      '1e400',
      '.nan',
      'true',
      '[]',
      '{}',
      '""',
      '[1, [2]]',
      '{ a: { b: 1 } }',
      '2026-01-01',
      '0x10',
      '~',
    );
    holds(
      fc.property(fc.constantFrom(...keyed), values, (index, value) => {
        const text = lines.map((line, at) => (at === index ? line.replace(/: .*/, `: ${value}`) : line)).join('\n');
        // What refers to the value may be told too, further down.
        for (const told of problems(text))
          expect(Number(told.split(':')[0])).toBeGreaterThanOrEqual(Math.min(index + 1, 8));
      }),
    );
  });
});

describe('what a file leaves out', () => {
  const workspace = workspaceOf(WORKSPACE_TEXT);
  const site = workspace.sites[0];

  test('of a site', () => {
    expect(site).toMatchObject({
      owner: null,
      aws: null,
      alarms: { include: null, ignore: ['TargetTracking-*'], critical: [] },
      healthRequired: false,
      failover: null,
      runbooks: [],
      contact: null,
    });
  });

  test('the place of a site is its region, unless it says its own', () => {
    expect(site).toMatchObject({ latitude: -23.55, longitude: -46.63 });
    const own = workspaceOf(
      workspaceText('timeZone: America/Sao_Paulo\n', 'timeZone: America/Sao_Paulo\n    location: [-8.05, -34.9]\n'),
    );
    expect(own.sites[0]).toMatchObject({ latitude: -8.05, longitude: -34.9 });
    const unknown = workspaceText('region: sa-east-1\n', 'region: xx-east-9\n    location: [1, 2]\n');
    expect(workspaceOf(unknown).sites[0]).toMatchObject({ region: 'xx-east-9', latitude: 1, longitude: 2 });
  });

  test('of a signal: 3 of 5, recover after 5, missing unknown, where its site is', () => {
    expect(site?.signals[0]).toMatchObject({
      m: 3,
      n: 5,
      recover: 5,
      missing: 'unknown',
      floor: 0,
      impact: null,
      periodSeconds: 60,
      account: 'prod',
      region: 'sa-east-1',
      warning: { kind: 'absolute', value: 800 },
      critical: { kind: 'absolute', value: 2_000 },
      question: { kind: 'metric', scale: 1, metric: { statistic: 'p95', dimensions: {}, unit: null } },
    });
    expect(site?.signals[1]).toMatchObject({ warning: null });
  });

  test.each([
    { written: '', settleSeconds: 120, periodSeconds: 60 },
    { written: ', period: 10', settleSeconds: 120, periodSeconds: 10 },
    { written: ', period: 120', settleSeconds: 120, periodSeconds: 120 },
    { written: ', period: 300', settleSeconds: 300, periodSeconds: 300 },
    { written: ', period: 3600', settleSeconds: 3_600, periodSeconds: 3_600 },
  ])('S3: settle time is max(period, 120 s): period$written', ({ written, ...times }) => {
    expect(workspaceOf(workspaceText('statistic: p95', `statistic: p95${written}`)).sites[0]?.signals[0]).toMatchObject(
      times,
    );
  });

  test.each([0, 30, 900])('S3: unless the signal says otherwise: settle %s', (settle) => {
    const text = workspaceText('warning: 800', `warning: 800\n        settle: ${settle}`);
    expect(workspaceOf(text).sites[0]?.signals[0]?.settleSeconds).toBe(settle);
  });
});

describe('what a file says', () => {
  const signalWith = (piece: string, by: string) => workspaceOf(workspaceText(piece, by)).sites[0]?.signals[0];

  test('S11: percentages of the same hour', () => {
    expect(
      signalWith(
        'warning: 800\n        critical: 2000',
        'warning: 150.5% of same-hour\n        critical: 300% of same-hour',
      ),
    ).toMatchObject({
      warning: { kind: 'same-hour', percent: 150.5 },
      critical: { kind: 'same-hour', percent: 300 },
    });
  });

  test('S3: M of N', () => {
    expect(signalWith('warning: 800', 'warning: 800\n        breach: 12 of 99')).toMatchObject({ m: 12, n: 99 });
  });

  test('an expression is asked where its metrics are', () => {
    const text = workspaceText(
      'name: Errors, statistic: Sum',
      'name: Errors, statistic: Sum, period: 300, region: us-east-1, account: prod',
    ).replace(
      'name: Requests, statistic: Sum',
      'name: Requests, statistic: Sum, period: 300, region: us-east-1, account: prod',
    );
    const signal = workspaceOf(text).sites[0]?.signals[1];
    expect(signal).toMatchObject({
      region: 'us-east-1',
      account: 'prod',
      periodSeconds: 300,
      settleSeconds: 300,
      question: { kind: 'expression', expression: '100 * e / r' },
    });
    expect(signal?.question.kind === 'expression' ? [...signal.question.metrics.keys()] : []).toEqual(['e', 'r']);
  });

  test('S7: AWS services in upper case, however they are written', () => {
    const text = workspaceText('services: [checkout]', 'aws: [ec2, RDS, elasticLoadBalancing]');
    expect(workspaceOf(text).sites[0]?.aws).toEqual(new Set(['EC2', 'RDS', 'ELASTICLOADBALANCING']));
    expect(workspaceOf(workspaceText('services: [checkout]', 'aws: []')).sites[0]?.aws).toEqual(new Set());
  });

  test('S6: an empty include is not a missing one', () => {
    const text = workspaceText('services: [checkout]', 'alarms: { include: [], ignore: [], critical: ["*"] }');
    expect(workspaceOf(text).sites[0]?.alarms).toEqual({ include: [], ignore: [], critical: ['*'] });
  });

  test('S2: health required', () => {
    expect(workspaceOf(workspaceText('services: [checkout]', 'health: required')).sites[0]?.healthRequired).toBe(true);
  });

  test.each([
    { days: 'mon-fri', numbers: [1, 2, 3, 4, 5] },
    { days: 'mon-sun', numbers: [0, 1, 2, 3, 4, 5, 6] },
    { days: 'sun-sat', numbers: [0, 1, 2, 3, 4, 5, 6] },
    { days: 'fri-mon', numbers: [0, 1, 5, 6] },
    { days: 'sat,sun', numbers: [0, 6] },
    { days: 'wed', numbers: [3] },
    { days: 'mon-wed,tue-thu', numbers: [1, 2, 3, 4] },
    { days: 'wed-wed', numbers: [3] },
  ])('shifts on $days, from and to as minutes', ({ days, numbers }) => {
    const text = workspaceText(
      'place: São Paulo,',
      `place: São Paulo, shifts: [{ days: "${days}", from: "12:30", to: "00:00" }],`,
    );
    expect(workspaceOf(text).teams[0]?.shifts).toEqual([{ days: numbers, from: 750, to: 0 }]);
  });

  test('ids keep their case, and a failover may name a site of another file', () => {
    const text = workspaceText('services: [checkout]', 'failover: Elsewhere-1');
    expect(workspaceOf(text).sites[0]?.failover).toBe('Elsewhere-1');
  });
});
