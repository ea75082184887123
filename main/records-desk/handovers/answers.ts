import type { Input, Output } from '../../../shared/ipc/contract';
import type { HandoverMethod } from '../../../shared/ipc/handovers-contract';
import { assertNever } from '../../../shared/lib/assert-never';
import { ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import { handoverMarkdown } from '../../../shared/records/handover-out/markdown';
import { handoverText } from '../../../shared/records/handover-out/text';
import { handoverHtml } from '../../../shared/records/paper/handover-html';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { Refusal } from '../incidents';
import type { createLeaving } from '../leaving';
import type { Drafting } from './drafting';
import type { DutyEntries } from './duty';
import type { Handovers } from './handovers';
import { namesOf } from './names';

export interface HandoverAnswerTools {
  readonly handovers: Handovers;
  readonly drafting: Drafting;
  readonly duty: DutyEntries;
  readonly now: () => Ms;
  readonly snapshot: () => Snapshot;
  readonly deliver: ReturnType<typeof createLeaving>['deliver'];
}

type Answer<M extends HandoverMethod> = Result<Output<M>, Refusal>;
type Answers = { readonly [M in HandoverMethod]: (input: Input<M>) => Answer<M> | Promise<Answer<M>> };

/** Answers the methods of handovers and duty, one after the other as the contract has them. */
export function createHandoverAnswers(tools: HandoverAnswerTools): Answers {
  const { handovers, drafting, duty, deliver } = tools;

  async function leave(asked: Input<'handovers.export'>): Promise<Answer<'handovers.export'>> {
    const { id, format, paper, zone } = asked;
    const view = handovers.read(id);
    if (!view.ok) return view;
    const name = fileName(view.value);
    const { demo, workspace, ...known } = tools.snapshot();
    const names = namesOf(known);
    const options = { zone, now: tools.now(), demo, workspace: workspace.name };
    switch (format) {
      case 'file': {
        const text = handovers.file(id);
        if (!text.ok) return text;
        const file = { extension: 'json', kind: 'Handover', media: 'application/json', text: text.value };
        return deliver(`${name}.meridian`, file);
      }
      case 'markdown': {
        const text = handoverMarkdown(view.value, names, options);
        return deliver(name, { extension: 'md', kind: 'Markdown', media: 'text/markdown', text });
      }
      case 'text': {
        const text = handoverText(view.value, names, options);
        return ok({ kind: 'text', name: `${name}.txt`, media: 'text/plain', text });
      }
      case 'pdf': {
        const text = handoverHtml(view.value, names, { ...options, paper });
        return deliver(name, { extension: 'html', kind: 'Page', media: 'text/html', text }, paper);
      }
      default:
        return assertNever(format);
    }
  }

  return {
    'handovers.list': () => handovers.list(),
    'handovers.read': ({ id }) => handovers.read(id),
    'handovers.draft': ({ from }) => drafting.draft(from),
    'handovers.news': ({ id }) => drafting.news(id),
    'handovers.refresh': ({ id }) => drafting.refresh(id),
    'handovers.edit': ({ id, edits }) => handovers.edit(id, edits),
    'handovers.act': ({ id, act }) => handovers.act(id, act),
    'handovers.export': leave,
    'handovers.import': ({ name, text }) => handovers.takeIn(name, text),
    'duty.list': () => duty.list(),
    'duty.write': ({ entry }) => duty.write(entry),
    'duty.withdraw': ({ id, withdrawn }) => duty.withdraw(id, withdrawn),
  };
}

/** `handover-br-l2-in-l2-2026-11-25`: a file name on every system, whatever the ids of the teams are. */
const fileName = ({ from, to, at }: Pick<HandoverRow, 'from' | 'to' | 'at'>): string =>
  ['handover', plain(from), plain(to), iso(at).slice(0, 10)].filter((part) => part !== '').join('-');
const plain = (id: string): string =>
  id
    .replace(/[^A-Za-z0-9_-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
