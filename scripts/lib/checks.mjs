import { join } from 'node:path';
import { modules, root } from './paths.mjs';
import { pinnedNode } from './run.mjs';

const node = pinnedNode();

/**
 * @param {string} path of a tool's script in node_modules
 * @param {readonly string[]} args
 */
const tool = (path, ...args) => [node, join(modules, path), ...args];

/**
 * Everything that is checked without running the product. Types first: their errors explain the others. Lint is the
 * longest and runs beside the rest.
 * @type {readonly import('./steps.mjs').Step[]}
 */
export const checks = [
  { name: 'types', command: tool('typescript/bin/tsc', '-b') },
  { name: 'lint', command: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.') },
  { name: 'import rules', command: [node, join(root, 'scripts', 'check-imports.mjs')] },
  { name: 'dead code', command: tool('knip/bin/knip.js', '--no-progress') },
  { name: 'format', command: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
];
