import { mayGive, mayTake } from '../domain/handover/state';
import type { HandoverContent } from '../domain/handover/types';
import type { ReadAct, SeenBy } from './fold';
import { toldOf, type Told } from './told';

type Refusing = Told<'handover-refuse'>;

/**
 * R65: refusals that count, of what somebody else had signed. Those of `content` that stand are the last word on it: no signature of the
 * giving side that saw them stands under it. Sides are those of `content`; of another text they are not known here any more.
 */
export function refusalsOf(
  read: readonly ReadAct[],
  seenBy: SeenBy,
  content: HandoverContent,
  hash: string,
): { readonly told: readonly Refusing[]; readonly standing: readonly Refusing[] } {
  const signs = toldOf(read, 'handover-sign');
  const given = signs.filter((sign) => sign.means.content !== hash || mayGive(content, sign.act.person));
  const told = toldOf(read, 'handover-refuse').filter(({ act, means }) => {
    if (means.content === hash && !mayTake(content, act.person)) return false;
    const saw = seenBy([act]);
    return (
      given.some((sign) => sign.means.content === means.content && saw(sign.act)) &&
      !signs.some((sign) => sign.act.person === act.person && saw(sign.act))
    );
  });
  const answered = seenBy(given.filter(({ means }) => means.content === hash).map(({ act }) => act));
  return { told, standing: told.filter(({ act, means }) => means.content === hash && !answered(act)) };
}
