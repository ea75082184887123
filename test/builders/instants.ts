/** The instant of every test that is not about instants: a Monday noon in UTC, aligned to minute and hour. */
export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);

export const at = (text: string): number => {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new Error(`no instant: ${text}`);
  return instant;
};
