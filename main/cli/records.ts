import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mayBeSeenBy } from '../../shared/domain/incident/rules';
import { changeOf } from '../../shared/records/change';
import { changeText } from '../../shared/records/change-text';
import { chatText } from '../../shared/records/chat-text';
import { contentHash } from '../../shared/records/content-hash';
import { incidentHtml } from '../../shared/records/paper/incident-html';
import { restrictionOf } from '../../shared/records/incident';
import type { Json, PersonId } from '../../shared/records/ids';
import { momentText } from '../../shared/records/portable/overview';
import type { FoundRecord, Passage } from '../../shared/records/search/types';
import { openRecords } from '../open-records';
import { folderOf, own } from '../place';
import { systemClock } from '../polling/system-clock';
import { exportJson, exportMarkdown, readForExport } from '../records/export-record';
import {
  asNew,
  commitImport,
  fileProblemText,
  planImport,
  readFileText,
  type ImportTools,
} from '../records/import-record';
import type { Incoming, Leaving } from '../records/records-files-port';
import type { Records, RecordsProblem } from '../records/records-port';
import { EXIT } from './arguments';
import { personOf } from './person';
import type { RecordsAction, RecordsCommand } from './records-arguments';
import type { Outcome } from './status';
import { inert } from './status-text';

const tools: ImportTools = {
  newId: randomUUID,
  sha256: (of) => createHash('sha256').update(of).digest('hex'),
};

/** `meridian records ...`: opens the records of a data folder nobody else holds, does one thing, and closes them. */
export function records(command: RecordsCommand): Outcome {
  // Files are read before the folder is touched: what cannot be imported changes nothing.
  const incoming = command.action === 'import' ? readFiles(command) : [];
  if (!Array.isArray(incoming)) return incoming as Outcome;
  const folder = folderOf(command.place.data, command.place.workspace === null);
  const owned = own(folder, 'records');
  if (!owned.ok) return failed(EXIT.inUse, owned.error.message);
  try {
    const person = command.as ?? personOf(folder);
    const opened = openRecords({ folder, person, clock: systemClock, clockOffset: () => null });
    const engine = opened.records;
    engine.catchUp();
    const outcome = run(command, {
      engine,
      person,
      // No workspace file is the demo, and so are its records.
      demo: command.place.workspace === null,
      incoming: incoming as readonly Incoming[],
    });
    const { report } = engine.health();
    const stopped = engine.stop();
    const said = { ...outcome, stderr: `${report.map(line).join('')}${outcome.stderr}` };
    return stopped.ok ? said : { ...failed(EXIT.io, stopped.error.message), stdout: '' };
  } finally {
    owned.value.release();
  }
}

interface Opened {
  readonly engine: Records;
  readonly person: PersonId;
  readonly demo: boolean;
  readonly incoming: readonly Incoming[];
}

function run(command: RecordsAction, opened: Opened): Outcome {
  switch (command.action) {
    case 'list':
      return list(command, opened);
    case 'search':
      return search(command, opened);
    case 'show':
    case 'export':
      return leave(command, opened);
    case 'import':
      return bring(command, opened);
  }
}

function list(
  { json, ofKind, limit }: Extract<RecordsAction, { action: 'list' }>,
  { engine, person }: Opened,
): Outcome {
  const listed = engine.list(ofKind === null ? {} : { kind: ofKind });
  if (!listed.ok) return problem(listed.error);
  const shown = listed.value.filter(({ row }) => mayBeSeenBy(restrictionOf(rowOf(row)), person)).slice(0, limit);
  if (json) {
    const records_ = shown.map(({ record, kind, title, row, changedAt }) => ({
      ...rowOf(row),
      record,
      type: kind,
      title,
      changedAt: new Date(changedAt).toISOString(),
    }));
    return printed(`${JSON.stringify({ records: records_ }, null, 2)}\n`);
  }
  return printed(
    shown.map(({ record, title, row, changedAt, kind }) => line(rowText(record, title, row, changedAt, kind))).join(''),
  );
}

function search(
  { json, text, filters, limit }: Extract<RecordsAction, { action: 'search' }>,
  { engine }: Opened,
): Outcome {
  const found = engine.search({ text, filters, limit });
  if (!found.ok) return problem(found.error);
  const { records: shown, more } = found.value;
  if (json) {
    const records_ = shown.map(({ record, kind, title, passages, row, changedAt }) => ({
      ...rowOf(row),
      record,
      type: kind,
      title: title.text,
      changedAt: new Date(changedAt).toISOString(),
      marks: title.marks,
      passages,
    }));
    return printed(`${JSON.stringify({ records: records_, more }, null, 2)}\n`);
  }
  const lines = shown.flatMap(({ record, kind, title, passages, row, changedAt }: FoundRecord) => [
    line(rowText(record, marked(title), row, changedAt, kind)),
    ...passages.map((passage) => line(`    ${marked(passage)}`)),
  ]);
  return printed(lines.join(''), more ? line(`There are more; --limit shows them.`) : '');
}

/** Marks stand between brackets of a kind nobody types. */
const marked = ({ text, marks }: Passage): string => {
  let done = '';
  let at = 0;
  for (const [from, to] of marks) {
    done += `${text.slice(at, from)}\u00ab${text.slice(from, to)}\u00bb`;
    at = to;
  }
  return done + text.slice(at);
};

function leave(
  command: Extract<RecordsAction, { action: 'show' | 'export' }>,
  { engine, person, demo }: Opened,
): Outcome {
  const read = readForExport(engine, command.record, person);
  if (!read.ok) return problem(read.error);
  const format = command.action === 'export' ? command.format : command.json ? 'json' : 'text';
  const text = written(engine, read.value, format, demo);
  if (typeof text !== 'string') return problem(text);
  const out = command.action === 'export' ? command.out : null;
  if (out === null) return printed(text);
  try {
    writeFileSync(out, text, { mode: 0o600 });
    return printed('', '');
  } catch (error) {
    return failed(EXIT.cannotCreate, `${out} cannot be written: ${error instanceof Error ? error.message : ''}`);
  }
}

function written(
  engine: Records,
  leaving: Leaving,
  format: 'markdown' | 'json' | 'html' | 'text',
  demo: boolean,
): string | RecordsProblem {
  const { view, content, incident } = leaving;
  switch (format) {
    case 'markdown':
      return exportMarkdown(leaving);
    case 'json': {
      const text = exportJson(engine, leaving, tools.sha256);
      return text.ok ? text.value : text.error;
    }
    case 'text':
      if (view.kind === 'change')
        return changeText(view.record, changeOf(content, view.state.acts, tools.sha256), view.state.acts);
      return chatText(view.record, incident, view.state);
    case 'html':
      if (view.kind !== 'incident')
        return {
          kind: 'unknown-kind',
          message: `there is no page of a ${view.kind} to print: take markdown, json or text`,
        };
      return incidentHtml({
        record: view.record,
        incident,
        state: view.state,
        contentHash: contentHash(content, tools.sha256),
        printedAt: systemClock.now(),
        demo,
      });
  }
}

/** All files are read and checked; any problem is said with file, line and column, and nothing is imported. */
function readFiles({
  files,
  asNew: fresh,
}: Extract<RecordsCommand, { action: 'import' }>): readonly Incoming[] | Outcome {
  const incoming: Incoming[] = [];
  const problems: string[] = [];
  for (const file of files) {
    let text: string;
    try {
      if (statSync(file).size > 512 << 20) throw new Error('it is larger than any record');
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
    } catch (error) {
      const isText = error instanceof TypeError;
      if (!isText)
        return failed(EXIT.noInput, `${file} cannot be read: ${error instanceof Error ? error.message : ''}`);
      problems.push(`${file}:1:1 the file is no text (UTF-8)`);
      continue;
    }
    const read = readFileText(file, text, tools);
    if (read.ok) incoming.push(fresh ? asNew(read.value, tools.newId) : read.value);
    else problems.push(...read.error.map((one) => fileProblemText(file, one)));
  }
  const ids = incoming.map(({ portable }) => portable.record);
  incoming.forEach(({ file, portable }, index) => {
    const first = ids.indexOf(portable.record);
    if (first !== index) problems.push(`${file}:1:1 it holds the same record as ${incoming[first]?.file ?? ''}`);
  });
  return problems.length === 0 ? incoming : { code: EXIT.badInput, stdout: '', stderr: problems.map(line).join('') };
}

function bring(
  { json, dryRun }: Extract<RecordsAction, { action: 'import' }>,
  { engine, person, incoming }: Opened,
): Outcome {
  const plans = incoming.map((one) => ({ one, plan: planImport(engine, one, person) }));
  const refused = plans.flatMap(({ one, plan }) => (plan.ok ? [] : [line(`${one.file}:1:1 ${plan.error.message}`)]));
  if (refused.length > 0) return { code: EXIT.badInput, stdout: '', stderr: refused.join('') };
  const done: { readonly file: string; readonly record: string; readonly outcome: string }[] = [];
  for (const { one, plan } of plans) {
    const { record } = one.portable;
    if (plan.ok && plan.value === 'created' && !dryRun) {
      const committed = commitImport(engine, one, person, systemClock.now(), tools);
      if (!committed.ok) return { ...problem(committed.error), stdout: resultText(done, json) };
    }
    const outcome = plan.ok ? (dryRun && plan.value === 'created' ? 'would be created' : plan.value) : '';
    done.push({ file: one.file, record, outcome });
  }
  const warnings = incoming.flatMap(({ file, warnings: said }) => said.map((one) => line(fileProblemText(file, one))));
  return printed(resultText(done, json), warnings.join(''));
}

const resultText = (
  done: readonly { readonly file: string; readonly record: string; readonly outcome: string }[],
  json: boolean,
): string =>
  json
    ? `${JSON.stringify({ imported: done }, null, 2)}\n`
    : done.map(({ file, record, outcome }) => line(`${record}  ${outcome}  ${file}`)).join('');

function rowText(record: string, title: string, row: Json, changedAt: number, of: string): string {
  const { severity, state, kind = of } = rowOf(row);
  const words = [severity, state, kind].map((one) => (typeof one === 'string' ? one : '-'));
  return `${record}  ${words.join('  ')}  ${momentText(changedAt)}  ${title === '' ? 'Without a title' : title}`;
}

const rowOf = (row: Json): Readonly<Record<string, Json>> =>
  typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Readonly<Record<string, Json>>) : {};

/** One line for a terminal, whatever stands in it. */
const line = (text: string): string => `${inert(text)}\n`;
const printed = (stdout: string, stderr = ''): Outcome => ({ code: 0, stdout, stderr });
const failed = (code: number, message: string): Outcome => ({ code, stdout: '', stderr: line(`meridian: ${message}`) });
const problem = ({ kind, message }: RecordsProblem): Outcome =>
  failed(kind === 'no-such-record' ? EXIT.noInput : EXIT.io, message);
