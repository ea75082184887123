import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holidayTable } from './holiday-table';

/** Written anew by: npx vitest run --project unit test/domain/freezes/holiday-table.test.ts -u */
const BUNDLED = '../../../shared/domain/freezes/holidays.json';
const root = resolve(import.meta.dirname, '../../..');

describe('the bundled table of public holidays (product.md 4)', () => {
  it('is what the installed date-holidays says, with the corrections of the statutes', async () => {
    await expect(holidayTable()).toMatchFileSnapshot(BUNDLED);
  });

  it.each(['BR', 'CA', 'US'])('names what the data of %s relies on, as its licence asks', (country) => {
    const data = readFileSync(join(root, `node_modules/date-holidays/data/countries/${country}.yaml`), 'utf8');
    const licence = readFileSync(join(root, 'shared/domain/freezes/holidays-licence.txt'), 'utf8');
    const articles = [...data.matchAll(/@attrib (\S+)/g)].map(([, article]) => article ?? '');
    expect(articles.length).toBeGreaterThan(1);
    for (const article of articles) expect(licence).toContain(article);
  });
});
