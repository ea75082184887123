import type { ChangeLogLine, ChangeView, StoredJudgement } from '../../../shared/domain/change/types';
import type { JudgementVerdict } from '../../../shared/domain/judgement/types';
import { meaning, type Act } from '../../../shared/records/acts';
import type { ChangeRecord } from '../../../shared/records/change';
import type { Content } from '../../../shared/records/content';
import { entriesOf, number, text } from '../../../shared/records/fields';
import { inOrder } from '../../../shared/records/fold';
import { correctedTime, isClockOff } from '../../../shared/records/timeline';
import type { RecordView } from '../../records/records-port';

/** Of no consequence to a person: the order of two steps that were moved apart. */
const isOrder = (field: string): boolean => field.endsWith('/order');

/** What the window gets of one change. Pure. */
export function viewOf(
  record: RecordView,
  content: Content,
  change: ChangeRecord,
  listed: { readonly number: string; readonly changedAt: number },
): ChangeView {
  const { serial: _, said: __, ...known } = change;
  return {
    ...known,
    ...listed,
    id: record.record,
    log: logOf(content, inOrder(record.state.acts), change),
    judgements: judgementsOf(content),
    conflicts: content.conflicts.filter(({ field }) => !isOrder(field)),
    waiting: record.waiting.map(({ person, updates }) => ({ person, updates })),
    lost: record.lost.length,
  };
}

const judgementsOf = ({ lists }: Content): readonly StoredJudgement[] =>
  entriesOf(lists, 'judgements', ({ id, fields: f }) => ({
    id,
    site: text(f.site),
    signal: text(f.signal),
    name: text(f.name),
    at: number(f.at) ?? 0,
    verdict: (f.verdict ?? 'not-enough-data') as JudgementVerdict,
    content: f.content ?? null,
  }))
    .slice()
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

function logOf(content: Content, acts: readonly Act[], change: ChangeRecord): readonly ChangeLogLine[] {
  const written = entriesOf(content.lists, 'log', ({ id, fields: f }): ChangeLogLine => {
    const stamp = { at: number(f.at) ?? 0, offset: number(f.offset) };
    const type = f.kind === 'guard' || f.kind === 'signal' ? f.kind : 'note';
    const about = text(f.about);
    const line = {
      id,
      at: correctedTime(stamp),
      clockOff: isClockOff(stamp) ? stamp.offset : null,
      text: text(f.text),
    };
    return type === 'note'
      ? { ...line, type, person: text(f.author) }
      : { ...line, type, person: null, ...(about !== '' && { about }) };
  });
  const counting = new Set(change.approvals.map(({ act }) => act));
  const acted = acts.flatMap((act): readonly ChangeLogLine[] => {
    const line = lineOf(act, counting);
    return line === null ? [] : [line];
  });
  return [...acted, ...written]
    .map((line, index) => ({ line, index }))
    .sort((a, b) => b.line.at - a.line.at || b.index - a.index)
    .map(({ line }) => line);
}

function lineOf(act: Act, counting: ReadonlySet<string>): ChangeLogLine | null {
  const means = meaning(act);
  const line = {
    id: act.id,
    at: correctedTime(act),
    person: act.person,
    clockOff: isClockOff(act) ? act.offset : null,
  };
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- acts of other kinds of records are all told alike
  switch (means.act) {
    case 'change-state':
      return {
        ...line,
        type: 'state',
        state: means.state,
        reason: means.reason ?? '',
        ...(means.verdict !== undefined && { verdict: means.verdict }),
      };
    case 'approve':
      return { ...line, type: means.answer, reason: means.reason ?? '', counts: counting.has(act.id) };
    case 'override':
      return {
        ...line,
        type: 'override',
        reason: means.reason,
        breakGlass: means.breakGlass,
        findings: means.findings.length,
      };
    case 'step':
      return {
        ...line,
        type: 'step',
        step: means.step,
        outcome: means.outcome,
      };
    case 'redact':
      return null;
    // Of a newer version, or acts of other kinds of records: no change has them.
    default:
      return { ...line, type: 'unknown', act: act.act };
  }
}
