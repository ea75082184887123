import { MARK_WORD } from '../../../../shared/domain/handover/words';
import type { Mark } from '../../../../shared/domain/handover/types';
import { Icon } from '../../../ui/icons';

const SIGN: Readonly<Record<Exclude<Mark, 'closed'>, string>> = { new: '+', changed: '~', same: '=' };

/** What became of a line since the handover before: a sign, and its word or whatever stands for it. */
export function MarkSign({ mark, word = MARK_WORD[mark] }: { readonly mark: Mark; readonly word?: string }) {
  return (
    <span className={`ho-mark is-${mark}`}>
      {mark === 'closed' ? <Icon name="check" size={11} stroke={3.2} /> : <u>{SIGN[mark]}</u>}
      {word !== '' && ` ${word}`}
    </span>
  );
}

/** The sign alone, for the list of sections; its word is said. */
export function MarkOnly({ mark }: { readonly mark: Mark }) {
  return (
    <span className={`ho-mark is-${mark}`} role="img" aria-label={MARK_WORD[mark]}>
      {mark === 'closed' ? <Icon name="check" size={11} stroke={3.2} /> : <u aria-hidden="true">{SIGN[mark]}</u>}
    </span>
  );
}
