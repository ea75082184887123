import { useSecond, useSight } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { footerOf } from './view-model';

export function Footer() {
  const sight = useSight((one) => one);
  const now = useSecond();
  const { glyph, strong, rest } = footerOf(sight, now);
  return (
    <footer>
      <Glyph status={glyph} size={12} />
      <span>
        <b>{strong}</b>
        {rest}
      </span>
    </footer>
  );
}
