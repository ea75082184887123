import type { Path, PathProblem } from '../yaml/read-yaml';
import { HOLIDAY_COUNTRIES } from '../freezes/holidays';
import { subdivisionProblem } from './freeze-problems';
import type { WorkspaceFile } from './schema';

/** What is wrong with who is on duty when, once every id leads somewhere: a line that would change nothing promises too much. */
export const dutyProblems = (file: WorkspaceFile): readonly PathProblem[] => [
  ...file.teams.flatMap(holidayProblems),
  ...file.rota.flatMap((line, index) => rotaProblems(file, line, ['rota', index])),
  ...file.leave.flatMap((line, index) => orderProblems(line, ['leave', index])),
  ...file.cover.flatMap((line, index) => coverProblems(line, ['cover', index])),
  ...file.swaps.flatMap((line, index) => swapProblems(file, line, ['swaps', index])),
];

function holidayProblems({ holidays }: WorkspaceFile['teams'][number], index: number): readonly PathProblem[] {
  if (holidays === undefined) return [];
  const at: Path = ['teams', index, 'holidays'];
  if (!HOLIDAY_COUNTRIES.includes(holidays.country)) {
    const known = HOLIDAY_COUNTRIES.join(', ');
    return [{ path: [...at, 'country'], expected: `a country whose public holidays are known (${known})` }];
  }
  const subdivision = subdivisionProblem(holidays);
  return subdivision === null ? [] : [{ path: [...at, 'subdivision'], expected: subdivision }];
}

function rotaProblems(file: WorkspaceFile, line: WorkspaceFile['rota'][number], at: Path): readonly PathProblem[] {
  const team = file.teams.find(({ id }) => id === line.team);
  if (line.shift === undefined || team === undefined) return orderProblems(line, at);
  const names = new Set([...team.shifts, ...team.onCall].flatMap(({ name }) => name ?? []));
  if (names.has(line.shift)) return orderProblems(line, at);
  const expected = `the name of a shift of ${team.id} (${[...names].join(', ') || 'none of them has one'})`;
  return [{ path: [...at, 'shift'], expected }, ...orderProblems(line, at)];
}

const orderProblems = (
  { from, to }: { readonly from: string; readonly to: string },
  at: Path,
): readonly PathProblem[] => (to < from ? [{ path: [...at, 'to'], expected: `a date not before ${from}` }] : []);

function coverProblems(
  { from, to, people, instead }: WorkspaceFile['cover'][number],
  at: Path,
): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  if (to <= from) problems.push({ path: [...at, 'to'], expected: `a time after ${from}` });
  if (instead !== undefined && people.includes(instead))
    problems.push({ path: [...at, 'instead'], expected: 'somebody who is none of "people"' });
  return problems;
}

function swapProblems(
  file: WorkspaceFile,
  { team, between, days }: WorkspaceFile['swaps'][number],
  at: Path,
): readonly PathProblem[] {
  if (between[0] === between[1]) return [{ path: [...at, 'between', 1], expected: `somebody else than ${between[0]}` }];
  return between.flatMap((person, index) => {
    const day = days[index] ?? '';
    const lines = file.rota.filter((line) => line.team === team && line.from <= day && day <= line.to);
    const named = lines.flatMap(({ people }) => people);
    const works = named.length > 0 ? named : file.people.filter((one) => one.team === team).map(({ id }) => id);
    // An id that leads nowhere is told already.
    if (works.includes(person) || !file.people.some(({ id }) => id === person)) return [];
    const who = [...new Set(works)].join(', ') || 'nobody';
    return [{ path: [...at, 'between', index], expected: `somebody who works for ${team} on ${day} (${who})` }];
  });
}
