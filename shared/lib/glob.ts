const cache = new Map<string, RegExp>();

/** Whether a name matches a pattern in which `*` stands for any text and `?` for one character; everything else is literal. */
export function matchesGlob(pattern: string, name: string): boolean {
  let expression = cache.get(pattern);
  if (expression === undefined) {
    // Runs of stars are folded into one, so that a hostile pattern cannot make matching slow.
    const source = pattern
      .replace(/\*+/g, '*')
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]');
    expression = new RegExp(`^${source}$`);
    cache.set(pattern, expression);
  }
  return expression.test(name);
}

export const matchesAny = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => matchesGlob(pattern, name));
