import { plainText } from '../../lib/plain-text';
import { iso, type Ms } from '../../lib/time';
import { meaning, ROLES, type Act } from '../acts';
import type { Content } from '../content';
import { foldActs } from '../fold';
import { incidentOf } from '../incident';
import { correctedTime } from '../timeline';
import { markdownLine } from './inert-markdown';
import type { PortableRecord } from './portable';

/** `2026-11-25 12:00:05 UTC` */
export const momentText = (at: Ms): string => `${iso(at).slice(0, 19).replace('T', ' ')} UTC`;
const MOST_QUOTED = 200;

/** For readers of the file: what is most asked for, drawn from the front matter. Texts in it are only texts. */
export function overviewOf(portable: PortableRecord, notesFollow: boolean): string {
  const content: Content = { fields: portable.fields, lists: portable.lists, conflicts: portable.conflicts };
  const incident = incidentOf(content);
  const state = foldActs(portable.acts);
  const line = markdownLine;
  const lines = [`# ${line(incident.title, 200) || 'Without a title'}`, ''];
  const facts = [
    ...(portable.kind === 'incident'
      ? [state.severity?.value ?? 'no severity', state.state?.value ?? 'no state', incident.kind]
      : [portable.kind]),
    ...incident.sites.slice(0, 20).map((site) => line(site, 80)),
    ...incident.services.slice(0, 20).map((service) => line(service, 80)),
  ];
  lines.push(`${facts.join(', ')}. Drawn from the front matter: change it there.`);
  if (incident.restrictedTo.length > 0)
    lines.push('', `**Restricted to ${incident.restrictedTo.map((one) => line(one, 80)).join(', ')}.**`);
  const roles = ROLES.flatMap((role) => {
    const person = state.roles[role]?.value.person;
    return person === undefined || person === null ? [] : [`${role} ${line(person, 80)}`];
  });
  if (roles.length > 0) lines.push('', `Roles: ${roles.join(', ')}.`);
  const times = timesOf(incident, state.acts);
  if (times.length > 0) lines.push('', ...times.map(([name, at]) => `- ${name}: ${momentText(at)}`));
  if (incident.timeline.length > 0) {
    lines.push('', '## Timeline', '');
    for (const entry of incident.timeline)
      lines.push(
        `- ${momentText(correctedTime(entry))}, ${entry.kind}, ${line(entry.author, 80) || 'somebody'}: ${line(entry.text)}`,
      );
  }
  if (incident.followUps.length > 0) {
    lines.push('', '## Follow-ups', '');
    for (const { text, owner, due, done } of incident.followUps)
      lines.push(
        `- [${done ? 'x' : ' '}] ${line(text)} (${owner === null ? 'nobody' : line(owner, 80)}${due === null ? '' : `, due ${iso(due).slice(0, 10)}`})`,
      );
  }
  if (incident.links.length > 0) {
    lines.push('', '## Links', '');
    for (const { kind, target, label } of incident.links)
      lines.push(
        `- ${kind}: ${[label, target]
          .filter((one) => one !== '')
          .map((one) => line(one, 300))
          .join(', ')}`,
      );
  }
  if (incident.snapshots.length > 0) {
    lines.push('', '## Snapshots', '');
    for (const { title, at, hash } of incident.snapshots)
      lines.push(`- ${line(title) || 'Snapshot'}${at === null ? '' : `, ${momentText(at)}`}, ${line(hash, 100)}`);
  }
  if (!notesFollow && incident.notes !== '') {
    lines.push(
      '',
      'The notes are quoted in the front matter, because they hold HTML, foreign links or unseen characters. They read:',
      '',
    );
    const quotedLines = plainText(incident.notes.slice(0, 20_000)).split('\n').slice(0, MOST_QUOTED);
    // An indented block is code: nothing in it is read as anything else.
    lines.push(...quotedLines.map((one) => `    ${one}`));
  }
  return `${lines.join('\n')}\n`;
}

/** The five times, kept apart. */
export function timesOf(
  incident: Pick<ReturnType<typeof incidentOf>, 'beganAt' | 'detectedAt'>,
  acts: readonly Act[],
): readonly (readonly [name: string, at: Ms])[] {
  const first = (state: string): Ms | null => {
    for (const act of acts) {
      const means = meaning(act);
      if (means.act === 'state' && means.state === state) return means.at ?? correctedTime(act);
    }
    return null;
  };
  const times: readonly (readonly [string, Ms | null])[] = [
    ['Began', incident.beganAt],
    ['Detected', incident.detectedAt],
    ['Declared', first('open')],
    ['Mitigated', first('mitigated')],
    ['Resolved', first('resolved')],
    ['Reviewed', first('reviewed')],
  ];
  return times.flatMap(([name, at]) => (at === null ? [] : [[name, at] as const]));
}
