import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { modules, scratch } from './paths.mjs';
import { pinnedNode, runThrough } from './run.mjs';
import { say } from './terminal.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ fullName: string, status: string, failureMessages: readonly string[] }} Assertion */
/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: readonly { assertionResults: readonly Assertion[] }[] }} Report
 */

/**
 * Runs vitest projects on this terminal and counts their tests from the JSON report.
 * @param {string} name of the report
 * @param {readonly string[]} projects
 * @param {{ wrapper?: readonly string[], env?: NodeJS.ProcessEnv, args?: readonly string[] }} [options] `wrapper` is a
 *   command put in front, `args` are more words for vitest
 * @returns {Promise<Count>}
 */
export async function runVitest(name, projects, { wrapper = [], env = process.env, args: more = [] } = {}) {
  const report = join(scratch, 'reports', `${name}.json`);
  rmSync(report, { force: true });
  const vitest = [pinnedNode(), join(modules, 'vitest', 'vitest.mjs'), 'run', '--allowOnly=false'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const [file = '', ...args] = [
    ...wrapper,
    ...vitest,
    ...projects.flatMap((project) => ['--project', project]),
    ...reporters,
    ...more,
  ];
  const { code } = await runThrough(file, args, { env });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {Report} */
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  for (const { fullName, status, failureMessages } of testResults.flatMap((file) => file.assertionResults))
    if (status === 'passed' && failureMessages.length > 0)
      say(`FLAKY ${fullName}: passed at the second try; the first: ${failureMessages[0]?.split('\n')[0] ?? ''}`);
  // A file that does not load, or an error outside of any test, fails no test but must fail the run.
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}
