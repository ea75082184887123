import { describe, expect, it } from 'vitest';
import { pinOf } from '../../../shared/domain/incident/pin';
import { canonicalJson } from '../../../shared/records/content-hash';
import { isJson } from '../../../shared/records/is-json';
import { aReason, aSignalView, aSiteView, aSnapshot, anAttentionItem, anEventView } from '../../builders/snapshots';

const NOW = Date.UTC(2026, 10, 25, 12);
const signal = aSignalView({
  id: 'p95',
  name: 'Checkout p95',
  value: 2.4,
  at: NOW - 120_000,
  recent: [[NOW - 120_000, 2.4]],
});
const site = aSiteView({
  id: 'br-prod',
  name: 'Brazil',
  status: 'critical',
  dataAt: NOW - 30_000,
  signals: [signal],
  reasons: [aReason({ text: 'p95 above 0.8 s' })],
});
const item = anAttentionItem({ key: 'k', site: 'br-prod', title: 'Checkout slow' });
const snapshot = aSnapshot({
  generatedAt: NOW - 1_000,
  sites: [site, aSiteView({ id: 'in-prod' })],
  attention: [item],
  events: [anEventView({ arn: 'arn:1', sites: ['br-prod'] }), anEventView({ arn: 'arn:2', sites: ['in-prod'] })],
});

describe('a pinned snapshot', () => {
  it('holds what was on screen of the site, with its time and how old it was', () => {
    const pin = pinOf(snapshot, { site: 'br-prod', attention: 'k' }, NOW);
    expect(pin).toMatchObject({
      title: 'Brazil',
      at: NOW,
      content: {
        takenAt: NOW,
        pictureAt: NOW - 1_000,
        attention: { title: 'Checkout slow' },
        site: { id: 'br-prod', status: 'critical', ageMs: 30_000, reasons: [{ text: 'p95 above 0.8 s' }] },
        signals: [{ id: 'p95', value: 2.4, ageMs: 120_000, points: [[NOW - 120_000, 2.4]] }],
        events: [{ arn: 'arn:1' }],
      },
    });
  });

  it('of one signal holds that signal alone', () => {
    const pin = pinOf(snapshot, { site: 'br-prod', signal: 'p95' }, NOW);
    expect(pin?.title).toBe('Checkout p95, Brazil');
    expect(Object.keys(pin?.content as object)).not.toContain('alarms');
  });

  it('is plain values, so that its hash is the same wherever it is taken', () => {
    const content = pinOf(snapshot, { site: 'br-prod' }, NOW)?.content ?? null;
    expect(isJson(content)).toBe(true);
    expect(canonicalJson(JSON.parse(JSON.stringify(content)) as never)).toBe(canonicalJson(content));
  });

  it('does not follow what happens after', () => {
    const content = JSON.stringify(pinOf(snapshot, { site: 'br-prod' }, NOW)?.content);
    const later = aSnapshot({ ...snapshot, sites: [{ ...site, status: 'ok' }] });
    expect(JSON.stringify(pinOf(later, { site: 'br-prod' }, NOW)?.content)).not.toBe(content);
    expect(JSON.stringify(pinOf(snapshot, { site: 'br-prod' }, NOW)?.content)).toBe(content);
  });

  it('is none of what is not there, and takes no attention item of another site', () => {
    expect(pinOf(snapshot, { site: 'gone' }, NOW)).toBeNull();
    expect(pinOf(snapshot, { site: 'br-prod', signal: 'gone' }, NOW)).toBeNull();
    expect(pinOf(snapshot, { site: 'in-prod', attention: 'k' }, NOW)?.content).not.toHaveProperty('attention');
  });
});
