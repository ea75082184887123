import type { GuardVerdict } from '../../../shared/domain/guard/types';
import { Glyph } from '../../ui/glyph';
import { VERDICT_SHAPE, VERDICT_WORD } from '../../ui/words';

/** Verdicts reuse the shapes of states; go is quiet. */
export function VerdictGlyph({ verdict, size = 12 }: { readonly verdict: GuardVerdict; readonly size?: number }) {
  return (
    <Glyph status={VERDICT_SHAPE[verdict]} size={verdict === 'go' ? size - 2 : size} word={VERDICT_WORD[verdict]} />
  );
}
