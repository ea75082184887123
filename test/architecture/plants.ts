/** A small tree with at least one module of every layer, each importing what it may. */
export const soundTree: Readonly<Record<string, string>> = {
  'shared/lib/result.ts': `export type Result = 'ok';`,
  'shared/domain/status.ts': `import { z } from 'zod';\nimport type { Result } from '../lib/result';\nexport const status = z.string();\nexport type Status = Result;`,
  'shared/records/change.ts': `import type { Status } from '../domain/status';\nexport type Change = Status;`,
  'shared/ipc/contract.ts': `import type { Status } from '../domain/status';\nexport interface Contract { status: Status }`,
  'preload/index.ts': `import { contextBridge } from 'electron';\nimport type { Contract } from '../shared/ipc/contract';\nexport const expose = (contract: Contract) => contextBridge.exposeInMainWorld('meridian', contract);`,
  'main/aws/health.ts': `import { HealthClient } from '@aws-sdk/client-health';\nimport type { Status } from '../../shared/domain/status';\nexport const health = (): [Status, unknown] => ['ok', HealthClient];`,
  'main/storage/open.ts': `import { DatabaseSync } from '@photostructure/sqlite';\nimport { join } from 'node:path';\nexport const open = () => new DatabaseSync(join('a'));`,
  'main/shell/window.ts': `import { BrowserWindow } from 'electron';\nexport const show = () => new BrowserWindow();`,
  'main/polling/sweep.ts': `export interface Port { sweep(): void }`,
  'main/simulator/server.ts': `import { createServer } from 'node:http';\nexport const serve = () => createServer();`,
  'main/engine/store-port.ts': `import type { Status } from '../../shared/domain/status';\nexport interface Store { save(status: Status): void }`,
  'main/storage/store.ts': `import type { Store } from '../engine/store-port';\nexport const store: Store = { save: () => undefined };`,
  'main/cli/status.ts': `import { open } from '../storage/open';\nexport const status = open;`,
  'main/engine/engine.ts': `import type { Port } from '../polling/sweep';\nimport { once } from 'node:events';\nexport const engine = (port: Port) => [port, once];`,
  'main/ipc/door.ts': `import { engine } from '../engine/engine';\nexport const door = engine;`,
  'main/index.ts': `import { app } from 'electron';\nimport { health } from './aws/health';\nimport { door } from './ipc/door';\nimport { show } from './shell/window';\nimport { open } from './storage/open';\nexport const run = [app, health, door, show, open];`,
  'main/cli.ts': `import { status } from './cli/status';\nimport { serve } from './simulator/server';\nexport const cli = [serve, status];`,
  'renderer/bridge/bridge.ts': `import type { Contract } from '../../shared/ipc/contract';\nexport type Bridge = Contract;`,
  'renderer/stores/live.ts': `import { createStore } from 'zustand/vanilla';\nimport type { Bridge } from '../bridge/bridge';\nexport const live = (bridge: Bridge) => createStore(() => bridge);`,
  'renderer/ui/badge.tsx': `import type { Status } from '../../shared/domain/status';\nexport const Badge = (props: { status: Status }) => <b>{props.status}</b>;`,
  'renderer/features/live/live.tsx': `import { live } from '../../stores/live';\nimport { Badge } from '../../ui/badge';\nimport { shape } from './view-model';\nexport const Live = () => <Badge status={shape(live)} />;`,
  'renderer/features/live/view-model.ts': `export const shape = (_: unknown) => 'ok' as const;`,
  'renderer/features/people/people.tsx': `export const People = () => <p />;`,
  'renderer/index.tsx': `import { createRoot } from 'react-dom/client';\nimport type { Bridge } from './bridge/bridge';\nimport { Live } from './features/live/live';\nimport { live } from './stores/live';\nexport const mount = (bridge: Bridge) => [createRoot, Live, live(bridge)];`,
  'test/live.test.ts': `import { open } from '../main/storage/open';\nimport { shape } from '../renderer/features/live/view-model';\nexport const used = [open, shape];`,
  'test/fakes/clock.ts': `export const clock = 1;`,
  'scripts/tool.mjs': `export const tool = 1;`,
};

interface Plant {
  /** the rule that must report it */
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  /** innocent files that the violation needs */
  readonly also?: Readonly<Record<string, string>>;
}

/** Each breaks one rule by one import: by value, for its type only, dynamically, as a type query or as a re-export. */
export const plants: readonly Plant[] = [
  {
    rule: 'shared-is-pure',
    file: 'shared/domain/bad-react.ts',
    text: `import { useState } from 'react';\nexport const x = useState;`,
  },
  {
    rule: 'shared-is-pure',
    file: 'shared/domain/bad-sdk.ts',
    text: `import type { HealthClient } from '@aws-sdk/client-health';\nexport type X = HealthClient;`,
  },
  { rule: 'shared-is-pure', file: 'shared/ipc/bad-main.ts', text: `export { show } from '../../main/shell/window';` },
  {
    rule: 'shared-lib-is-lowest',
    file: 'shared/lib/bad.ts',
    text: `import type { Status } from '../domain/status';\nexport type X = Status;`,
  },
  {
    rule: 'shared-domain-above-lib',
    file: 'shared/domain/bad-ipc.ts',
    text: `export type X = import('../ipc/contract').Contract;`,
  },
  {
    rule: 'shared-records-above-domain',
    file: 'shared/records/bad.ts',
    text: `export type { Contract } from '../ipc/contract';`,
  },
  { rule: 'shared-ipc-above-domain', file: 'shared/ipc/bad-records.ts', text: `export * from '../records/change';` },

  {
    rule: 'preload-exposes-contract',
    file: 'preload/bad-domain.ts',
    text: `import { status } from '../shared/domain/status';\nexport const x = status;`,
  },
  {
    rule: 'preload-exposes-contract',
    file: 'preload/bad-main.ts',
    text: `import { show } from '../main/shell/window';\nexport const x = show;`,
  },
  {
    rule: 'main-alone',
    file: 'main/shell/bad-renderer.ts',
    text: `import type { Bridge } from '../../renderer/bridge/bridge';\nexport type X = Bridge;`,
  },
  {
    rule: 'main-alone',
    file: 'main/bad-preload.ts',
    text: `import { expose } from '../preload/index';\nexport const x = expose;`,
  },
  {
    rule: 'renderer-alone',
    file: 'renderer/bad-main.ts',
    text: `import { engine } from '../main/engine/engine';\nexport const x = engine;`,
  },
  {
    rule: 'renderer-alone',
    file: 'renderer/bridge/bad-preload.ts',
    text: `export const x = () => import('../../preload/index');`,
  },
  {
    rule: 'no-node-here',
    file: 'renderer/features/live/bad-node.ts',
    text: `import { readFileSync } from 'node:fs';\nexport const x = readFileSync;`,
  },
  {
    rule: 'no-node-here',
    file: 'shared/lib/bad-node.ts',
    text: `import { randomUUID } from 'crypto';\nexport const x = randomUUID;`,
  },
  {
    rule: 'no-node-here',
    file: 'preload/bad-node.ts',
    text: `import { join } from 'node:path';\nexport const x = join;`,
  },
  {
    rule: 'nothing-imports-test',
    file: 'main/polling/bad-test.ts',
    text: `import { clock } from '../../test/fakes/clock';\nexport const x = clock;`,
  },
  {
    rule: 'nothing-imports-test',
    file: 'renderer/bad-test.ts',
    text: `import { clock } from '../test/fakes/clock';\nexport const x = clock;`,
  },
  { rule: 'nothing-imports-scripts', file: 'main/bad-script.ts', text: `export { tool } from '../scripts/tool.mjs';` },
  { rule: 'scripts-stand-alone', file: 'scripts/bad.mjs', text: `export { cli } from '../main/cli.ts';` },

  {
    rule: 'ui-is-presentational',
    file: 'renderer/ui/bad-store.tsx',
    text: `import { live } from '../stores/live';\nexport const x = live;`,
  },
  {
    rule: 'ui-is-presentational',
    file: 'renderer/ui/bad-feature.tsx',
    text: `import { People } from '../features/people/people';\nexport const X = People;`,
  },
  {
    rule: 'bridge-is-lowest',
    file: 'renderer/bridge/bad-store.ts',
    text: `import { live } from '../stores/live';\nexport const x = live;`,
  },
  {
    rule: 'stores-above-bridge',
    file: 'renderer/stores/bad-feature.ts',
    text: `import type { Live } from '../features/live/live';\nexport type X = typeof Live;`,
  },
  {
    rule: 'stores-above-bridge',
    file: 'renderer/stores/bad-ui.ts',
    text: `import { Badge } from '../ui/badge';\nexport const x = Badge;`,
  },
  {
    rule: 'features-above-stores',
    file: 'renderer/features/people/bad-bridge.ts',
    text: `import type { Bridge } from '../../bridge/bridge';\nexport type X = Bridge;`,
  },
  {
    rule: 'features-are-strangers',
    file: 'renderer/features/people/bad-feature.ts',
    text: `import { shape } from '../live/view-model';\nexport const x = shape;`,
  },

  {
    rule: 'ipc-above-engine',
    file: 'main/ipc/bad-storage.ts',
    text: `import { open } from '../storage/open';\nexport const x = open;`,
  },
  {
    rule: 'ipc-above-engine',
    file: 'main/ipc/bad-polling.ts',
    text: `import type { Port } from '../polling/sweep';\nexport type X = Port;`,
  },
  {
    rule: 'engine-on-ports',
    file: 'main/engine/bad-aws.ts',
    text: `import type { health } from '../aws/health';\nexport type X = typeof health;`,
  },
  { rule: 'engine-on-ports', file: 'main/engine/bad-ipc.ts', text: `export type X = typeof import('../ipc/door');` },
  {
    rule: 'main-strangers',
    file: 'main/polling/bad-aws.ts',
    text: `import { health } from '../aws/health';\nexport const x = health;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/aws/bad-storage.ts',
    text: `import { open } from '../storage/open';\nexport const x = open;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/storage/bad-polling.ts',
    text: `import type { Port } from '../polling/sweep';\nexport type X = Port;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/simulator/bad-aws.ts',
    text: `import { health } from '../aws/health';\nexport const x = health;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/shell/bad-engine.ts',
    text: `import { engine } from '../engine/engine';\nexport const x = engine;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/records/bad-sync.ts',
    text: `import type { Port } from '../polling/sweep';\nexport type X = Port;`,
  },
  {
    rule: 'main-strangers',
    file: 'main/sync/bad-root.ts',
    text: `import { cli } from '../cli';\nexport const x = cli;`,
  },

  {
    rule: 'main-strangers',
    file: 'main/shell/bad-cli.ts',
    text: `import { status } from '../cli/status';\nexport const x = status;`,
  },
  {
    rule: 'ports-are-types',
    file: 'main/shell/window-port.ts',
    text: `import type { show } from './window';\nexport type X = typeof show;`,
  },
  {
    rule: 'sqlite-in-storage',
    file: 'main/polling/bad-sqlite.ts',
    text: `import type { DatabaseSyncInstance } from '@photostructure/sqlite';\nexport type X = DatabaseSyncInstance;`,
  },
  {
    rule: 'sqlite-in-storage',
    file: 'main/bad-sqlite.ts',
    text: `import { DatabaseSync } from '@photostructure/sqlite';\nexport const x = DatabaseSync;`,
  },
  {
    rule: 'aws-sdk-in-aws',
    file: 'main/polling/bad-sdk.ts',
    text: `import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';\nexport type X = MetricDataQuery;`,
  },
  {
    rule: 'aws-sdk-in-aws',
    file: 'main/simulator/bad-smithy.ts',
    text: `import { HttpRequest } from '@smithy/core/protocols';\nexport const x = HttpRequest;`,
  },
  {
    rule: 'electron-in-shell',
    file: 'main/ipc/bad-electron.ts',
    text: `import { ipcMain } from 'electron';\nexport const x = ipcMain;`,
  },
  {
    rule: 'electron-in-shell',
    file: 'main/bad-electron.ts',
    text: `import type { App } from 'electron';\nexport type X = App;`,
  },
  {
    rule: 'electron-in-shell',
    file: 'renderer/bad-electron.ts',
    text: `import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;`,
  },

  {
    rule: 'electron-updater-in-updates',
    file: 'main/shell/bad-updater.ts',
    text: `import { autoUpdater } from 'electron-updater';\nexport const x = autoUpdater;`,
  },
  {
    rule: 'electron-updater-in-updates',
    file: 'main/bad-updater.ts',
    text: `import type { AppUpdater } from 'electron-updater';\nexport type X = AppUpdater;`,
  },

  {
    // A cycle is reported once, at one of its members.
    rule: 'no-cycles',
    file: 'main/aws/bad-cycle-a.ts',
    text: `import { b } from './bad-cycle-b';\nexport const a = () => b;`,
    also: { 'main/aws/bad-cycle-b.ts': `import { a } from './bad-cycle-a';\nexport const b = () => a;` },
  },
  {
    rule: 'no-cycles',
    file: 'shared/domain/bad-cycle-a.ts',
    text: `import type { B } from './bad-cycle-b';\nexport interface A { b?: B }`,
    also: { 'shared/domain/bad-cycle-b.ts': `import type { A } from './bad-cycle-a';\nexport interface B { a?: A }` },
  },
  { rule: 'resolvable', file: 'main/aws/bad-nowhere.ts', text: `import { x } from './nowhere';\nexport const y = x;` },
];
