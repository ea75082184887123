import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import rules from '../../.dependency-cruiser.mjs';

/** @typedef {{ rule: string, from: string, to: string, comment: string }} Violation */

const tops = ['shared', 'main', 'preload', 'renderer', 'test', 'scripts'];
/** Without one of these something is wrong with the reading, not with the code. */
const product = ['shared', 'main', 'preload', 'renderer'];

/**
 * Reads every module under `folder` and reports the imports that break a rule.
 * @param {string} folder a checkout, or a tree laid out like one
 * @returns {Promise<{ modules: number, violations: Violation[] }>}
 * @throws {Error} if a product folder yields no TypeScript module: the reader has gone blind (it does so silently when
 *   it finds no TypeScript compiler that it knows), and a blind check would pass everything
 */
export async function checkImports(folder) {
  const start = tops.filter((top) => existsSync(join(folder, top)));
  const { output } = await cruise(start, {
    ...rules.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: rules.forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error(output);
  const read = output.modules.map((module) => module.source).filter((source) => /\.tsx?$/.test(source));
  const blind = product.filter((top) => !read.some((source) => source.startsWith(`${top}/`)));
  if (blind.length > 0) throw new Error(`The import check read no TypeScript module in: ${blind.join(', ')}`);
  const violations = output.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle ? cycle.map((step) => step.name).join(' -> ') : to,
    comment: rules.forbidden?.find((candidate) => candidate.name === rule.name)?.comment ?? '',
  }));
  return { modules: read.length, violations };
}
