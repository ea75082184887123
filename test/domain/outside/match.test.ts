import { describe, expect, it } from 'vitest';
import { matchRuns, sitesOfRuns } from '../../../shared/domain/outside/match';
import type { Change } from '../../../shared/domain/change/types';
import { HOUR, MINUTE, SECOND } from '../../../shared/lib/time';
import { aChange, aRun, AT } from '../../builders/planned';

const SITES = [
  { id: 'br-prod', account: 'prod', region: 'sa-east-1' },
  { id: 'in-prod', account: 'prod', region: 'ap-south-1' },
];
const matched = (changes: readonly Change[], run = aRun()): string | null =>
  matchRuns(changes, [run], SITES).get(run.id) ?? null;
const unnamed = { services: [], artifact: null } as const;

describe('which planned change a run from outside belongs to', () => {
  it('is one of the same place and time that names its service', () => {
    expect(matched([aChange({ id: 'a' })])).toBe('a');
    expect(matched([aChange({ id: 'a', services: ['cart'] })])).toBeNull();
  });

  it('a name is whole words: a service is not found in a longer word', () => {
    expect(matched([aChange({ id: 'a', services: ['check'] })])).toBeNull();
    expect(matched([aChange({ id: 'a', services: ['Checkout API'] })])).toBe('a');
    expect(matched([aChange({ id: 'a', services: ['api-checkout'] })])).toBeNull();
  });

  it('an artifact names it without its version', () => {
    expect(matched([aChange({ id: 'a', ...unnamed, artifact: 'checkout-api 4.18.0' })])).toBe('a');
    expect(matched([aChange({ id: 'a', ...unnamed, artifact: 'pricing 4.18.0' })])).toBeNull();
  });

  it.each([
    ['its name', 'retail-checkout-api'],
    ['its execution', 'e-1'],
    ['an address with it', 'https://console.example.com/pipelines/retail-checkout-api/view?region=sa-east-1'],
    ['an arn with it', 'arn:aws:codepipeline:sa-east-1:111122223333:retail-checkout-api'],
  ])('a link of kind pipeline names it by %s', (_, target) => {
    const link = { id: 'l', kind: 'pipeline', target, label: '' } as const;
    expect(matched([aChange({ id: 'a', ...unnamed, links: [link] })])).toBe('a');
    expect(matched([aChange({ id: 'a', ...unnamed, links: [{ ...link, kind: 'web' }] })])).toBeNull();
  });

  it('another account or region is another place', () => {
    expect(matched([aChange({ sites: ['in-prod'] })])).toBeNull();
    expect(matched([aChange()], aRun({ account: 'lower' }))).toBeNull();
  });

  it('begins from 15 min before the window up to 2 h after its end', () => {
    const window = { start: AT + HOUR, end: AT + 2 * HOUR };
    const at = (startedAt: number): string | null => matched([aChange({ id: 'a', window })], aRun({ startedAt }));
    expect(at(window.start - 15 * MINUTE)).toBe('a');
    expect(at(window.start - 15 * MINUTE - SECOND)).toBeNull();
    expect(at(window.end + 2 * HOUR - SECOND)).toBe('a');
    expect(at(window.end + 2 * HOUR)).toBeNull();
  });

  it('or begins while the change is under way, however late', () => {
    const under = aChange({
      id: 'a',
      state: 'running',
      window: null,
      times: { startedAt: AT - 30 * HOUR, bakingAt: null, endedAt: null },
    });
    expect(matched([under], aRun({ startedAt: AT }))).toBe('a');
    const over = { ...under, state: 'done', times: { ...under.times, endedAt: AT - 20 * HOUR } } as const;
    expect(matched([over], aRun({ startedAt: AT }))).toBeNull();
  });

  it('a link beats a word, a nearer window a farther one, and a run is of one change only', () => {
    const link = { id: 'l', kind: 'pipeline', target: 'retail-checkout-api', label: '' } as const;
    const near = aChange({ id: 'near', window: { start: AT + HOUR, end: AT + 2 * HOUR } });
    const far = aChange({ id: 'far', window: { start: AT, end: AT + 3 * HOUR } });
    expect(matched([far, near])).toBe('near');
    expect(matched([near, { ...far, links: [link] }])).toBe('far');
  });
});

describe('which sites a run from outside is about', () => {
  const LOWER = ['us-pre', 'us-dev'].map((id) => ({ id, account: 'lower', region: 'us-east-1' }));
  const about = (name: string, sites = LOWER): readonly string[] =>
    sitesOfRuns(sites)(aRun({ account: 'lower', region: 'us-east-1', name }));

  it('where several share account and region, the one whose id its name has', () => {
    expect(about('retail-us-pre-catalog-api')).toEqual(['us-pre']);
    expect(about('retail-catalog-api/US-Dev')).toEqual(['us-dev']);
  });

  it('all of them where its name has no id, several, or one as a part of a longer word', () => {
    for (const name of ['retail-catalog-api', 'us-pre-to-us-dev', 'retail-us-preview-api', 'bus-pre'])
      expect(about(name)).toEqual(['us-pre', 'us-dev']);
  });

  it('a site of another place is none of them, whatever the name says', () => {
    const far = { id: 'us-pre', account: 'other', region: 'us-east-1' };
    expect(about('retail-us-pre-catalog-api', [far, { ...far, id: 'us-dev', account: 'lower' }])).toEqual(['us-dev']);
  });

  it('a change of the other site has no part in it', () => {
    const run = aRun({ account: 'lower', region: 'us-east-1', name: 'retail-us-pre-checkout-api' });
    const of = (site: string) => matchRuns([aChange({ id: 'a', sites: [site] })], [run], LOWER).get(run.id) ?? null;
    expect(of('us-pre')).toBe('a');
    expect(of('us-dev')).toBeNull();
  });
});
