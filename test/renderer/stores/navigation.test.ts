import { describe, expect, it } from 'vitest';
import { createNavigationStore } from '../../../renderer/stores/navigation';
import type { KeyValue } from '../../../renderer/stores/kept';

function memory(first: Readonly<Record<string, string>> = {}): KeyValue {
  const values = new Map(Object.entries(first));
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

describe('where the person was', () => {
  it('comes back in a page that is begun anew: the site, its signal and its span, but no overlay and no notice', () => {
    const session = memory();
    const before = createNavigationStore(session);
    before.openSite('br-prod', 'p95');
    before.showSpan(24);
    before.show('palette');
    before.say('Copied');
    expect(createNavigationStore(session).getState()).toEqual({
      screen: 'live',
      incident: null,
      change: null,
      handover: null,
      declareFrom: { site: null, attention: null },
      planFrom: { change: null, duplicate: false, site: null, window: null },
      site: 'br-prod',
      signal: 'p95',
      span: 24,
      overlay: null,
      pinWhat: null,
      wish: null,
      notice: null,
      offer: null,
    });
    before.show(null);
    before.back();
    expect(createNavigationStore(session).getState()).toMatchObject({ site: null, signal: null, span: 1 });
  });

  it('brings back how far its parts were scrolled; another drawer begins at its top', () => {
    const session = memory();
    const before = createNavigationStore(session);
    before.openSite('a');
    before.scrolled('reasons', 120.4);
    before.scrolled('queue', 40);
    const after = createNavigationStore(session);
    expect([after.scrollOf('reasons'), after.scrollOf('queue'), after.scrollOf('side')]).toEqual([120, 40, 0]);
    after.openSite('b');
    expect([after.scrollOf('reasons'), after.scrollOf('queue')]).toEqual([0, 40]);
    expect(
      createNavigationStore(memory({ 'meridian.place': '{"scroll":{"queue":"x","list":-5}}' })).scrollOf('list'),
    ).toBe(0);
  });

  it('keeps the span while the same site stays open, and begins another with one hour', () => {
    const store = createNavigationStore(memory());
    store.openSite('a');
    store.showSpan(24);
    store.openSite('a', 'p95');
    expect(store.getState().span).toBe(24);
    store.openSite('b');
    expect(store.getState().span).toBe(1);
  });

  it.each(['', '{', 'null', '7', '{"site":7}', '{"site":{}}', `{"site":"${'x'.repeat(300)}"}`, '{"signal":"p95"}'])(
    'is nowhere when %s was kept',
    (text) => {
      expect(createNavigationStore(memory({ 'meridian.place': text })).getState()).toMatchObject({
        site: null,
        signal: null,
        span: 1,
      });
    },
  );

  it('is kept by a storage that works, and costs nothing where there is none', () => {
    const broken: KeyValue = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const storage of [null, broken]) {
      const store = createNavigationStore(storage);
      store.openSite('a');
      expect(store.getState().site).toBe('a');
    }
  });
});
