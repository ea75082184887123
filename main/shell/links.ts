import { err, ok, type Result } from '../../shared/lib/result';
import type { Destination } from '../../shared/ipc/types';

/** The scheme of links into Meridian: `meridian://site/<id>`, `meridian://live`. */
export const LINK_SCHEME = 'meridian';

/** Why a link is not followed. */
export type LinkProblem = 'too-long' | 'not-ours' | 'no-such-place' | 'not-one-site' | 'encoding' | 'characters';

/** Longest link that is looked at; an id has at most 64 characters, three times that when every one is encoded. */
const MOST_CHARACTERS = 512;
/** Longest id a workspace may give a site (shared/domain/workspace/schema.ts). */
const MOST_OF_A_SITE = 64;

/**
 * Reads a link. Anybody can make one and any page can offer it, so nothing but the exact form passes: no user, port, query or
 * fragment, one segment, well encoded, and no character that could hide or turn the text a person will read. That a site of this
 * name exists is for the window to say, which knows the workspace.
 */
export function parseLink(text: string): Result<Exclude<Destination, { kind: 'refused' }>, LinkProblem> {
  if (text.length > MOST_CHARACTERS) return err('too-long');
  if (!/^meridian:\/\//i.test(text)) return err('not-ours');
  // What an address may consist of; a raw space, control or non-Latin character was never sent by a browser or a system.
  if (!/^[!-~]+$/.test(text)) return err('characters');
  const [place = '', ...segments] = text.slice(`${LINK_SCHEME}://`.length).split('/');
  // Browsers and systems add one slash to a bare host, and some to a path.
  const path = segments.at(-1) === '' ? segments.slice(0, -1) : segments;
  switch (place.toLowerCase()) {
    case 'live':
      return path.length === 0 ? ok({ kind: 'live' }) : err('no-such-place');
    case 'site':
      return path.length === 1 && path[0] ? siteOf(path[0]) : err('not-one-site');
    default:
      return err('no-such-place');
  }
}

function siteOf(segment: string): ReturnType<typeof parseLink> {
  // RFC 3986: a segment's unreserved characters, sub-delimiters, `:`, `@` and percent-encoded bytes; no `?`, `#`, `\`.
  if (!/^([A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/.test(segment))
    return err(segment.includes('%') ? 'encoding' : 'characters');
  let site: string;
  try {
    site = decodeURIComponent(segment);
  } catch {
    return err('encoding');
  }
  if (site.length > MOST_OF_A_SITE) return err('too-long');
  if (/[/\\]/.test(site)) return err('not-one-site');
  // Controls, unseen and turning characters, lone surrogates, private ones: none of them stands in a name a person reads.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(site) || site.trim() !== site) return err('characters');
  return ok({ kind: 'site', site });
}

/** Where a link leads, or the sentence a person gets; it quotes nothing of a link that is not understood. */
export function destinationOf(text: string): Destination {
  const parsed = parseLink(text);
  return parsed.ok ? parsed.value : { kind: 'refused', why: `A link was not followed: ${WHY[parsed.error]}` };
}

const WHY: Readonly<Record<LinkProblem, string>> = {
  'too-long': 'it is too long.',
  'not-ours': 'it is not one of Meridian.',
  'no-such-place': 'it leads to no screen of Meridian.',
  'not-one-site': 'it does not name one site.',
  encoding: 'it is not well encoded.',
  characters: 'it holds characters that no link of Meridian has.',
};
