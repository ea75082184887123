import type { HandoverView } from '../../domain/handover/types';
import { countText } from '../../lib/words';
import { signaturesOf } from '../handover-out/signatures';
import { shortHash } from '../handover-out/standing';
import { linesOf, rowHeight } from './fit';
import { conditionText, cut, type PaperWriting } from './handover-rows';
import { html, NOTHING, type Html } from './html';

/** What stands behind the eight sections: what the receiver understood, and who signed. */
interface End {
  readonly html: Html;
  readonly height: number;
}

const LONGEST = 260;
const MOST = 40;

export function readBackTable({ content, signing }: HandoverView, { names, times }: PaperWriting): End {
  const byId = new Map(content.items.map((item) => [item.id, item]));
  const rows = [
    ...signing.readBacks.map(({ item: id, text, answer, isOld }) => {
      const item = byId.get(id);
      const corrected = answer?.kind === 'corrected' && answer.text !== '' ? ` Corrected: ${answer.text}` : '';
      return {
        name: item === undefined ? 'gone' : item.name === '' ? item.line : item.name,
        item,
        text: cut(`${text}${corrected}`, LONGEST),
        answer: isOld ? 'edited since' : answer === null ? 'not answered' : `${answer.kind} ${times.named(answer.at)}`,
      };
    }),
    ...signing.questions.map(({ text, answers }) => {
      const last = answers.at(-1);
      return {
        name: 'Asked',
        item: undefined,
        text: cut(`${text}${last === undefined ? '' : ` ${last.text} (${names.person(last.person)})`}`, LONGEST),
        answer: last === undefined ? 'not answered' : `answered ${times.named(last.at)}`,
      };
    }),
  ];
  if (rows.length === 0) return { html: html`<p class="none">Nothing was read back yet.</p>`, height: 20 };
  return {
    height: rows
      .slice(0, MOST)
      .reduce((sum, { text, name }) => sum + rowHeight(Math.max(linesOf(text, 404), linesOf(name, 74))), 0),
    html: html`<table class="rows lines read-back">
        ${rows.slice(0, MOST).map(
          ({ name, item, text, answer }) =>
            html`<tr>
              <td class="t id" dir="auto">${cut(name, 40)}</td>
              <td class="c">${item === undefined ? NOTHING : conditionText(item)}</td>
              <td dir="auto">${text}</td>
              <td class="n quiet">${answer}</td>
            </tr>`,
        )}
      </table>
      ${rows.length > MOST ? html`<p class="left">${rows.length - MOST} more are in the other formats.</p>` : NOTHING}`,
  };
}

/** Signed lines are solid and name the hash they cover; a line nobody signed is dashed, with room to sign. */
export function signedBlock(view: HandoverView, { names, times }: PaperWriting): End {
  const signed = signaturesOf(view.signing);
  const lines = signed.map(
    ({ part, person, at, more, content, isVoid }) =>
      html`<div>
        <b><bdi>${cut(names.person(person), 60)}</bdi></b
        >, ${part}${more === '' ? NOTHING : html`: <span dir="auto">${cut(more, LONGEST)}</span>`}<span class="quiet"
          >${times.both(at)}</span
        ><span class="hash"
          >covers ${shortHash(content)}${content === view.hash ? '' : isVoid ? ', void' : ', another text'}</span
        >
      </div>`,
  );
  const open = (title: string, people: readonly string[], what: string): Html =>
    html`<div class="is-open">
      <b>${title}</b> <bdi>${cut(people.map(names.person).join(', '), 120)}</bdi><span class="quiet">${what}</span>
    </div>`;
  const { signatures, accepted, selfCover } = view.signing;
  const missing = [
    ...(signatures.length === 0 && selfCover === null
      ? [open('NOT SIGNED', view.content.givers, `by ${names.team(view.content.from)}, who gives duty`)]
      : []),
    ...(accepted === null && selfCover === null
      ? [open('NOT ACCEPTED', view.content.receivers, `by ${names.team(view.content.to)}, who takes duty`)]
      : []),
  ];
  return {
    html: html`<div class="sign">${lines}${missing}</div>`,
    height: Math.ceil((lines.length + missing.length) / 2) * 70,
  };
}

/** `4 stable and unchanged, 2 over`: what a section lost for room. */
export function leftText(
  left: { readonly same: number; readonly over: number; readonly stable: number } | undefined,
): string {
  if (left === undefined) return '';
  const parts = [
    left.same > 0 ? countText(left.same, 'stable item without change', 'stable items without change') : '',
    left.over > 0 ? countText(left.over, 'closed item') : '',
    left.stable > 0 ? countText(left.stable, 'other stable item') : '',
  ].filter((one) => one !== '');
  return parts.join(', ');
}
