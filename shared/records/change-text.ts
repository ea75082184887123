import { CHANGE_STATE_WORD, CHANGE_TYPE_WORD } from '../domain/change/words';
import type { Act } from './acts';
import type { ChangeRecord } from './change';
import { actText, flat, itself, type NameOf } from './chat-text';
import { momentText } from './portable/overview';
import { correctedTime } from './timeline';

const MOST_ACTS = 40;

/** A change as plain text, for a terminal or a chat. No markup: nothing in it is read as more than text. */
export function changeText(
  record: string,
  change: ChangeRecord,
  acts: readonly Act[],
  nameOf: NameOf = itself,
): string {
  const { window, executor, owner, approvals, voided, steps, rollback, ticks } = change;
  const who = (person: string | null): string => (person === null ? 'nobody' : flat(nameOf(person), 80));
  const list = (names: readonly string[]): string => names.map((one) => flat(one, 80)).join(', ');
  const lines = [
    `${flat(change.title, 200) || 'Without a title'} (${CHANGE_STATE_WORD[change.state].toLowerCase()}, ${CHANGE_TYPE_WORD[change.type].toLowerCase()})`,
    `Record ${flat(record, 200)}`,
    ...(change.description === '' ? [] : [flat(change.description, 400)]),
    ...(change.sites.length === 0 ? [] : [`Sites: ${list(change.sites)}`]),
    ...(change.services.length === 0 ? [] : [`Services: ${list(change.services)}`]),
    window === null ? 'No window' : `Window: ${momentText(window.start)} to ${momentText(window.end)}`,
    `Owner: ${who(owner)}, executor: ${who(executor)}`,
    approvals.length === 0
      ? 'Approved by nobody'
      : `Approved by ${approvals.map(({ person }) => who(person)).join(', ')}`,
    ...(voided.length === 0
      ? []
      : [`Edited after the approval of ${voided.map(({ person }) => who(person)).join(', ')}`]),
    rollback.command === '' && rollback.steps.length === 0
      ? 'No rollback'
      : `Rollback: ${flat(rollback.command, 400) || rollback.steps.map(({ text }) => flat(text, 200)).join('; ')}`,
  ];
  if (steps.length > 0) {
    lines.push('', 'Plan');
    for (const { id, text } of steps)
      lines.push(`${ticks.find(({ step }) => step === id)?.outcome ?? 'open'}: ${flat(text, 400)}`);
  }
  if (acts.length > 0) {
    lines.push('', 'Acts');
    if (acts.length > MOST_ACTS) lines.push(`(${acts.length - MOST_ACTS} earlier ones are left out)`);
    for (const act of acts.slice(-MOST_ACTS))
      lines.push(`${momentText(correctedTime(act))}  ${who(act.person)} ${actText(act, nameOf)}`);
  }
  return `${lines.join('\n')}\n`;
}
