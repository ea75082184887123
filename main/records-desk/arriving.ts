import type { ImportAnswer } from '../../shared/ipc/records-contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { PersonId } from '../../shared/records/ids';
import type { RecordsFiles } from '../records/records-files-port';
import type { Records } from '../records/records-port';
import type { Refusal } from './incidents';

/** What a person reads of a list of problems; the rest is counted. */
const MOST_SAID = 20;

export interface ArrivingTools {
  readonly files: RecordsFiles;
  readonly records: Records;
  readonly person: PersonId;
  readonly now: () => Ms;
  readonly visible: (id: string) => boolean;
}

/** Takes the text of a file in: all of it, or nothing with every place where it is wrong. */
export function takeIn(
  file: { readonly name: string; readonly text: string; readonly asNew: boolean },
  tools: ArrivingTools,
): Result<ImportAnswer, Refusal> {
  const { records, files, person } = tools;
  const read = files.parse(file.name, file.text);
  if (!read.ok) {
    const said = read.error.slice(0, MOST_SAID).map(({ line, column, message }) => `${line}:${column} ${message}`);
    return ok({ kind: 'refused', problems: said, more: read.error.length - said.length, mayCopy: false });
  }
  const incoming = file.asNew ? files.asNew(read.value) : read.value;
  if (incoming.portable.kind !== 'incident')
    return ok(refused(`1:1 it holds a ${incoming.portable.kind}, no incident`, false));
  const plan = files.plan(records, incoming, person);
  if (!plan.ok) {
    const { error } = plan;
    if (error.kind === 'for-nobody') return ok(refused(`1:1 ${error.message}`, false));
    if (error.kind !== 'exists') return err({ ...error, kind: error.kind });
    return ok(
      refused(
        '1:1 this incident is here and says something else: no file can tell whose words are the newer ones',
        true,
      ),
    );
  }
  const done = plan.value === 'created' ? files.commit(records, incoming, person, tools.now()) : ok(null);
  if (!done.ok) return done;
  const { record, fields } = incoming.portable;
  const shown = tools.visible(record);
  return ok({
    kind: 'done',
    outcome: plan.value,
    id: shown ? record : null,
    title: typeof fields.title === 'string' ? fields.title.slice(0, 300) : '',
    warnings: incoming.warnings.slice(0, MOST_SAID).map(({ line, column, message }) => `${line}:${column} ${message}`),
  });
}

const refused = (problem: string, mayCopy: boolean): ImportAnswer => ({
  kind: 'refused',
  problems: [problem],
  more: 0,
  mayCopy,
});
