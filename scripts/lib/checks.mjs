import { join } from 'node:path';
import { modules, root } from './paths.mjs';
import { pinnedNode } from './run.mjs';

const node = pinnedNode();

/**
 * @param {string} path of a tool's script in node_modules
 * @param {readonly string[]} args
 */
const tool = (path, ...args) => [node, join(modules, path), ...args];

/** Asks the network, so it is part of "npm test" and not of every check. @type {import('./steps.mjs').Step} */
export const advisories = {
  name: 'known vulnerabilities of what is shipped',
  command: [node, join(root, 'scripts', 'audit.mjs'), 'advisories'],
};

/**
 * As long as everything else that is checked: it runs from the beginning to the end of the tests and takes only what they leave of the machine.
 * @type {import('./steps.mjs').Step}
 */
export const lint = {
  name: 'lint',
  command: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  beside: true,
};

/**
 * What else is checked without running the product. Types first: their errors explain the others.
 * @type {readonly import('./steps.mjs').Step[]}
 */
export const checks = [
  { name: 'types', command: tool('typescript/bin/tsc', '-b') },
  { name: 'import rules', command: [node, join(root, 'scripts', 'check-imports.mjs')] },
  { name: 'dead code', command: tool('knip/bin/knip.js', '--no-progress') },
  { name: 'lockfile', command: [node, join(root, 'scripts', 'audit.mjs'), 'lockfile'] },
  { name: 'format', command: tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
];
