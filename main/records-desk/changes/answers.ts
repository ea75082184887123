import { fullNumber } from '../../../shared/domain/change/number';
import { shortId } from '../../../shared/domain/incident/words';
import type { PersonId, Severity } from '../../../shared/domain/incident/types';
import type { Input, Output } from '../../../shared/ipc/contract';
import type { ChangeMethod, JudgedSignal } from '../../../shared/ipc/changes-contract';
import { err, ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import type { Edit } from '../../../shared/records/edits';
import type { Json } from '../../../shared/records/ids';
import type { Records } from '../../records/records-port';
import type { Incidents, Refusal } from '../incidents';
import type { Changes } from './changes';
import type { createLeaving } from '../leaving';
import type { Names } from './calendar-plans';
import { changesFile } from './exporting';
import { importChanges } from './importing';
import { exampleChanges } from './examples';
import type { ChangeView } from '../../../shared/domain/change/types';

export interface ChangeAnswerTools {
  readonly changes: Changes;
  readonly incidents: Incidents;
  readonly records: Records;
  readonly person: PersonId;
  readonly now: () => Ms;
  readonly newId: () => string;
  readonly demo: () => boolean;
  readonly names: () => Names;
  readonly nameOf: (person: PersonId) => string;
  readonly workspaceName: () => string;
  readonly deliver: ReturnType<typeof createLeaving>['deliver'];
  /** Compares the watched signals of a change before and after. */
  readonly judge: (change: ChangeView) => Promise<readonly JudgedSignal[]>;
}

type Answer<M extends ChangeMethod> = Result<Output<M>, Refusal>;
type Answers = { readonly [M in ChangeMethod]: (input: Input<M>) => Answer<M> | Promise<Answer<M>> };

/** Answers the methods of changes, one after the other as the contract has them. */
export function createChangeAnswers(tools: ChangeAnswerTools): Answers {
  const { changes, incidents, records, person, now, newId } = tools;

  async function judge(id: string, keep: boolean): Promise<Answer<'changes.judge'>> {
    const found = changes.read(id);
    if (!found.ok) return found;
    const signals = await tools.judge(found.value);
    if (!keep) return ok({ signals, kept: found.value.judgements });
    const at = now();
    const edits = signals.map(({ site, signal, name, judgement, ...drawn }): Edit => {
      const { points: _, ...numbers } = drawn;
      const content = { judgement, ...numbers } as unknown as Json;
      return {
        edit: 'add',
        list: 'judgements',
        id: newId(),
        fields: { site, signal, name, at, verdict: judgement.verdict, content },
      };
    });
    const done = changes.edit(id, {}, edits);
    if (!done.ok) return done;
    const after = changes.read(id);
    return after.ok ? ok({ signals, kept: after.value.judgements }) : after;
  }

  function openIncident(id: string, title: string, severity: Severity): Answer<'changes.incident'> {
    const found = changes.read(id);
    if (!found.ok) return found;
    const { sites, number, title: changed, links } = found.value;
    const declared = incidents.declare({
      title,
      kind: 'operations',
      severity,
      sites: [...sites],
      attention: null,
      restrictedTo: [],
    });
    if (!declared.ok) return declared;
    const incident = declared.value.id;
    const label = `${fullNumber(number)} ${changed}`.slice(0, 300);
    const there = incidents.edit(incident, [{ edit: 'add-link', kind: 'change', target: id, label }]);
    if (!there.ok) return there;
    const link = { id: newId(), kind: 'incident' as const, target: incident, label: `${shortId(incident)} ${title}` };
    const here = changes.edit(id, { links: [...links, link] });
    return here.ok ? ok({ ...declared.value, severity }) : here;
  }

  function makeExamples(): Answer<'changes.examples'> {
    if (!tools.demo()) return err({ kind: 'not-allowed', message: 'example changes are for the demo' });
    let made = 0;
    for (const { plan, moves, done } of exampleChanges(now(), person)) {
      const created = changes.create(plan);
      if (!created.ok) return created;
      const { id } = created.value;
      made += 1;
      for (const [index, { state, at }] of moves.entries()) {
        const moved = records.act(id, { act: 'change-state', payload: { state, at } });
        if (!moved.ok) return moved;
        const view = index === 0 ? changes.read(id) : null;
        if (view === null) continue;
        if (!view.ok) return view;
        const approved = records.act(id, {
          act: 'approve',
          payload: { plan: view.value.planHash, answer: 'approved' },
        });
        if (!approved.ok) return approved;
      }
      for (const { id: step } of (plan.steps ?? []).slice(0, done)) {
        const ticked = records.act(id, { act: 'step', payload: { step, outcome: 'done' } });
        if (!ticked.ok) return ticked;
      }
    }
    return ok({ made });
  }

  async function leave(ids: readonly string[] | null, format: 'ics' | 'csv'): Promise<Answer<'changes.export'>> {
    const listed = changes.list();
    if (!listed.ok) return listed;
    const wanted = ids === null ? null : new Set(ids);
    const chosen = listed.value.filter(({ id }) => wanted === null || wanted.has(id));
    const { nameOf, workspaceName, deliver } = tools;
    const file = changesFile(chosen, format, { names: tools.names(), nameOf, now: now(), name: workspaceName() });
    return deliver(`changes-${iso(now()).slice(0, 10)}`, file);
  }

  return {
    'changes.list': () => changes.list(),
    'changes.read': ({ id }) => changes.read(id),
    'changes.create': ({ plan }) => changes.create(plan),
    'changes.edit': ({ id, plan }) => changes.edit(id, plan),
    'changes.act': ({ id, act }) => changes.act(id, act),
    'changes.note': ({ id, text }) => changes.note(id, text),
    'changes.judge': ({ id, keep }) => judge(id, keep),
    'changes.incident': ({ id, title, severity }) => openIncident(id, title, severity),
    'changes.import': (file) => importChanges(file, tools),
    'changes.export': ({ ids, format }) => leave(ids, format),
    'changes.examples': () => makeExamples(),
  };
}
