import './lib/require-node.mjs';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { say, script } from './lib/terminal.mjs';

await script(async () => {
  await ensureDependencies();
  if (!(await ensureBuild())) say('build: up to date');
});
