import type { RecordsStatus } from '../../shared/domain/incident/types';
import type { ChangeMethod } from '../../shared/ipc/changes-contract';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { HandoverMethod } from '../../shared/ipc/handovers-contract';
import type { EventName } from '../../shared/ipc/names';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import { err, ok, type Result } from '../../shared/lib/result';
import type { PersonId } from '../../shared/records/ids';
import type { Records } from '../records/records-port';
import { takeIn, type ArrivingTools } from './arriving';
import { callError } from './call-error';
import type { createChangeAnswers } from './changes/answers';
import type { Changes } from './changes/changes';
import type { HandoverDesk } from './handovers/opening';
import { mediaOf, readImage } from './images';
import type { Incidents, Refusal } from './incidents';
import type { createLeaving } from './leaving';

/** What is there once the store is opened for a person. */
export interface Opened {
  readonly records: Records;
  readonly incidents: Incidents;
  readonly changes: Changes;
  readonly changeAnswers: ReturnType<typeof createChangeAnswers>;
  readonly handovers: HandoverDesk;
  readonly leaving: ReturnType<typeof createLeaving>;
  readonly person: PersonId;
}

export interface AnsweringTools extends Pick<ArrivingTools, 'files' | 'now'> {
  /** With the store, which it opens where that can be done. */
  readonly withOpen: <T>(work: (opened: Opened) => Result<T, Refusal>) => Result<T, CallError>;
  readonly status: () => RecordsStatus;
  readonly identify: (person: PersonId) => Result<RecordsStatus, CallError>;
  readonly unsavedText: () => string;
  /** Nobody was chosen: nobody wrote anything. */
  readonly isUnused: () => boolean;
  readonly tell: (event: EventName, payload: unknown) => void;
}

type Answer<M extends RecordMethod> = Result<Output<M>, CallError>;
type Handlers = { readonly [M in RecordMethod]: (input: Input<M>) => Answer<M> | Promise<Answer<M>> };

/** Answers every method of records, one after the other as the contract has them. */
export function createHandlers(tools: AnsweringTools): Handlers {
  const { withOpen, status, identify, unsavedText, isUnused, tell, files, now } = tools;

  const withChanges = async <M extends ChangeMethod>(method: M, input: Input<M>): Promise<Answer<M>> => {
    const asked = withOpen(({ changeAnswers }) => ok(changeAnswers[method](input)));
    if (!asked.ok) return asked;
    const done = await asked.value;
    return done.ok ? done : err(callError(done.error));
  };

  const withHandovers = async <M extends HandoverMethod>(method: M, input: Input<M>): Promise<Answer<M>> => {
    const asked = withOpen(({ handovers }) => ok(handovers.answers[method](input)));
    if (!asked.ok) return asked;
    const done = await asked.value;
    return done.ok ? done : err(callError(done.error));
  };

  return {
    'records.status': () => ok(status()),
    'records.identify': ({ person }) => identify(person),
    'records.unsavedText': () => ok({ text: unsavedText() }),
    'records.document': ({ record }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const document = records.document(record);
        return document.ok ? ok({ update: Buffer.from(document.value).toString('base64') }) : document;
      }),
    'records.update': ({ record, update, from }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const done = records.applyUpdate(record, new Uint8Array(Buffer.from(update, 'base64')), from);
        return done.ok ? ok(incidents.written()) : done;
      }),
    'records.putImage': ({ record, media, bytes }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.visible(record);
        if (!seen.ok) return seen;
        const image = new Uint8Array(Buffer.from(bytes, 'base64'));
        if (mediaOf(image) !== media)
          return err({ kind: 'not-allowed', message: 'the bytes are not an image of that kind' });
        const hash = records.putBlob(media, image);
        return hash.ok ? ok({ hash: hash.value }) : hash;
      }),
    'records.getImage': ({ record, hash }) =>
      withOpen(({ records, incidents }) => {
        const seen = incidents.whole(record);
        if (!seen.ok) return seen;
        return readImage(records, seen.value, hash);
      }),
    'incidents.list': ({ words }) => (isUnused() ? ok([]) : withOpen(({ incidents }) => incidents.list(words ?? ''))),
    'incidents.read': ({ id }) => withOpen(({ incidents }) => incidents.read(id)),
    'incidents.declare': (input) => withOpen(({ incidents }) => incidents.declare(input)),
    'incidents.edit': ({ id, edits }) => withOpen(({ incidents }) => incidents.edit(id, edits)),
    'incidents.act': ({ id, act }) => withOpen(({ incidents }) => incidents.act(id, act)),
    'incidents.note': (input) => withOpen(({ incidents }) => incidents.note(input)),
    'incidents.pin': (input) => withOpen(({ incidents }) => incidents.pin(input)),
    'incidents.redact': ({ id, keep }) =>
      withOpen(({ incidents }) => {
        const done = incidents.redact(id, keep);
        // Also where it is not ended yet: what a window could bring back is gone from the words already.
        if (done.ok || done.error.kind === 'not-written') tell('records.redacted', { record: id });
        return done;
      }),
    'incidents.export': async ({ id, format }) => {
      const leaving = withOpen(({ incidents, leaving: way }) => {
        const seen = incidents.visible(id);
        return seen.ok ? ok(way.leave(id, format)) : seen;
      });
      if (!leaving.ok) return leaving;
      const left = await leaving.value;
      return left.ok ? left : err(callError(left.error));
    },
    'incidents.import': ({ name, text, asNew = false }) =>
      withOpen(({ records, incidents, person }) =>
        takeIn({ name, text, asNew }, { files, now, records, person, visible: (id) => incidents.visible(id).ok }),
      ),
    'changes.list': (input) => (isUnused() ? ok([]) : withChanges('changes.list', input)),
    'changes.read': (input) => withChanges('changes.read', input),
    'changes.create': (input) => withChanges('changes.create', input),
    'changes.edit': (input) => withChanges('changes.edit', input),
    'changes.act': (input) => withChanges('changes.act', input),
    'changes.note': (input) => withChanges('changes.note', input),
    'changes.judge': (input) => withChanges('changes.judge', input),
    'changes.incident': (input) => withChanges('changes.incident', input),
    'changes.import': (input) => withChanges('changes.import', input),
    'changes.export': (input) => withChanges('changes.export', input),
    'changes.examples': (input) => withChanges('changes.examples', input),
    'handovers.list': (input) => (isUnused() ? ok([]) : withHandovers('handovers.list', input)),
    'handovers.read': (input) => withHandovers('handovers.read', input),
    'handovers.draft': (input) => withHandovers('handovers.draft', input),
    'handovers.refresh': (input) => withHandovers('handovers.refresh', input),
    'handovers.news': (input) => withHandovers('handovers.news', input),
    'handovers.edit': (input) => withHandovers('handovers.edit', input),
    'handovers.act': (input) => withHandovers('handovers.act', input),
    'handovers.export': (input) => withHandovers('handovers.export', input),
    'handovers.import': (input) => withHandovers('handovers.import', input),
    'duty.list': (input) => (isUnused() ? ok([]) : withHandovers('duty.list', input)),
    'duty.write': (input) => withHandovers('duty.write', input),
    'duty.withdraw': (input) => withHandovers('duty.withdraw', input),
    'incidents.reveal': ({ file }) => withOpen(({ leaving }) => leaving.reveal(file)),
  };
}
