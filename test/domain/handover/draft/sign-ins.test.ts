import { describe, expect, test } from 'vitest';
import { draftOf } from '../../../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../../../shared/domain/handover/draft/types';
import type { SignInView } from '../../../../shared/domain/sources/sign-in';
import { DAY, HOUR, MINUTE } from '../../../../shared/lib/time';
import { contentOf, draftFacts } from '../../../builders/drafts';
import { NOW } from '../../../builders/instants';

const signIn = (over: Partial<SignInView> = {}): SignInView => ({
  account: 'retail',
  accountName: 'Retail production',
  profile: 'retail',
  endsAt: NOW + 6 * HOUR,
  unsure: null,
  remedy: 'run "aws sso login --profile retail"',
  ...over,
});
/** The shift ends in an hour, the one that receives twelve hours later. */
const drafted = (signIns: readonly SignInView[], over: Partial<DraftFacts> = {}) =>
  draftOf(draftFacts({ signIns, ...over }));
const told = (signIns: readonly SignInView[], over: Partial<DraftFacts> = {}) => drafted(signIns, over).items;

describe('6 Handover: credentials that expire in the next shift', () => {
  test('are an item with its end, for the look-ahead, that holds nobody up: the machine that receives may have its own', () => {
    expect(told([signIn()])).toMatchObject([
      {
        key: 'sign-in:retail',
        kind: 'expiry',
        name: 'Retail production',
        condition: 'stable',
        ends: NOW + 6 * HOUR,
        facts: expect.stringMatching(/^at \d+ \w+ \d\d:\d\d UTC; run "aws sso login --profile retail"$/) as string,
        origin: { source: 'AWS files of the machine that drafted this' },
      },
    ]);
  });

  test.each([
    ['from now on', MINUTE, true],
    ['not one that ended before: its sources are not seen', -MINUTE, false],
    ['to the end of the receiving shift', 13 * HOUR - MINUTE, true],
    ['and not after it', 13 * HOUR, false],
  ])('%s', (_, after, isTold) => {
    expect(told([signIn({ endsAt: NOW + after })])).toHaveLength(isTold ? 1 : 0);
  });

  test('accounts of one profile are one item, keys that last are none', () => {
    const all = [
      signIn({ account: 'b', accountName: 'Lower' }),
      signIn(),
      signIn({ account: 'c', profile: 'keys', endsAt: null }),
    ];
    expect(told(all).map(({ name }) => name)).toEqual(['Lower, Retail production']);
    expect(told([...all].reverse())).toEqual(told(all));
  });

  test('one that renews itself may end before, and says so', () => {
    const unsure = 'AWS does not say when';
    expect(told([signIn({ unsure })])[0]?.facts).toContain(`at the latest: ${unsure}`);
    expect(drafted([signIn({ unsure, endsAt: null })]).unknown).toContain(
      `When the AWS sign-in for Retail production ends is not known: ${unsure}.`,
    );
    expect(drafted([signIn({ endsAt: null })]).unknown.join()).not.toContain('sign-in');
  });

  test.each<readonly [string, SignInView | null, number, string | null]>([
    ['is signed in anew', signIn({ endsAt: NOW + DAY }), 0, 'signed in here until 24 Nov 12:00 UTC'],
    ['lasts now', signIn({ endsAt: null }), 0, 'no end of it is known here'],
    ['is not known on this machine', null, 0, null],
    ['ends still', signIn(), 0, null],
    ['has ended', signIn(), 6 * HOUR, 'over since 23 Nov 18:00 UTC'],
  ])('of the shift before: %s', (_, now, later, how) => {
    const [item] = told([signIn()]);
    if (item === undefined) throw new Error('nothing was drafted');
    expect(drafted(now === null ? [] : [now], { now: NOW + later }).howEnded(item)).toBe(how);
  });

  test('what is carried of the shift before is told once', () => {
    const before = draftFacts({ signIns: [signIn({ endsAt: NOW + 20 * HOUR })], until: NOW + 24 * HOUR });
    const content = contentOf(draftOf(before), before);
    const previous = { id: 'h0', from: 'in-l2', to: 'br-l2', at: NOW, content };
    const next = told([signIn({ endsAt: NOW + 20 * HOUR })], { previous, until: NOW + 24 * HOUR });
    expect(next.map(({ key, carried }) => [key, carried])).toEqual([['sign-in:retail', 1]]);
  });
});
