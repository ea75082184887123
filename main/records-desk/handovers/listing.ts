import { measuresOf, SURPRISED } from '../../../shared/domain/handover/measures';
import { isAccepted } from '../../../shared/domain/handover/state';
import {
  HANDOVER_STATES,
  type HandoverContent,
  type HandoverMeasures,
  type HandoverRow,
  type Signing,
} from '../../../shared/domain/handover/types';
import type { IncidentRow } from '../../../shared/domain/incident/types';
import { ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import { text } from '../../../shared/records/fields';
import { handoverOf, signingOf } from '../../../shared/records/handover';
import type { Json } from '../../../shared/records/ids';
import type { Projector } from '../../../shared/records/projection';
import type { Records, RecordsProblem } from '../../records/records-port';
import { besideOthers, putAwayOf } from './same-end';
import { isWhole } from './sound';
import { listedFields } from './view';

/** `Brazil L2 to India L2, 2026-11-25`: as lists and a search call it, by the UTC day of the end of the shift. */
export const titleOf = (from: string, to: string, at: Ms): string => `${from} to ${to}, ${iso(at).slice(0, 10)}`;

/** The row of a handover: all that a list shows, so that it opens no record. */
export const projectHandoverRow =
  (sha256: Sha256): Projector =>
  (content, state) => {
    const handover = handoverOf(content);
    const signing = signingOf(handover, state.acts, sha256);
    const putAway = putAwayOf(content);
    const title = text(content.fields['title']) || titleOf(handover.from, handover.to, handover.at);
    const words = [
      title,
      handover.sentence,
      ...handover.items.flatMap(({ name, line, facts, done, next }) => [name, line, facts, done, next]),
      ...handover.ifThens.flatMap((one) => [one.text, one.action]),
      handover.notes,
      ...signing.readBacks.flatMap(({ text: said, answer }) => [said, answer?.text ?? '']),
      ...signing.questions.flatMap(({ text: asked, answers }) => [asked, ...answers.map((answer) => answer.text)]),
      ...signing.acceptances.map(({ reservations }) => reservations),
      ...signing.refusals.map(({ reason }) => reason),
      signing.selfCover?.reason ?? '',
      putAway ?? '',
    ];
    return {
      title,
      text: words.filter((word) => word.trim() !== '').join('\n'),
      row: {
        ...listedFields(handover, signing, putAway),
        measures: measuresOf(handover, signing, [], Infinity),
      } as unknown as Json,
    };
  };

export interface HandoverListing {
  /** Newest end of shift first. */
  all(): Result<readonly HandoverRow[], RecordsProblem>;
  /** Of a record as it is now, also where the list has not followed yet. */
  rowOf(
    id: string,
    said: { readonly handover: HandoverContent; readonly content: Content; readonly signing: Signing },
  ): Result<HandoverRow, RecordsProblem>;
}

export interface ListingTools {
  readonly records: Pick<Records, 'list' | 'read' | 'onListed' | 'onSaved'>;
  readonly sha256: Sha256;
  readonly now: () => Ms;
  /** Those this person may know of. */
  readonly incidents: () => Result<readonly IncidentRow[], unknown>;
}

/** Kept until a list would say something else; what came as a surprise is worked out as incidents come. */
export function createHandoverListing({ records, sha256, now, incidents }: ListingTools): HandoverListing {
  let kept: readonly HandoverRow[] | null = null;
  const forget = (): void => {
    kept = null;
  };
  records.onListed(forget);
  // A row also says when it was changed last.
  records.onSaved(({ record }) => {
    if (kept?.some(({ id }) => id === record) !== false) forget();
  });
  /** By id; the key says of what it was worked out. */
  const surprises = new Map<string, { readonly key: string; readonly found: HandoverMeasures['surprises'] }>();

  function read(): Result<readonly HandoverRow[], RecordsProblem> {
    if (kept !== null) return ok(kept);
    const listed = records.list({ kind: 'handover' });
    if (!listed.ok) return listed;
    kept = listed.value
      .flatMap(({ record, row, changedAt }) => {
        const fields = rowOf(row);
        return fields === null ? [] : [{ ...fields, id: record, changedAt }];
      })
      .map((row, _, all) => besideOthers(row, all))
      .sort((a, b) => b.at - a.at || b.draftedAt - a.draftedAt || (a.id < b.id ? -1 : 1));
    return ok(kept);
  }

  /** Opened only where something happened in its time. */
  function withSurprises(row: HandoverRow, known: readonly IncidentRow[] | null): HandoverRow {
    const { acceptedAt, state } = row;
    if (!isAccepted(state) || acceptedAt === null) return row;
    // That nothing surprised anybody is said of incidents that were read.
    if (known === null) return { ...row, measures: { ...row.measures, surprises: null } };
    // Clocks differ: nothing can be measured, of one that is ahead not before that time has come.
    if (acceptedAt > now() || row.measures.minutesLate === null)
      return { ...row, measures: { ...row.measures, minutesToAccept: null, minutesLate: null, surprises: null } };
    const asked = now() < acceptedAt + SURPRISED ? null : known.filter((one) => isWithin(one, acceptedAt));
    const found = asked === null ? null : asked.length === 0 ? [] : surprisesOf(row, asked);
    return { ...row, measures: { ...row.measures, surprises: found } };
  }

  function surprisesOf({ id, changedAt }: HandoverRow, asked: readonly IncidentRow[]): HandoverMeasures['surprises'] {
    const key = JSON.stringify([changedAt, asked.map((one) => [one.id, one.title, one.sites, one.services])]);
    const before = surprises.get(id);
    if (before?.key === key) return before.found;
    const view = records.read(id);
    if (!view.ok || view.value.content === null) return null;
    const handover = handoverOf(view.value.content);
    const signing = signingOf(handover, view.value.state.acts, sha256);
    const { surprises: found } = measuresOf(handover, signing, asked, now());
    surprises.set(id, { key, found });
    return found;
  }

  return {
    all: () => {
      const rows = read();
      if (!rows.ok) return rows;
      const known = incidents();
      return ok(rows.value.map((row) => withSurprises(row, known.ok ? known.value : null)));
    },
    rowOf: (id, { handover, content, signing }) => {
      const rows = read();
      if (!rows.ok) return rows;
      const known = incidents();
      const changedAt = rows.value.find((row) => row.id === id)?.changedAt ?? now();
      const measured = measuresOf(handover, signing, known.ok ? known.value : [], now());
      const measures = known.ok ? measured : { ...measured, surprises: null };
      const row = { ...listedFields(handover, signing, putAwayOf(content)), id, changedAt, measures };
      return ok(besideOthers(row, rows.value));
    },
  };
}

const isWithin = ({ times: { began, declared } }: IncidentRow, accepted: Ms): boolean =>
  [began, declared].some((at) => at !== null && at >= accepted && at < accepted + SURPRISED);

/** Of a projection, which an older or newer version may have written: null for what cannot be shown. */
function rowOf(row: unknown): ListedRow | null {
  if (typeof row !== 'object' || row === null) return null;
  const fields = row as Partial<Record<keyof HandoverRow, unknown>>;
  const sound =
    HANDOVER_STATES.some((state) => state === fields.state) &&
    [fields.from, fields.to, fields.sentence].every((one) => typeof one === 'string') &&
    [fields.at, fields.draftedAt, fields.openQuestions].every((one) => typeof one === 'number') &&
    [fields.givers, fields.receivers, fields.watches].every((one) => Array.isArray(one)) &&
    [fields.readBack, fields.measures].every((one) => typeof one === 'object' && one !== null) &&
    isWhole(row as ListedRow);
  const putAway = typeof fields.putAway === 'string' ? fields.putAway : null;
  const { toRead, unanswered } = fields;
  const counts = {
    toRead: typeof toRead === 'number' ? toRead : 0,
    unanswered: typeof unanswered === 'number' ? unanswered : 0,
  };
  return sound ? { ...(row as ListedRow), ...counts, putAway } : null;
}
type ListedRow = Omit<HandoverRow, 'id' | 'changedAt' | 'alsoTaken'>;
