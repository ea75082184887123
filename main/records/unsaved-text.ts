import type { Json } from '../../shared/records/ids';
import type { OpenRecord } from './open-record';

/** All words of a record as plain text, for a file of the person's choice while the disk of the store refuses. */
export function textOf(open: OpenRecord): string {
  const content = open.content();
  const lines = [`${open.kind} ${open.record}`];
  for (const [name, value] of Object.entries(content?.fields ?? {})) lines.push('', `${name}:`, say(value));
  for (const [list, entries] of Object.entries(content?.lists ?? {})) {
    for (const { id, removed, fields } of entries) {
      lines.push('', `${list} ${id}${removed ? ' (removed)' : ''}:`);
      for (const [name, value] of Object.entries(fields)) lines.push(`  ${name}: ${say(value)}`);
    }
  }
  for (const { field, values } of content?.conflicts ?? [])
    lines.push('', `${field}, written apart:`, ...values.map(say));
  return `${lines.join('\n')}\n`;
}

const say = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
