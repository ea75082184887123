import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { diffSnapshots } from '../../shared/domain/snapshot/patch';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { calm, critical, many, troubles } from './builders/retail';
import { openWindow } from './window';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Frames that come when the test draws them. */
function frames() {
  const waiting = new Set<() => void>();
  return {
    frame: (run: () => void) => {
      waiting.add(run);
      return () => void waiting.delete(run);
    },
    draw: (): boolean => {
      const runs = [...waiting];
      waiting.clear();
      act(() => runs.forEach((run) => run()));
      return runs.length > 0;
    },
  };
}

const settled = (draw: () => boolean): void => {
  for (let most = 10_000; draw(); most--) if (most === 0) throw new Error('the window never came to rest');
};
const ready = () => waitFor(() => expect(screen.getByRole('complementary', { name: 'Attention' })).toBeTruthy());

/** What is on screen: every element in its place with its attributes, whatever their order and whatever generated ids are called. */
const seen = (node: Node = document.body): unknown => {
  if (!(node instanceof Element)) return node.textContent;
  const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value.replaceAll(/_r_\w+_/g, 'id')}`);
  return { name: node.nodeName, attributes: attributes.sort(), inside: [...node.childNodes].map(seen) };
};

/** Snapshots of the same platform, each a patch away from the one before. */
const storm = (): readonly Snapshot[] => [calm(), critical(), troubles(), critical(), calm(), troubles()];

describe('a window that takes turns', () => {
  it.each(['map', 'list'] as const)(
    'a storm of patches ends in the picture that is drawn at once: %s',
    async (view) => {
      const shown = storm().map((snapshot, index) => ({ ...snapshot, seq: index + 1 }));
      const last = shown.at(-1);
      const { frame, draw } = frames();
      const [first] = shown;
      if (first === undefined || last === undefined) throw new Error('no storm');
      const { bridge } = openWindow(first, { frame, preferences: { view } });
      await ready();
      settled(draw);
      for (const [index, after] of shown.entries()) {
        const before = shown[index - 1];
        const patch = before === undefined ? null : diffSnapshots(before, after);
        if (patch !== null) act(() => bridge.sends(patch));
        draw();
      }
      settled(draw);
      const paced = seen();
      cleanup();
      openWindow(last, { preferences: { view } });
      await ready();
      expect(paced).toEqual(seen());
    },
  );

  it('what a person does is on screen at once, whatever waits for its turn', async () => {
    const { frame, draw } = frames();
    const snapshot = many();
    const { bridge } = openWindow(snapshot, { frame });
    await ready();
    settled(draw);
    const sites = snapshot.sites.map((site) => ({ id: site.id, status: 'warning' as const }));
    act(() => bridge.sends({ seq: snapshot.seq + 1, generatedAt: snapshot.generatedAt + 1_000, sites }));
    draw();
    await userEvent.click(screen.getByRole('button', { name: 'List' }));
    expect(screen.getByRole('table', { name: 'Sites by attention' })).toBeTruthy();
  });
});
