import type { Page } from 'playwright-core';
import type { Input, Output } from '../../shared/ipc/contract';
import type { MethodName } from '../../shared/ipc/names';

/** What the window itself does at its door, without its forms. */
export async function call<M extends MethodName>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const text = await page.evaluate(
    ([name, value]) =>
      (globalThis as unknown as { meridian: { call(name: string, input: unknown): Promise<string> } }).meridian.call(
        name as string,
        value,
      ),
    [method, input] as const,
  );
  return JSON.parse(text) as Output<M>;
}

/** After a jump of the clocks: every source that a status stands on has answered anew, and the window shows it. */
export async function heardAnew(page: Page): Promise<void> {
  const since = await page.evaluate(() => Date.now());
  // As the window's own "Try again now": some sources would wait for minutes where all is calm.
  await call(page, 'source.retry', {});
  for (;;) {
    const { sources } = await call(page, 'snapshot.get', undefined);
    const asked = sources.filter(({ api }) => api === 'GetMetricData' || api === 'DescribeAlarms');
    if (asked.length > 0 && asked.every(({ lastGoodAt }) => lastGoodAt !== null && lastGoodAt >= since)) break;
    await page.waitForTimeout(100);
  }
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
}
