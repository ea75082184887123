import { describe, expect, it } from 'vitest';
import { EXIT, USAGE, readArguments, readPlace, type Command } from '../../main/cli/arguments';

const NOWHERE = { workspace: null, data: null };
const STATUS: Command = { kind: 'status', json: false, timeoutSeconds: 30, tier: null, place: NOWHERE };
const SERVE: Command = { kind: 'serve', port: 0, traceSaved: null, place: NOWHERE };
const CHECK: Command = { kind: 'check', file: 'change.yaml', json: false, timeoutSeconds: 30, place: NOWHERE };
const FREEZES: Command = { kind: 'freezes', months: 13, json: false, calendar: null, place: NOWHERE };
const HANDOVER: Command = {
  kind: 'handover',
  id: null,
  team: null,
  list: false,
  format: 'markdown',
  timeoutSeconds: 30,
  place: NOWHERE,
};
const SIMULATE: Command = { kind: 'simulate', port: 0, seed: null, scenario: null };

const read = (line: string, environment: Readonly<Record<string, string | undefined>> = {}) =>
  readArguments(line === '' ? [] : line.split(' '), environment);

describe('the command line (product.md 10)', () => {
  it.each<readonly [string, Command]>([
    ['', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
    ['version', { kind: 'version' }],
    ['handover', HANDOVER],
    ['handover 7f3a --format text', { ...HANDOVER, id: '7f3a', format: 'text' }],
    ['handover --team br-l2 --timeout 5', { ...HANDOVER, team: 'br-l2', timeoutSeconds: 5 }],
    ['handover --format json --list', { ...HANDOVER, list: true, format: 'json' }],
    ['--version', { kind: 'version' }],

    ['status', STATUS],
    ['status --json', { ...STATUS, json: true }],
    ['status --timeout 5', { ...STATUS, timeoutSeconds: 5 }],
    ['status --timeout=0.5', { ...STATUS, timeoutSeconds: 0.5 }],
    ['status --timeout 0.1', { ...STATUS, timeoutSeconds: 0.1 }],
    ['status --timeout 3600', { ...STATUS, timeoutSeconds: 3_600 }],
    ['status --tier production', { ...STATUS, tier: 'production' }],
    ['status --tier pre-production', { ...STATUS, tier: 'pre-production' }],
    ['status --tier development', { ...STATUS, tier: 'development' }],
    ['status --workspace a.yaml', { ...STATUS, place: { workspace: 'a.yaml', data: null } }],
    ['status --workspace=a.yaml --data=d', { ...STATUS, place: { workspace: 'a.yaml', data: 'd' } }],
    ['status --timeout 5 --timeout 6', { ...STATUS, timeoutSeconds: 6 }],
    [
      'status --data d --json --tier development --timeout 9 --workspace w',
      { kind: 'status', json: true, timeoutSeconds: 9, tier: 'development', place: { workspace: 'w', data: 'd' } },
    ],

    ['changes freezes', FREEZES],
    ['changes freezes --calendar br-prod', { ...FREEZES, calendar: 'br-prod' }],
    ['changes import a.ics --json', { kind: 'changes-import', file: 'a.ics', json: true, place: NOWHERE }],
    ['changes export', { kind: 'changes-export', format: 'ics', out: null, place: NOWHERE }],
    ['changes export --format csv --out c', { kind: 'changes-export', format: 'csv', out: 'c', place: NOWHERE }],
    ['changes check change.yaml', CHECK],
    ['changes check --json change.yaml --timeout 5', { ...CHECK, json: true, timeoutSeconds: 5 }],
    ['changes check - --data d', { ...CHECK, file: '-', place: { workspace: null, data: 'd' } }],
    [
      'changes freezes --months 2 --json --workspace w',
      { ...FREEZES, months: 2, json: true, place: { workspace: 'w', data: null } },
    ],

    ['serve', SERVE],
    ['serve --port 0', SERVE],
    ['serve --port 8080', { ...SERVE, port: 8_080 }],
    ['serve --port 65535', { ...SERVE, port: 65_535 }],
    ['serve --trace-saved t.jsonl', { ...SERVE, traceSaved: 't.jsonl' }],
    ['serve --workspace w --data d', { ...SERVE, place: { workspace: 'w', data: 'd' } }],

    ['simulate', SIMULATE],
    ['simulate --port 9000', { ...SIMULATE, port: 9_000 }],
    ['simulate --seed 0', { ...SIMULATE, seed: 0 }],
    ['simulate --seed 2147483647', { ...SIMULATE, seed: 2_147_483_647 }],
    ['simulate --scenario s.json', { ...SIMULATE, scenario: 's.json' }],
  ])('"%s"', (line, command) => {
    expect(read(line)).toEqual({ ok: true, value: command });
  });

  it.each([
    ['observe', 'there is no command "observe"'],
    ['Status', 'there is no command "Status"'],
    ['--json', 'there is no command "--json"'],
    ['status --timeout 0', '--timeout takes seconds'],
    ['status --timeout -5', '--timeout'],
    ['status --timeout 3601', '--timeout takes seconds'],
    ['status --timeout soon', '--timeout takes seconds'],
    ['status --timeout 5s', '--timeout takes seconds'],
    ['status --timeout NaN', '--timeout takes seconds'],
    ['status --timeout Infinity', '--timeout takes seconds'],
    ['status --timeout=', '--timeout takes seconds'],
    ['status --timeout', '--timeout'],
    ['status --tier staging', '--tier takes production, pre-production or development'],
    ['status --tier Production', '--tier takes production, pre-production or development'],
    ['status --tier=', '--tier takes production, pre-production or development'],
    ['status --tier', '--tier'],
    ['status --json=yes', '--json'],
    ['status --no-json', '--no-json'],
    ['status --port 1', '--port'],
    ['status --verbose', '--verbose'],
    ['status extra', 'extra'],
    ['status -- extra', 'extra'],
    ['serve --port 65536', '--port takes a number from 0 to 65535'],
    ['serve --port -1', '--port'],
    ['serve --port 80.5', '--port takes a number from 0 to 65535'],
    ['serve --port http', '--port takes a number from 0 to 65535'],
    ['serve --port=', '--port takes a number from 0 to 65535'],
    ['serve --trace-saved=', '--trace-saved takes a file'],
    ['serve --json', '--json'],
    ['serve --timeout 3', '--timeout'],
    ['simulate --seed 1.5', '--seed takes a whole number from 0 to 2147483647'],
    ['simulate --seed -1', '--seed'],
    ['simulate --seed 2147483648', '--seed takes a whole number from 0 to 2147483647'],
    ['simulate --seed=', '--seed takes a whole number from 0 to 2147483647'],
    ['simulate --port 70000', '--port takes a number from 0 to 65535'],
    ['simulate --workspace w', '--workspace'],
    ['handover --format pdf', '--format takes markdown, json, text'],
    ['handover --timeout soon', '--timeout takes seconds'],
    ['handover --team=', '--team takes the id of a team'],
    ['handover 7f3a --team br-l2', 'handover takes one of: an id, --team, --list'],
    ['handover 7f3a 8b2c', '8b2c'],
    ['changes', 'changes takes freezes'],
    ['changes thaw', 'changes takes freezes, check, import or export, not "thaw"'],
    ['changes check', 'changes check takes a file with a change, or the number of one'],
    ['changes check --json', 'changes check takes a file'],
    ['changes check --timeout 5', 'changes check takes a file'],
    ['changes check a b', 'b'],
    ['changes import', 'changes import takes a file'],
    ['changes export --format pdf', '--format takes ics or csv'],
    ['changes export --out=', '--out takes a file'],
    ['changes check a --timeout soon', '--timeout takes seconds'],
    ['changes check a --months 2', '--months'],
    ['changes freezes --months 0', '--months takes a whole number from 1 to 240'],
    ['changes freezes --months soon', '--months takes a whole number from 1 to 240'],
    ['changes freezes extra', 'extra'],
  ])('"%s" is refused with one sentence', (line, sentence) => {
    const answer = read(line);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.error).toContain(sentence);
    expect(answer.error).not.toContain('\n');
  });

  it('every option of the usage is one that is read, and every command too', () => {
    const named = new Set(USAGE.match(/--[a-z-]+/g));
    expect([...named].sort()).toEqual([
      '--calendar',
      '--data',
      '--format',
      '--json',
      '--list',
      '--months',
      '--out',
      '--port',
      '--scenario',
      '--seed',
      '--team',
      '--tier',
      '--timeout',
      '--trace-saved',
      '--workspace',
    ]);
    for (const command of [
      'status',
      'serve',
      'simulate',
      'changes freezes',
      'changes check x',
      'changes import x',
      'changes export',
      'help',
      'version',
    ])
      expect(read(command).ok, command).toBe(true);
  });

  it('exit codes are those of product.md 10 and sysexits', () => {
    expect(EXIT).toEqual({
      usage: 64,
      badInput: 65,
      noInput: 66,
      unavailable: 69,
      cannotCreate: 73,
      io: 74,
      inUse: 75,
      badWorkspace: 78,
    });
  });
});

describe('MERIDIAN_WORKSPACE and MERIDIAN_DATA', () => {
  const environment = { MERIDIAN_WORKSPACE: 'env.yaml', MERIDIAN_DATA: 'env-data' };

  it.each([
    ['status', environment, { workspace: 'env.yaml', data: 'env-data' }],
    ['serve', environment, { workspace: 'env.yaml', data: 'env-data' }],
    ['status --workspace w', environment, { workspace: 'w', data: 'env-data' }],
    ['serve --data d', environment, { workspace: 'env.yaml', data: 'd' }],
    ['status', { MERIDIAN_WORKSPACE: '', MERIDIAN_DATA: '' }, NOWHERE],
    ['status', { MERIDIAN_WORKSPACE: undefined }, NOWHERE],
  ])('"%s" with %o', (line, variables, place) => {
    expect(read(line, variables)).toMatchObject({ ok: true, value: { place } });
  });

  it('are nothing to the simulator', () => {
    expect(read('simulate', environment)).toEqual({ ok: true, value: SIMULATE });
  });
});

describe('the command line of the desktop app', () => {
  it.each<readonly [string, readonly string[], object]>([
    ['nothing', [], NOWHERE],
    ['its own options', ['--workspace', 'w.yaml', '--data', 'd'], { workspace: 'w.yaml', data: 'd' }],
    ['with a sign of equality', ['--workspace=w.yaml', '--data=d'], { workspace: 'w.yaml', data: 'd' }],
    [
      'among the words of Electron and Chromium',
      [
        '--no-sandbox',
        '--disable-gpu',
        '--lang=pt-BR',
        '--user-data-dir=/somewhere',
        '--remote-debugging-port=0',
        '--inspect=0',
        '--workspace',
        'w.yaml',
        '--enable-features=A,B',
        '.',
        '--data=d',
      ],
      { workspace: 'w.yaml', data: 'd' },
    ],
    [
      'with a path of the app before them',
      ['out/main/index.cjs', '--workspace=w.yaml'],
      { workspace: 'w.yaml', data: null },
    ],
    ['of macOS', ['-psn_0_12345', '--data=d'], { workspace: null, data: 'd' }],
    ['without their values', ['--workspace'], NOWHERE],
    ['behind the end of options', ['--', '--workspace=w.yaml'], NOWHERE],
    ['twice: the last counts', ['--data=a', '--data=b'], { workspace: null, data: 'b' }],
    ['of names that every object has', ['--__proto__=x', '--constructor', '--toString=y'], NOWHERE],
    [
      'with spaces and other scripts',
      ['--workspace=Моя команда/पूर्व.yaml'],
      { workspace: 'Моя команда/पूर्व.yaml', data: null },
    ],
  ])('%s', (_name, words, place) => {
    expect(readPlace(words, {})).toEqual(place);
  });

  it('falls back to the environment', () => {
    const environment = { MERIDIAN_WORKSPACE: 'env.yaml', MERIDIAN_DATA: 'env-data' };
    expect(readPlace(['--no-sandbox'], environment)).toEqual({ workspace: 'env.yaml', data: 'env-data' });
    expect(readPlace(['--data=d'], environment)).toEqual({ workspace: 'env.yaml', data: 'd' });
  });
});
