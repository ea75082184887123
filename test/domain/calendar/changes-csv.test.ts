import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChangesCsv, writeChangesCsv, type ChangeRow } from '../../../shared/domain/calendar/changes-csv';
import { CHANGE_STATES, CHANGE_TYPES, RISK_GRADES } from '../../../shared/domain/change/types';
import { iso } from '../../../shared/lib/time';
import { anyText } from '../../builders/any-text';
import { holds } from '../../builders/property';

const options = { zone: 'America/New_York' };
function read(text: string) {
  const file = readChangesCsv(text, options);
  if (!file.ok) throw new Error(`${file.error.line}:${file.error.column} ${file.error.cause}`);
  return file.value;
}
const problems = (text: string): readonly string[] =>
  read(text).problems.map(({ line, column, cause }) => `${line}:${column} ${cause}`);
const HEADER = 'title,start,end';
const windowOf = (start: string, end: string, more = '') => {
  const { rows, problems: found } = read(`${HEADER}${more === '' ? '' : ',zone'}\nx,${start},${end}${more}\n`);
  const window = rows[0]?.window;
  return window == null
    ? found.map((one) => one.cause).join()
    : `${iso(window.start).slice(0, 16)} ${iso(window.end).slice(0, 16)}`;
};

const FULL = `number,title,type,sites,services,start,end,zone,owner,executor,approvers,impact,reversibility,novelty,state,rollback command,link,Ticket
C-7,"Checkout 4.12, to ""Brazil""
in two steps",Emergency,br-prod us-prod,checkout | cart,2026-11-30 22:00 America/Sao_Paulo,2026-12-01T01:30:00Z,,ana,ravi,john | olena smith,3,1,2,scheduled,"helm rollback ""checkout""",https://t.example/7,OPS-12
`;

describe('changes from a spreadsheet', () => {
  it('have every column, and what nobody knows is kept and reported', () => {
    expect(read(FULL)).toEqual({
      lines: [2],
      rows: [
        {
          number: 'C-7',
          title: 'Checkout 4.12, to "Brazil"\nin two steps',
          type: 'emergency',
          sites: ['br-prod', 'us-prod'],
          services: ['checkout', 'cart'],
          window: { start: Date.UTC(2026, 11, 1, 1), end: Date.UTC(2026, 11, 1, 1, 30) },
          zone: 'America/Sao_Paulo',
          owner: 'ana',
          executor: 'ravi',
          approvers: ['john', 'olena smith'],
          risk: { impact: 3, reversibility: 1, novelty: 2 },
          state: 'scheduled',
          rollbackCommand: 'helm rollback "checkout"',
          link: 'https://t.example/7',
          other: { Ticket: 'OPS-12' },
        },
      ],
      unknown: ['Ticket'],
      problems: [],
    });
  });

  it.each([
    ['semicolons', FULL.replaceAll(',', ';').replace('4.12; to', '4.12, to')],
    ['tabs', FULL.replaceAll(',', '\t').replace('4.12\t to', '4.12, to')],
    ['a byte order mark and CRLF', `\ufeff${FULL.replaceAll('\n', '\r\n').replace('\r\nin two', '\nin two')}`],
    ['no line end at the end', FULL.trimEnd()],
    ['empty lines and empty rows', FULL.replace('Ticket\n', 'Ticket\n\n,,,\n   \n')],
    [
      'other ways to write a header',
      FULL.replace('rollback command', '"Rollback_Command"').replace('title', ' TITLE '),
    ],
  ])('with %s are the same', (_, text) => {
    expect({ ...read(text), lines: [2] }).toEqual(read(FULL));
  });

  it('need no more than a title and the two columns of the window', () => {
    expect(read(`${HEADER}\nx,,\n`).rows).toEqual([
      {
        number: '',
        title: 'x',
        type: 'normal',
        sites: [],
        services: [],
        window: null,
        zone: null,
        owner: '',
        executor: '',
        approvers: [],
        risk: null,
        state: null,
        rollbackCommand: '',
        link: '',
        other: {},
      },
    ]);
  });

  it('have columns of one name side by side, and none is lost', () => {
    const { rows, unknown } = read(`${HEADER},note,note,title,\nx,,,a,b,c,d\n`);
    expect(unknown).toEqual(['note', 'note (2)', 'title (2)', 'column 7']);
    expect(rows[0]).toMatchObject({
      title: 'x',
      other: { note: 'a', 'note (2)': 'b', 'title (2)': 'c', 'column 7': 'd' },
    });
  });
});

describe('times in a spreadsheet', () => {
  it.each([
    [
      '2026-11-30 22:00 America/Sao_Paulo',
      '2026-11-30 23:00 America/Sao_Paulo',
      '',
      '2026-12-01T01:00 2026-12-01T02:00',
    ],
    ['2026-11-30T22:00:00-03:00', '2026-11-30T23:00-0300', '', '2026-12-01T01:00 2026-12-01T02:00'],
    ['2026-11-30T22:00Z', '2026-11-30 23:00:00.5Z', '', '2026-11-30T22:00 2026-11-30T23:00'],
    // Without a zone: that of the column, else that of whoever reads.
    ['2026-11-30 22:00', '2026-11-30 23:00', ',Asia/Kolkata', '2026-11-30T16:30 2026-11-30T17:30'],
    ['2026-11-30 22:00', '2026-11-30 23:00', '', '2026-12-01T03:00 2026-12-01T04:00'],
    ['2026-11-30 22:00 India Standard Time', '2026-11-30 23:00 Asia/Kolkata', '', '2026-11-30T16:30 2026-11-30T17:30'],
    // The first of an hour that is repeated; the second can be said by its offset.
    ['2026-11-01 01:30', '2026-11-01T01:30-05:00', '', '2026-11-01T05:30 2026-11-01T06:30'],
  ])('%s to %s%s', (start, end, zone, expected) => {
    expect(windowOf(start, end, zone)).toBe(expected);
  });

  it.each([
    [
      '30.11.2026',
      '2026-11-30 23:00',
      'start: "30.11.2026" is no time: expected such as "2026-11-30 22:00 America/Sao_Paulo" or 2026-11-30T22:00-03:00.',
    ],
    ['2026-11-31 22:00', '2026-12-01 23:00', 'start: "2026-11-31 22:00" is in no calendar.'],
    ['2026-11-30 25:00', '2026-12-01 23:00', 'start: "2026-11-30 25:00" is in no calendar.'],
    [
      '2026-11-30 22:00 Middle/Earth',
      '2026-12-01 23:00',
      'start: "Middle/Earth" is no time zone: expected such as America/Sao_Paulo.',
    ],
    [
      '2026-03-08 02:30',
      '2026-03-08 04:00',
      'start: 2026-03-08 02:30 does not exist in America/New_York: the clock is put forward over it.',
    ],
    ['2026-11-30 22:00', '2026-11-30 22:00', 'end: the change ends before it starts.'],
    [
      '2026-11-30 22:00',
      '',
      'end: "" is no time: expected such as "2026-11-30 22:00 America/Sao_Paulo" or 2026-11-30T22:00-03:00.',
    ],
  ])('%s to %s costs the row, and says why', (start, end, cause) => {
    expect(windowOf(start, end)).toBe(cause);
  });
});

describe('a bad row costs only itself, and its place is named', () => {
  const many = (...rows: readonly string[]) =>
    [`${HEADER},type,state,impact,reversibility,novelty,zone`, 'first,,', ...rows, 'last,,', ''].join('\r\n');
  it.each<[string, string, string]>([
    ['no title', ' ,,,normal', '3:1 The change has no title.'],
    ['another type', 'x,,,urgent', '3:5 type "urgent": expected one of standard, normal, emergency.'],
    [
      'another state',
      'x,,,,open',
      '3:6 state "open": expected one of draft, proposed, approved, scheduled, running, baking, done, rolled-back, aborted.',
    ],
    [
      'half a risk',
      'x,,,,,2,,1',
      '3:9 reversibility "": expected 1, 2 or 3, as for all three of impact, reversibility, novelty.',
    ],
    [
      'another grade',
      'x,,,,,4,2,1',
      '3:7 impact "4": expected 1, 2 or 3, as for all three of impact, reversibility, novelty.',
    ],
    ['another zone', 'x,,,,,,,,Mars', '3:10 zone "Mars" is no time zone: expected such as America/Sao_Paulo.'],
    ['a cell too many', 'x,,,,,,,,,more', '3:11 The row has 10 cells and the header 9: a separator too many?'],
    [
      'text behind a quote',
      '"x" y,,',
      '3:1 There is text after the closing quote; a quote within a cell is written twice.',
    ],
  ])('%s', (_, row, problem) => {
    expect(problems(many(row))).toEqual([problem]);
    expect(read(many(row)).rows.map((one) => one.title)).toEqual(['first', 'last']);
  });

  it('also behind a cell of several lines', () => {
    expect(problems(many('"a\r\nb\nc",,', 'x,,,urgent'))).toEqual([
      '6:5 type "urgent": expected one of standard, normal, emergency.',
    ]);
    expect(problems(many('"a\nb",,,urgent'))).toEqual([
      '4:6 type "urgent": expected one of standard, normal, emergency.',
    ]);
  });

  it('a quote that is never closed takes the rest of the file, and says so', () => {
    expect(problems(many('x,"open,,', 'y,,'))).toEqual([
      '3:3 The quote is never closed: the rest of the file would be in this cell.',
    ]);
    expect(read(many('x,"open,,', 'y,,')).rows.map((one) => one.title)).toEqual(['first']);
  });

  it.each([
    ['', '1:1 The file is empty: expected a header and rows.'],
    ['\r\n , \r\n', '1:1 The file is empty: expected a header and rows.'],
    ['name,when\nx,now\n', '1:1 The header has no column title, start, end. Known are: number, title, '],
    ['"title', '1:1 The quote is never closed'],
  ])('a file like "%s" is none', (text, cause) => {
    const file = readChangesCsv(text, options);
    expect(file.ok ? null : `${file.error.line}:${file.error.column} ${file.error.cause}`).toContain(cause);
  });

  it('a header wider than anybody reads is refused', () => {
    expect(readChangesCsv(`${HEADER},${'a,'.repeat(600)}`, options)).toEqual({
      ok: false,
      error: { line: 1, column: 1_011, cause: 'The header has 604 columns; up to 500 are read.' },
    });
  });

  it('a cell as large as the file, and rows without end, are read or said, never thrown', () => {
    expect(read(`${HEADER}\n"${'a'.repeat(15_000_000)}",,`).rows[0]?.title).toHaveLength(15_000_000);
    expect(read(`"${'""'.repeat(5_000_000)}",${HEADER}\n,x,,`).rows).toHaveLength(1);
    expect(read(`${HEADER}\n${'x,,\n'.repeat(3_000_000)}`).rows).toHaveLength(20_000);
    expect(read(`${HEADER}\n${'"x"y\n'.repeat(1_000_000)}x,,\n`).problems).toHaveLength(201);
  });

  it('more rows than anybody plans are not read, and that is said', () => {
    const { rows, problems: found } = read(`${HEADER}\n${'x,,\n'.repeat(20_001)}`);
    expect(rows).toHaveLength(20_000);
    expect(found).toEqual([
      { line: 20_002, column: 1, cause: 'There are more than 20000 changes: from here on none was read.' },
    ]);
    const bad = read(`${HEADER}\n${',2026,\n'.repeat(300)}`).problems;
    expect(bad).toHaveLength(201);
    expect(bad.at(-1)?.cause).toBe('There are 100 more problems from here on.');
  });
});

describe('what is written', () => {
  const row: ChangeRow = { ...read(FULL).rows[0]!, zone: 'America/New_York' };

  it('is RFC 4180, with times on the wall clock of their zone', () => {
    expect(writeChangesCsv([row])).toBe(
      '\ufeffnumber,title,type,sites,services,start,end,zone,owner,executor,approvers,impact,reversibility,novelty,state,rollback command,link,Ticket\r\n' +
        'C-7,"Checkout 4.12, to ""Brazil""\nin two steps",emergency,br-prod | us-prod,checkout | cart,2026-11-30T20:00:00-05:00,2026-11-30T20:30:00-05:00,America/New_York,ana,ravi,john | olena smith,3,1,2,scheduled,"helm rollback ""checkout""",https://t.example/7,OPS-12\r\n',
    );
  });

  it.each(['=1+1', '+49 30', '-rf', '@sum', '\tx', '\rx', '\nx', '＝1', "'=1", "''@x"])(
    'never begins a cell with a formula: %j',
    (title) => {
      const text = writeChangesCsv([{ ...row, title, rollbackCommand: title, other: { [title]: title } }]);
      for (const cell of text.slice(1).split(/[,;\t](?=')|\r\n/)) expect(cell).not.toMatch(/^"?[=+\-@\t\r\n＝]/);
      expect(text).toContain(`'${title}`);
      expect(read(text).rows).toEqual([{ ...row, title, rollbackCommand: title, other: { [title]: title } }]);
    },
  );

  it('leaves an apostrophe alone that guards nothing', () => {
    const text = writeChangesCsv([{ ...row, title: "'tis the season" }]);
    expect(text).toContain(",'tis the season,");
    expect(read(text).rows[0]?.title).toBe("'tis the season");
  });

  const name = fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/),
    fc.constantFrom('olena smith', '=x', "'", '"q"', 'é日'),
  );
  const filled = anyText({ maxLength: 30 }).filter((one) => one.trim() !== '');
  const at = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
  const anyRow: fc.Arbitrary<ChangeRow> = fc
    .record({
      number: anyText({ maxLength: 8 }),
      title: filled,
      type: fc.constantFrom(...CHANGE_TYPES),
      sites: fc.array(name, { maxLength: 3 }),
      services: fc.array(name, { maxLength: 3 }),
      window: fc.option(
        fc.tuple(at, fc.integer({ min: 1, max: 1e9 })).map(([start, length]) => ({ start, end: start + length })),
      ),
      zone: fc.option(
        fc.constantFrom('America/New_York', 'Asia/Kolkata', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'),
      ),
      owner: anyText({ maxLength: 12 }),
      executor: anyText({ maxLength: 12 }),
      approvers: fc.array(name, { maxLength: 3 }),
      risk: fc.option(
        fc.record({
          impact: fc.constantFrom(...RISK_GRADES),
          reversibility: fc.constantFrom(...RISK_GRADES),
          novelty: fc.constantFrom(...RISK_GRADES),
        }),
      ),
      state: fc.option(fc.constantFrom(...CHANGE_STATES)),
      rollbackCommand: anyText({ maxLength: 60 }),
      link: anyText({ maxLength: 30 }),
    })
    .map((one) => ({ ...one, other: {} }));

  it('is read as it was, whatever the texts, with any separator', () => {
    const others = fc.uniqueArray(fc.stringMatching(/^[=+'A-Z][a-z" ,;]{3,9}x$/), { maxLength: 3 });
    holds(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 5 }),
        others,
        fc.constantFrom(',', ';', '\t'),
        (rows, names, separator) => {
          const given = rows.map((one) => ({
            ...one,
            other: Object.fromEntries(names.map((other) => [other, one.link])),
          }));
          const file = read(writeChangesCsv(given, { separator }));
          expect(file.problems).toEqual([]);
          expect(file.rows).toEqual(given);
          expect(file.unknown).toEqual(names);
        },
      ),
      400,
    );
  });

  it('any text is read without a throw', () => {
    const cell = fc.oneof(
      anyText({ maxLength: 10 }),
      fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', '2026-11-30 10:00', "'="),
    );
    holds(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        for (const { line, column } of read(`${HEADER}\n${cells.join('')}`).problems)
          expect(Math.min(line, column)).toBeGreaterThan(0);
        readChangesCsv(cells.join(''), options);
      }),
      500,
    );
  });
});
