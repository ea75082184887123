import { plainText } from '../lib/plain-text';
import { iso } from '../lib/time';
import { meaning, ROLES, type Act } from './acts';
import type { RecordState } from './fold';
import type { PersonId } from './ids';
import type { Incident } from './incident';
import { momentText, timesOf } from './portable/overview';
import { correctedTime } from './timeline';

/** What a message can hold; who wants all of it exports. */
const MOST_ENTRIES = 40;
const LONGEST = 400;

/** How a person is called; ids stand for themselves where the workspace knows no name. */
export type NameOf = (person: PersonId) => string;
export const itself: NameOf = (person) => person;

/**
 * An incident as plain text, to paste into a chat or to print in a terminal. No markup: nothing in it is read as more than text, and
 * nothing mentions people or opens links by itself.
 */
export function chatText(record: string, incident: Incident, state: RecordState, nameOf: NameOf = itself): string {
  const head = [state.severity?.value, state.state?.value, incident.kind].filter((one) => one !== undefined).join(', ');
  const lines = [`${flat(incident.title, 200) || 'Without a title'} (${head})`, `Record ${flat(record, 200)}`];
  if (incident.restrictedTo.length > 0)
    lines.push(`RESTRICTED to ${incident.restrictedTo.map((one) => flat(nameOf(one), 80)).join(', ')}: do not pass on`);
  if (incident.sites.length > 0) lines.push(`Sites: ${incident.sites.map((one) => flat(one, 80)).join(', ')}`);
  if (incident.services.length > 0) lines.push(`Services: ${incident.services.map((one) => flat(one, 80)).join(', ')}`);
  for (const role of ROLES) {
    const held = state.roles[role]?.value;
    if (held?.person !== undefined && held.person !== null)
      lines.push(`${capital(role)}: ${flat(nameOf(held.person), 80)}${held.acknowledged ? '' : ' (not acknowledged)'}`);
  }
  for (const [name, at] of timesOf(incident, state.acts)) lines.push(`${name}: ${momentText(at)}`);
  const happened = timelineLines(incident, state.acts, nameOf);
  if (happened.length > 0) {
    lines.push('', 'Timeline');
    if (happened.length > MOST_ENTRIES) lines.push(`(${happened.length - MOST_ENTRIES} earlier entries are left out)`);
    lines.push(...happened.slice(-MOST_ENTRIES));
  }
  if (incident.followUps.length > 0) {
    lines.push('', 'Follow-ups');
    for (const { text, owner, due, done } of incident.followUps)
      lines.push(
        `${done ? 'done' : 'open'}: ${flat(text, LONGEST)}, ${owner === null ? 'nobody' : flat(nameOf(owner), 80)}${due === null ? '' : `, due ${iso(due).slice(0, 10)}`}`,
      );
  }
  if (incident.links.length > 0) {
    lines.push('', 'Links');
    for (const { kind, label, target } of incident.links)
      lines.push(
        `${kind}: ${[label, target]
          .filter((one) => one !== '')
          .map((one) => flat(one, 300))
          .join(', ')}`,
      );
  }
  if (incident.notes.trim() !== '')
    lines.push(
      '',
      'Notes',
      plainText(incident.notes.slice(0, 8_000)).trim(),
      ...(incident.notes.length > 8_000 ? ['(cut)'] : []),
    );
  return `${lines.join('\n')}\n`;
}

function timelineLines(incident: Incident, acts: readonly Act[], nameOf: NameOf): readonly string[] {
  const entries = incident.timeline.map((entry) => ({
    at: correctedTime(entry),
    text: `${entry.kind}, ${flat(nameOf(entry.author), 80) || 'somebody'}: ${flat(entry.text, LONGEST)}`,
  }));
  const done = acts.map((act) => ({
    at: correctedTime(act),
    text: `${flat(nameOf(act.person), 80)} ${actText(act, nameOf)}`,
  }));
  return [...entries, ...done].sort((a, b) => a.at - b.at).map(({ at, text }) => `${momentText(at)}  ${text}`);
}

/** What an act says, behind the name of who did it. */
export function actText(act: Act, nameOf: NameOf = itself): string {
  const means = meaning(act);
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- acts of handovers are all told alike
  switch (means.act) {
    case 'state':
      return `set the state to ${means.state}${because(means.reason)}`;
    case 'severity':
      return `set the severity to ${means.severity}${because(means.reason)}`;
    case 'role':
      return means.person === null
        ? `took the role of ${means.role} back`
        : `gave the role of ${means.role} to ${flat(nameOf(means.person), 80)}`;
    case 'acknowledge':
      return 'acknowledged';
    case 'change-state':
      return `set the state to ${means.state}${because(means.reason)}`;
    case 'approve':
      return `${means.answer} it${because(means.reason)}`;
    case 'override':
      return `overrode the guard${means.breakGlass ? ', alone on call' : ''}${because(means.reason)}`;
    case 'step':
      return `set step ${flat(means.step, 80)} to ${means.outcome}`;
    case 'redact':
      return `had words removed for good${because(means.reason)}`;
    case 'unknown':
      return `did "${flat(means.name, 80)}", which a newer Meridian knows`;
    default:
      return `did "${means.act}", which is an act of a handover`;
  }
}

const because = (reason: string | undefined): string =>
  reason === undefined || reason === '' ? '' : `: ${flat(reason, LONGEST)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One line; an @ that a chat would turn into a call stays an @ and calls nobody. */
export function flat(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)} ...` : text;
  return plainText(cut)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/@(?=[\p{L}\p{N}_])/gu, '@ ')
    .replace(/<(?=[!@#])/g, '< ');
}
