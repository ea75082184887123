import type { FakeRecords } from '../../../renderer/bridge/fake';
import type { HandoverContent, HandoverView } from '../../../shared/domain/handover/types';
import type { HandoverEdit } from '../../../shared/ipc/handovers-contract';
import type { EventName } from '../../../shared/ipc/names';
import { aHandover, anIfThen, anItem } from './handover';

/** Records that hold handovers in memory: what is written is read again, as over the real bridge. */
export interface HandoverDesk extends FakeRecords {
  readonly views: () => readonly HandoverView[];
  /** Somebody elsewhere writes: the window is told as the records tell it. */
  writes(id: string, content: Partial<HandoverContent>): void;
  /** Every call that writes, in order. */
  readonly written: readonly { readonly method: string; readonly input: unknown }[];
  /** The next write is answered so. */
  answersOnce(answer: { readonly refused: string } | { readonly notSaved: string }): void;
}

const NO_NEWS = { added: 0, changed: 0, closed: 0 };

export function aHandoverDesk({
  views = [aHandover()],
  person = 'rafael',
  news: fresh = NO_NEWS,
}: {
  readonly views?: readonly HandoverView[];
  readonly person?: string | null;
  readonly news?: typeof NO_NEWS;
} = {}): HandoverDesk {
  let all = views;
  let news = fresh;
  let who = person;
  let next: { readonly refused: string } | { readonly notSaved: string } | null = null;
  let tell: (event: EventName, payload: unknown) => void = () => undefined;
  const written: { method: string; input: unknown }[] = [];
  const status = () => ({ person: who, notSaved: null, unsaved: [], report: [], problem: null });
  const put = (id: string, content: Partial<HandoverContent>): void => {
    all = all.map((view) =>
      view.id === id
        ? {
            ...view,
            content: { ...view.content, ...content },
            amended: view.signing.accepted !== null,
            signing: { ...view.signing, amended: view.signing.accepted !== null },
          }
        : view,
    );
  };
  const edit = (id: string, one: HandoverEdit): void => {
    const view = all.find((other) => other.id === id);
    if (view !== undefined) put(id, edited(view.content, one));
  };
  const done = { saved: true, reason: null };
  const answer = (method: string, input: Readonly<Record<string, unknown>>): unknown => {
    switch (method) {
      case 'records.status':
        return status();
      case 'records.identify':
        who = String(input['person']);
        tell('records.health', status());
        return status();
      case 'incidents.list':
      case 'changes.list':
      case 'duty.list':
        return [];
      case 'handovers.list':
        return structuredClone(all);
      case 'handovers.read': {
        const view = all.find(({ id }) => id === input['id']);
        if (view === undefined) throw new Error('there is no such handover');
        return structuredClone(view);
      }
      case 'handovers.edit':
        for (const one of input['edits'] as readonly HandoverEdit[]) edit(String(input['id']), one);
        return done;
      case 'handovers.news':
        return news;
      case 'handovers.refresh': {
        const brought = news;
        news = NO_NEWS;
        return { ...done, ...brought };
      }
      case 'handovers.draft':
        all = [...all, aHandover({ from: String(input['from']) }, {}, { id: 'drafted' })];
        return { ...done, id: 'drafted' };
      case 'handovers.act':
        return null;
      default:
        throw new Error(`this desk does not do ${method}`);
    }
  };
  return {
    views: () => all,
    written,
    writes: (id, content) => {
      put(id, content);
      tell('records.changed', { record: id, update: null, from: null });
    },
    answersOnce: (one) => {
      next = one;
    },
    handle: async (method, input) => {
      const writes = /\.(edit|draft|refresh|act|write|withdraw)$/.test(method);
      if (writes) written.push({ method, input });
      const once = writes ? next : null;
      if (writes) next = null;
      if (once !== null && 'refused' in once) return { ok: false, error: { code: 'failed', message: once.refused } };
      try {
        const value = answer(method, input ?? {});
        return {
          ok: true,
          value: (once === null ? value : { ...(value as object), saved: false, reason: once.notSaved }) as never,
        };
      } catch (thrown) {
        return {
          ok: false,
          error: { code: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) },
        };
      }
    },
    onEvent: (listener) => {
      tell = listener;
      return () => undefined;
    },
  };
}

function edited(content: HandoverContent, one: HandoverEdit): Partial<HandoverContent> {
  const item = (id: string, fields: object) => ({
    items: content.items.map((other) => (other.id === id ? { ...other, ...fields } : other)),
  });
  switch (one.edit) {
    case 'overall':
      return { overall: one.overall };
    case 'sentence':
      return { sentence: one.text };
    case 'notes':
      return { notes: one.text };
    case 'people':
      return { [one.side]: one.people };
    case 'add-item':
      return {
        items: [
          ...content.items,
          anItem({
            id: one.id,
            kind: one.kind,
            sites: one.sites,
            origin: null,
            line: one.fields.line ?? '',
          }),
        ],
      };
    case 'item':
      return item(one.id, one.fields);
    case 'dismiss':
      return item(one.id, { dismissed: one.reason });
    case 'merge':
      return item(one.id, { mergedInto: one.into });
    case 'restore':
      return item(one.id, { dismissed: null, mergedInto: null });
    case 'if-then': {
      const known = content.ifThens.find(({ id }) => id === one.id);
      const fields = one.fields as Partial<(typeof content.ifThens)[number]>;
      return {
        ifThens:
          known === undefined
            ? [...content.ifThens, { ...anIfThen({ id: one.id }), ...fields }]
            : content.ifThens.map((other) => (other === known ? { ...known, ...fields } : other)),
      };
    }
    case 'remove-if-then':
      return { ifThens: content.ifThens.filter(({ id }) => id !== one.id) };
    case 'restore-if-then':
    case 'put-away':
    case 'take-up':
      return {};
  }
}
