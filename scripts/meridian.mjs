#!/usr/bin/env node
// The command line. Brings what it needs (chatter on standard error, only when work is needed), then becomes the command.
import './lib/require-node.mjs';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { endWithNpm } from './lib/parent.mjs';
import { out } from './lib/paths.mjs';
import { endLike, pinnedNode, runThrough } from './lib/run.mjs';
import { script } from './lib/terminal.mjs';

const cli = join(out, 'main', 'cli.cjs');

await script(async () => {
  endWithNpm();
  await ensureDependencies();
  await ensureBuild();
  const node = pinnedNode();
  if (realpathSync(process.execPath) === realpathSync(node)) {
    // Already on the right Node (always so under npm): one process, so exit codes, signals and streams are the command's own.
    process.argv[1] = cli;
    await import(pathToFileURL(cli).href);
  } else {
    endLike(await runThrough(node, [cli, ...process.argv.slice(2)], { cwd: process.cwd() }));
  }
});
