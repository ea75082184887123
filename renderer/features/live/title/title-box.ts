import { textWidth } from '../../../ui/text-width';
import type { TitleView } from './view-model';

/** Where the title stands on the map, about: the plates keep clear of it. */
export function titleBox(title: TitleView, folded: boolean, short: boolean, width: number) {
  const words = textWidth(title.title, folded ? 18 : 22) * 1.02 + 68;
  const sub = folded ? 0 : textWidth(title.sub, 13) + 68;
  const room = width - 32;
  // A long name wraps, where there is height for it (title.css): each line more is that much less of the map.
  const more = short ? 0 : Math.ceil(words / room) - 1;
  const height = folded ? 44 + 24 * more : 72 + 28 * more;
  return { left: 16, top: 34, width: Math.min(Math.max(words, sub), room), height };
}
