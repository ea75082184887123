// "npm run check": types, lint, import rules, dead code, format.
import './lib/require-node.mjs';
import { checks, lint } from './lib/checks.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runSteps } from './lib/steps.mjs';
import { script } from './lib/terminal.mjs';

await script(async () => {
  await ensureDependencies();
  const { failed } = await runSteps([lint, ...checks]);
  if (failed > 0) process.exitCode = 1;
});
