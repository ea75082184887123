import { describe, expect, test } from 'vitest';
import { holidaysKnownUntil } from '../../../shared/domain/freezes/holidays';
import { teamViews } from '../../../shared/domain/snapshot/build';
import { parseWorkspace } from '../../../shared/domain/workspace/parse';
import type { Workspace } from '../../../shared/domain/workspace/types';
import { describeProblem } from '../../../shared/domain/yaml/read-yaml';
import { workspaceText } from '../../builders/workspace-file';

const TEAMS = `  - id: br-l2
    name: Brazil L2
    level: L2
    place: São Paulo
    timeZone: America/Sao_Paulo
    shifts:
      - { name: early, days: mon-sun, from: "06:00", to: "14:00" }
      - { name: late, days: mon-sun, from: "14:00", to: "22:00" }
    onCall: [{ name: night, days: mon-sun, from: "22:00", to: "06:00" }]
    holidays: { country: BR }
  - { id: us-l3, name: US L3, level: L3, place: New York, timeZone: America/New_York }
`;
const PEOPLE = `  - { id: rafael, name: Rafael, team: br-l2 }
  - { id: thiago, name: Thiago, team: br-l2 }
  - { id: dana, name: Dana, team: us-l3, lead: true }
`;
const ROTA = `  - { team: br-l2, shift: early, from: 2026-11-16, to: 2026-11-22, people: [rafael] }
leave:
  - { person: dana, from: 2026-11-26, to: 2026-11-27 }
cover:
  - { team: br-l2, people: [dana, thiago], instead: rafael, from: "2026-11-17T06:00", to: 2026-11-17T14:00 }
swaps:
  - { team: br-l2, between: [rafael, thiago], days: [2026-11-18, 2026-11-30] }
`;

const TEXT = workspaceText(
  '  - { id: br-l2, name: Brazil L2, level: L2, place: São Paulo, timeZone: America/Sao_Paulo }\n',
  TEAMS,
)
  .replace('  - { id: rafael, name: Rafael, team: br-l2 }\n', PEOPLE)
  .replace('  - { team: br-l2, from: 2026-11-16, to: 2026-11-22, people: [rafael] }\n', ROTA);

const workspace = (text: string): Workspace => {
  const parsed = parseWorkspace(text);
  if (!parsed.ok) throw new Error(parsed.error.map((problem) => describeProblem('', problem)).join('\n'));
  return parsed.value;
};

/** `key: expected ...` of every problem once a piece of the file is another. */
const problems = (piece: string, by: string): readonly string[] => {
  if (!TEXT.includes(piece)) throw new Error(`the file has no "${piece}"`);
  const parsed = parseWorkspace(TEXT.replace(piece, by));
  return parsed.ok ? [] : parsed.error.map((problem) => describeProblem('', problem).replace(/^:\d+:\d+ /, ''));
};

describe('who is on duty, in the workspace file', () => {
  test('comes to the window by team: the leave of its people, the cover and the swaps of its shifts', () => {
    const [brazil, us] = teamViews(workspace(TEXT));
    expect(brazil).toMatchObject({
      shifts: [
        { name: 'early', from: 360, to: 840 },
        { name: 'late', from: 840, to: 1320 },
      ],
      onCall: [{ name: 'night' }],
      rota: [{ shift: 'early', from: '2026-11-16', to: '2026-11-22', people: ['rafael'] }],
      leave: [],
      cover: [{ people: ['dana', 'thiago'], instead: 'rafael', from: '2026-11-17T06:00', to: '2026-11-17T14:00' }],
      swaps: [{ between: ['rafael', 'thiago'], days: ['2026-11-18', '2026-11-30'] }],
    });
    expect(us).toMatchObject({
      holidays: null,
      leave: [{ person: 'dana', from: '2026-11-26', to: '2026-11-27' }],
      cover: [],
      swaps: [],
    });
    // It goes to the window as JSON.
    expect(JSON.parse(JSON.stringify(brazil))).toEqual(brazil);
  });

  test('has the public holidays of a team with the year until which they are known', () => {
    const [brazil] = teamViews(workspace(TEXT));
    expect(brazil?.holidays).toMatchObject({ country: 'BR', subdivision: null, knownUntil: holidaysKnownUntil('BR') });
    expect(brazil?.holidays?.days).toContain('2026-09-07');
    expect(brazil?.holidays?.days).not.toContain('2026-09-08');
    const ontario = workspace(TEXT.replace('{ country: BR }', "{ country: CA, subdivision: 'ON' }")).teams[0];
    expect(ontario?.holidays?.days).toContain('2026-12-26');
  });

  test.each([
    ['shift: early,', 'shift: noon,', ['rota[0].shift: expected the name of a shift of br-l2 (early, late, night)']],
    [
      'team: br-l2, shift: early',
      'team: us-l3, shift: early',
      ['rota[0].shift: expected the name of a shift of us-l3 (none of them has one)'],
    ],
    [
      '{ country: BR }',
      '{ country: UA }',
      ['teams[0].holidays.country: expected a country whose public holidays are known (BR, CA, US, IN)'],
    ],
    [
      '{ country: BR }',
      "{ country: BR, subdivision: 'SP' }",
      ['teams[0].holidays.subdivision: expected none: of BR only the public holidays of the whole country are known'],
    ],
    [
      '{ country: BR }',
      '{ country: Brazil }',
      ['teams[0].holidays.country: expected a country code of ISO 3166-1 such as BR'],
    ],
    [
      'person: dana, from',
      'person: dan, from',
      ['leave[0].person: expected the id of one of people (rafael, thiago, dana)'],
    ],
    ['to: 2026-11-27', 'to: 2026-11-25', ['leave[0].to: expected a date not before 2026-11-26']],
    ['team: br-l2, people', 'team: br, people', ['cover[0].team: expected the id of one of teams (br-l2, us-l3)']],
    [
      '[dana, thiago]',
      '[dana, tiago]',
      ['cover[0].people[1]: expected the id of one of people (rafael, thiago, dana)'],
    ],
    ['[dana, thiago]', '[]', ['cover[0].people: expected at least one person']],
    [
      'instead: rafael',
      'instead: nobody',
      ['cover[0].instead: expected the id of one of people (rafael, thiago, dana)'],
    ],
    ['instead: rafael', 'instead: dana', ['cover[0].instead: expected somebody who is none of "people"']],
    ['to: 2026-11-17T14:00', 'to: 2026-11-17T06:00', ['cover[0].to: expected a time after 2026-11-17T06:00']],
    ['to: 2026-11-17T14:00', 'to: 2026-11-17T24:00', ['cover[0].to: expected a local time as YYYY-MM-DDTHH:MM']],
    ['to: 2026-11-17T14:00', 'to: 2026-11-31T14:00', ['cover[0].to: expected a local time as YYYY-MM-DDTHH:MM']],
    ['to: 2026-11-17T14:00', 'to: 2026-11-17T14:00Z', ['cover[0].to: expected a local time as YYYY-MM-DDTHH:MM']],
    ['between: [rafael, thiago]', 'between: [rafael]', ['swaps[0].between: expected two people, as [one, another]']],
    [
      'between: [rafael, thiago]',
      'between: [rafael, rafael]',
      ['swaps[0].between[1]: expected somebody else than rafael'],
    ],
    [
      'between: [rafael, thiago]',
      'between: [thiago, rafael]',
      ['swaps[0].between[0]: expected somebody who works for br-l2 on 2026-11-18 (rafael)'],
    ],
    [
      'between: [rafael, thiago]',
      'between: [rafael, dana]',
      ['swaps[0].between[1]: expected somebody who works for br-l2 on 2026-11-30 (rafael, thiago)'],
    ],
    [
      'between: [rafael, thiago]',
      'between: [rafael, tiago]',
      ['swaps[0].between[1]: expected the id of one of people (rafael, thiago, dana)'],
    ],
    [
      'days: [2026-11-18, 2026-11-30]',
      'days: [2026-11-18, 2026-11-31]',
      ['swaps[0].days[1]: expected a date as YYYY-MM-DD'],
    ],
  ])('%j written as %j is refused', (piece, by, told) => {
    expect(problems(piece, by)).toEqual(told);
  });
});
