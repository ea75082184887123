import type { IncidentRow, IncidentView } from '../../../../shared/domain/incident/types';
import { shortId } from '../../../../shared/domain/incident/words';
import type { Names } from '../../../ui/names';
import type { Insertion } from './editor';

/** What a slash offers: the time, lines that say what they are, snapshots, other incidents, sites. */
export function insertionsOf(of: {
  readonly incident: IncidentView;
  readonly names: Names;
  readonly rows: readonly IncidentRow[];
  readonly time: () => string;
  /** The hash of what was pinned; null where nothing was, and that was said. */
  readonly pin: (site: string) => Promise<string | null>;
}): readonly Insertion[] {
  const { incident, names, rows, time, pin } = of;
  return [
    { label: 'Time', detail: time(), also: 'now clock', text: () => `${time()} ` },
    { label: 'Decision', detail: 'a line with its time', also: '', text: () => `**Decision** ${time()}: ` },
    { label: 'Action', detail: 'a line to tick', also: 'todo task', text: () => '- [ ] ' },
    ...incident.sites.map((site): Insertion => ({
      label: `Snapshot of ${names.site(site)}`,
      detail: 'pins it now',
      also: 'pin evidence',
      text: async () => {
        const hash = await pin(site);
        return hash === null ? null : `[${linkText(`${names.site(site)}, ${time()}`)}](snapshot:${hash.slice(0, 12)}) `;
      },
    })),
    ...rows
      .filter(({ id }) => id !== incident.id)
      .map((row): Insertion => ({
        label: `${shortId(row.id)} ${row.title}`,
        detail: 'link to incident',
        also: '',
        text: () => `[${shortId(row.id)} ${linkText(row.title)}](record:${row.id}) `,
      })),
    ...names.sites.map((site): Insertion => ({
      label: site.title,
      detail: 'link to site',
      also: site.id,
      text: () => `[${linkText(site.title)}](site:${encodeURIComponent(site.id)}) `,
    })),
  ];
}

/** Brackets end a link's text. */
const linkText = (text: string): string => text.replace(/[[\]\\\n]/g, ' ');
