/** What both sides say after the diagnostics were copied: in the window, and from the menu. */
export const copiedText = (lines: number): string =>
  `Copied, ${lines} lines: account ids shortened, keys and tokens left out.`;
