// Everything the scripts say goes to standard error: standard output belongs to the command that is run.

/** An expected failure: what failed and what to do about it, without a stack trace. */
export class PlainError extends Error {
  /**
   * @param {string} what
   * @param {string} [todo]
   */
  constructor(what, todo) {
    super(todo === undefined ? what : `${what}\n${todo}`);
  }
}

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** @param {string} text */
export function warn(text) {
  const bold = process.stderr.isTTY && !process.env.NO_COLOR;
  say(bold ? `\u001b[1;33mWarning:\u001b[0m ${text}` : `Warning: ${text}`);
}

/**
 * @param {number} since milliseconds, from `performance.now()`
 * @returns {string} such as "3.2 s"
 */
export function elapsed(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * The body of a script. Expected failures end with their sentence and exit code 1.
 * @param {() => Promise<void>} body
 */
export async function script(body) {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
