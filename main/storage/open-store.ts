import { join } from 'node:path';
import type { Ms } from '../../shared/lib/time';
import type { LastKnownStore } from '../engine/store-port';
import { openDatabase } from './database';
import { STORE_FILE } from './file-name';
import { createLastKnownStore } from './last-known';

export interface StoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  readonly now: () => Ms;
  /** The file never grows beyond this. */
  readonly maxBytes?: number;
}

export interface OpenedStore {
  readonly store: LastKnownStore;
}

/** Twelve workspaces of 500 signals with all their points and medians stay below half of it. */
const MAX_BYTES = 512 << 20;

/**
 * Opens the store of a data folder. Always gives one: where the file cannot be used, every call says why (`problem`), the app
 * goes on without storing, and the file is tried again later.
 */
export function openStore(options: StoreOptions): OpenedStore {
  const { folder, now, maxBytes = MAX_BYTES } = options;
  const database = openDatabase({ file: join(folder, STORE_FILE), maxBytes }, now());
  return { store: createLastKnownStore(database, now) };
}
