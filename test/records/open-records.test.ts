import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecords, type OpenedRecords } from '../../main/open-records';
import { systemClock } from '../../main/polling/system-clock';
import { incidentOf } from '../../shared/records/incident';
import { value } from './rig';
import { folderFor } from './store/lab';

function openIn(folder: string): OpenedRecords {
  const opened = openRecords({ folder, person: 'ana', clock: systemClock, clockOffset: () => -3_000 });
  onTestFinished(() => void opened.records.stop());
  return opened;
}

describe('the records of a data folder, as the roots open them', () => {
  it('R11 R12 save by themselves, project by themselves, and are there again', async () => {
    const folder = folderFor();
    const { records } = openIn(folder);
    const saved = new Promise((resolve) => records.onSaved(resolve));
    const id = value(records.create('incident', [{ edit: 'write', field: 'title', text: 'Carts' }]));
    expect(await saved).toEqual({ record: id, localSeq: 1 });
    await expect.poll(() => value(records.list({ kind: 'incident' }))).toMatchObject([{ record: id, title: 'Carts' }]);
    value(records.act(id, { act: 'severity', payload: { severity: 'SEV2' } }));
    expect(value(records.read(id)).state.acts[0]?.offset).toBe(-3_000);
    value(records.stop());
    const again = openIn(folder);
    expect(incidentOf(value(again.records.read(id)).content!).title).toBe('Carts');
    expect(again.records.health()).toMatchObject({ report: [], notSaved: null, person: 'ana' });
  });

  it('keeps an image once, by what it is, and takes none that is too large', () => {
    const { records } = openIn(folderFor());
    const image = randomBytes(40_000);
    const hash = value(records.putBlob('image/png', image));
    expect(value(records.putBlob('image/png', image))).toBe(hash);
    const found = value(records.getBlob(hash));
    expect([found?.media, found && Buffer.compare(found.bytes, image)]).toEqual(['image/png', 0]);
    expect(value(records.getBlob('0'.repeat(64)))).toBeNull();
    expect(records.putBlob('image/png', new Uint8Array((16 << 20) + 1))).toMatchObject({
      ok: false,
      error: { kind: 'too-large' },
    });
  });
});
