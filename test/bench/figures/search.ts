import { join } from 'node:path';
import { openRecords } from '../../../main/open-records';
import { systemClock } from '../../../main/polling/system-clock';
import type { Edit } from '../../../shared/records/edits';
import type { SearchQuery } from '../../../shared/records/search/types';
import type { BenchContext, Figure, Row } from '../figure';
import { createRandom } from '../random';
import { deskOf, PERSON, value } from '../records/filled';
import { percentile, summary } from '../statistics';

const RECORDS = 10_000;
const ENTRIES = 10;
const QUERIES = 2_000;
const WORDS =
  'checkout payment basket search pods latency timeout rollback deploy region cache queue database replica limit alarm metric canary confirmação pagamento lentidão serviço реліз платежі затримка помилка кошик भुगतान सर्वर धीमा खोज त्रुटि order cart price login session token retry shard index node disk memory network gateway proxy'.split(
    ' ',
  );

export const searchFigure: Figure = {
  id: 's',
  title: 'Search over all records',
  method:
    `A data folder with ${RECORDS} incidents and ${RECORDS * ENTRIES} timeline entries (Portuguese, Ukrainian, Hindi and English words, ids; severity by an act), made through the engine. ` +
    `${QUERIES} searches as they are typed, letter by letter: one to three words of the texts, a third of them narrowed by severity, site, person or time, ranked, with passages and marks for 20 results. ` +
    'Wall time of one call in the process that answers the window: of the engine as the command line asks it, and of the desk as the window does (no filters and passages; all ' +
    'incidents that fit, most urgent first); the first 100 warm up. p99.',
  run: measure,
};

async function measure({ temp, seed, log }: BenchContext): Promise<readonly Row[]> {
  const random = createRandom(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const text = (words: number): string =>
    Array.from({ length: words }, () => (random() < 0.1 ? `CHG-${Math.floor(random() * 900)}` : pick(WORDS))).join(' ');
  const { records } = openRecords({
    folder: join(temp, 'search'),
    person: PERSON,
    clock: systemClock,
    clockOffset: () => null,
  });
  const now = systemClock.now();
  const since = performance.now();
  for (let index = 0; index < RECORDS; index += 1) {
    const edits: Edit[] = [
      { edit: 'write', field: 'title', text: text(5) },
      { edit: 'write', field: 'notes', text: text(40) },
      { edit: 'include', field: 'sites', member: `site-${index % 40}` },
      { edit: 'set', field: 'beganAt', value: now - index * 600_000 },
    ];
    for (let entry = 0; entry < ENTRIES; entry += 1)
      edits.push({
        edit: 'add',
        list: 'timeline',
        id: `e${entry}`,
        fields: {
          kind: 'note',
          author: `person-${index % 25}`,
          replica: 'r',
          at: now - index * 600_000 + entry * 60_000,
          sequence: entry,
          text: text(12),
        },
      });
    const made = records.create('incident', edits);
    if (!made.ok) throw new Error(made.error.message);
    if (index % 10 === 0) records.act(made.value, { act: 'severity', payload: { severity: `SEV${1 + (index % 4)}` } });
    if (index % 200 === 199) records.catchUp();
  }
  records.catchUp();
  log(`records made and indexed in ${((performance.now() - since) / 1_000).toFixed(1)} s`);

  /** Each search once, as the window does it and as the command line does. */
  const desk = deskOf(records);
  const took = { window: [] as number[], engine: [] as number[] };
  let found = 0;
  while (took.engine.length < QUERIES + 100) {
    const typed = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(WORDS)).join(' ');
    const filters = pick<NonNullable<SearchQuery['filters']>>([
      {},
      {},
      {},
      {},
      { severities: ['SEV1'] },
      { sites: ['site-7'] },
      { persons: ['person-3'] },
      { from: now - 86_400_000 * 20 },
    ]);
    const letters = [...typed];
    for (let length = 1; length <= letters.length; length += 1) {
      const words = letters.slice(0, length).join('');
      const begun = performance.now();
      const result = value(records.search({ text: words, filters }));
      took.engine.push(performance.now() - begun);
      found += result.records.length;
      const asked = performance.now();
      const listed = value(await desk.handle('incidents.list', { words }));
      took.window.push(performance.now() - asked);
      if (listed.length === 0 && result.records.length > 0) throw new Error(`the window does not find ${words}`);
    }
  }
  value(records.stop());
  // Empty answers would be quick.
  if (found < took.engine.length) throw new Error(`only ${found} records in ${took.engine.length} searches`);
  const row = (id: string, what: string, all: readonly number[]): Row => {
    const measured = all.slice(100, 100 + QUERIES);
    return {
      id,
      what: `${what} over ${RECORDS} records with ${RECORDS * ENTRIES} timeline entries, p99`,
      ...summary(measured),
      measured: percentile(measured, 0.99),
      unit: 'ms',
      limit: { kind: 'at-most', value: 20 },
      note: `median ${percentile(measured, 0.5).toFixed(1)} ms, slowest ${Math.max(...measured).toFixed(1)} ms`,
    };
  };
  return [
    row('s', 'One search as typed', took.engine),
    row('s window', 'One search as typed in the window', took.window),
  ];
}
