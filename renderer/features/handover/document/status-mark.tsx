import type { HandoverItem } from '../../../../shared/domain/handover/types';
import { Glyph } from '../../../ui/glyph';
import { STATUS_WORD, VERDICT_SHAPE, VERDICT_WORD } from '../../../ui/words';

type Said = NonNullable<HandoverItem['status']>;
const isVerdict = (status: Said): status is keyof typeof VERDICT_SHAPE => Object.hasOwn(VERDICT_SHAPE, status);

/** Of its sites, or what the guard says of a change. */
export function StatusGlyph({ status }: { readonly status: Said }) {
  return isVerdict(status) ? (
    <Glyph status={VERDICT_SHAPE[status]} size={12} word={VERDICT_WORD[status]} said />
  ) : (
    <Glyph status={status} size={12} said />
  );
}

/** The same with its word. */
export function StatusWord({ status }: { readonly status: Said }) {
  const shape = isVerdict(status) ? VERDICT_SHAPE[status] : status;
  return (
    <span className={`ho-status is-${shape}`}>
      <Glyph status={shape} size={shape === 'ok' ? 10 : 12} />
      {isVerdict(status) ? VERDICT_WORD[status] : STATUS_WORD[status]}
    </span>
  );
}
