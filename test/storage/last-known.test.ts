import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '../../main/storage/open-store';
import { createFakeStore } from '../fakes/fake-store';
import { lastKnownContract } from './contract';

lastKnownContract('in memory', createFakeStore);

lastKnownContract('SQLite', (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-store-'));
  const { store } = openStore({ folder, now: clock });
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
});
