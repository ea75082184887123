import { listText } from '../../../lib/words';
import type { SignInView } from '../../sources/sign-in';
import type { HandoverItem } from '../types';
import { byText, draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

const PREFIX = 'sign-in:';
export const isSignIn = ({ key }: Pick<HandoverItem, 'key'>): boolean => key.startsWith(PREFIX);

/**
 * Sign-ins that end in the receiving shift, one of each profile: after it nothing is seen of its accounts. They are those of the
 * machine that drafts. Another has its own, and says itself when they end; so nobody is held up by what may not be theirs.
 */
export const signInItems = (known: Known): readonly HandoverItem[] =>
  groupsOf(known.signIns.filter(endsIn(known)), ({ profile }) => profile).map(({ first, all }) => {
    const accounts = new Set(all.map(({ account }) => account));
    const sites = known.sites.filter(({ account }) => accounts.has(account)).map(({ id }) => id);
    return draftedItem({
      key: `${PREFIX}${first.profile}`,
      kind: 'expiry',
      reference: first.profile,
      name: listText(all.map(({ accountName }) => accountName).sort(byText)),
      condition: 'stable',
      line: 'The AWS sign-in ends on the machine that drafted this',
      facts: joined(
        first.endsAt === null ? null : `at ${timeText(first.endsAt, known.now)}`,
        first.remedy,
        first.unsure === null ? null : `at the latest: ${first.unsure}`,
      ),
      ends: first.endsAt,
      sites,
      origin: { source: 'AWS files of the machine that drafted this', at: known.now },
    });
  });

const endsIn =
  ({ start, now, until }: Known) =>
  ({ endsAt }: SignInView): boolean =>
    // What has ended already is said by the sources that are not seen.
    endsAt !== null && endsAt >= Math.max(start, now) && endsAt < until;

/** How it ended that the draft has no more: the machine that looks now may be another than the one that told of it. */
export function signInEnded({ reference, ends }: HandoverItem, { signIns, now, until }: Known): string | null {
  if (ends !== null && ends <= now) return `over since ${timeText(ends, now)}`;
  const found = signIns.find(({ profile }) => profile === reference);
  if (found === undefined) return null;
  if (found.endsAt === null) return 'no end of it is known here';
  return found.endsAt >= until ? `signed in here until ${timeText(found.endsAt, now)}` : null;
}

/** Of those whose end no file names. */
export const unsureSignIns = ({ signIns }: Known): readonly string[] =>
  groupsOf(
    signIns.filter(({ endsAt, unsure }) => endsAt === null && unsure !== null),
    ({ unsure }) => unsure ?? '',
  ).map(
    ({ key, all }) =>
      `When the AWS sign-in for ${listText(all.map(({ accountName }) => accountName).sort(byText))} ends is not known: ${key}.`,
  );
