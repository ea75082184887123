import { afterEach, beforeEach, vi } from 'vitest';

/**
 * The SDK draws its pause before another try between none and the longest, from Math.random. For every test of the calling
 * file it draws none; which answers it tries again after, and how often, stays its own.
 */
export function noPausesBetweenTries(): void {
  let draw: ReturnType<typeof vi.spyOn> | null = null;
  beforeEach(() => {
    draw = vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => draw?.mockRestore());
}
