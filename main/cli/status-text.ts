import type { StatusJson } from '../../shared/domain/snapshot/status-json';
import { SECOND } from '../../shared/lib/time';
import { ageText, countText } from '../../shared/lib/words';

const WORDS: Readonly<Record<string, string>> = {
  critical: 'CRITICAL',
  warning: 'Warning',
  unknown: 'Unknown',
  maintenance: 'Maintenance',
  ok: 'Ok',
};

/** The picture as text for a terminal: what needs a person first, with reasons; then the sites that are ok; then blind sources. */
export function statusText(status: StatusJson): string {
  const lines: string[] = [];
  if (status.demo) lines.push('Demo data: no workspace file is configured.', '');
  const troubled = status.sites.filter((site) => site.status !== 'ok');
  const order = new Map(status.attention.map((item, index) => [item.site, index]));
  for (const site of [...troubled].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))) {
    const blind = site.blind ? ', blind' : '';
    lines.push(
      `${WORDS[site.status] ?? site.status}${blind}  ${site.name} (${site.id}, ${site.account} ${site.region}) since ${site.since}`,
    );
    for (const reason of site.reasons) {
      const age = reason.ageSeconds === null ? 'never answered' : `${ageText(reason.ageSeconds * SECOND)} old`;
      lines.push(`    ${reason.text}  [${reason.source}, ${age}]`);
    }
  }
  const fine = status.sites.filter((site) => site.status === 'ok');
  if (fine.length > 0) lines.push(`Ok  ${countText(fine.length, 'site')}: ${fine.map((site) => site.id).join(', ')}`);
  for (const { title, since, then } of status.attention)
    if (then !== undefined)
      lines.push(
        `If-then  ${title} since ${since}`,
        `    Then: ${then.action}${then.who === null ? '' : ` (${then.who})`}  [said at the handover]`,
      );
  const blind = status.sources.filter((source) => source.condition !== 'live');
  if (blind.length > 0) lines.push('', 'Sources that are not live:');
  for (const source of blind)
    lines.push(
      `    ${source.account} ${source.region} ${source.api}: ${source.condition}${source.reason === null ? '' : `, ${source.reason}`}`,
    );
  return `${lines.map(inert).join('\n')}\n`;
}

/** Names and texts come from AWS and from files: none of them may steer the terminal. */
export const inert = (line: string): string =>
  line.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\u00b7');
