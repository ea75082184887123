import { randomBytes } from 'node:crypto';
import type { Result } from '../shared/lib/result';
import { createAssets } from './assets/assets';
import type { Engine } from './engine/engine-port';
import { describeError } from './crash/report';
import type { Desk } from './ipc/desk-port';
import { createDoor } from './ipc/door';
import type { RecordsDesk } from './ipc/records-desk-port';
import { startServer, type Serve, type ServeProblem } from './serve/server';

export interface ServeOptions {
  readonly engine: Engine;
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder of the built window (out/renderer). */
  readonly rendererFolder: string;
  /** The status JSON of `GET /api/snapshot` (docs: status schema). */
  readonly statusJson: () => unknown;
  readonly desk: Desk;
  readonly records: RecordsDesk;
  /** For a person, on standard error; never carries the token. */
  readonly log: (line: string) => void;
}

/** Composition root of browser mode: the same engine and the same door as the desktop app, on loopback. */
export function startServe(options: ServeOptions): Promise<Result<Serve, ServeProblem>> {
  const { engine, port, rendererFolder, statusJson, desk, records, log } = options;
  const door = createDoor(engine, {
    desk,
    records,
    onFailure: (method, error) => log(`${method} failed: ${describeError(error)}`),
  });
  return startServer({
    door,
    assets: createAssets(rendererFolder),
    port,
    statusJson,
    log,
    newSecret: () => randomBytes(32).toString('base64url'),
  });
}
