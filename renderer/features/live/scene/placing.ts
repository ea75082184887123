import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { textWidth } from '../../../ui/text-width';
import { bestFit, IMPOSSIBLE, type Box } from './boxes';
import { HEAD, type Mark, type Node } from './nodes';
import type { PlateText } from './plates';
import type { Scene, SceneInput, TagView } from './types';

/** Where a plate may stand around its marker, the best place first; a callout keeps clear of its rings. */
export function candidates(node: Node, { width, height }: PlateText, isCallout: boolean): readonly Box[] {
  const { x, y } = node;
  const box = (left: number, top: number): Box => ({ left, top, width, height });
  if (isCallout) {
    return [
      box(x + 70, y - 60),
      box(x + 70, y - height / 2),
      box(x - 70 - width, y - 60),
      box(x + 70, y - height + 10),
      box(x - 70 - width, y - height + 10),
      box(x - width / 2, y - 66 - height),
      box(x - width / 2, y + 66),
      box(x + 110, y - height / 2),
      box(x - 110 - width, y - height / 2),
    ];
  }
  const near = [
    box(x + 44, y - height + 12),
    box(x - 40 - width, y + 14),
    box(x - 38 - width, y - height + 6),
    box(x + 44, y + 14),
    box(x + 44, y - height / 2),
    box(x - 40 - width, y - height / 2),
    box(x - width / 2, y - height - 34),
    box(x - width / 2, y + 36),
    box(x - width + 24, y - height - 34),
    box(x - 24, y - height - 34),
    box(x - width + 24, y + 36),
    box(x - 24, y + 36),
  ];
  const far = [40, 90].flatMap((step) => [
    box(x + 44 + step, y - height / 2),
    box(x - 40 - step - width, y - height / 2),
    box(x - width / 2, y - height - 34 - step),
    box(x - width / 2, y + 36 + step),
    box(x + 44 + step, y - height - step / 2),
    box(x + 44 + step, y + step / 2),
    box(x - 40 - step - width, y - height - step / 2),
    box(x - 40 - step - width, y + step / 2),
  ]);
  return [...near, ...far];
}

/** A callout always has its line; a plate only when it stands too far away to be understood without. */
export function leaderOf(node: Node, box: Box, isCallout: boolean): string | null {
  const nearX = Math.max(box.left, Math.min(box.left + box.width, node.x));
  const nearY = Math.max(box.top, Math.min(box.top + box.height, node.y));
  if (!isCallout)
    return Math.hypot(nearX - node.x, nearY - node.y) > 62 ? `M${node.x} ${node.y}L${nearX} ${nearY}` : null;
  const toRight = box.left > node.x;
  const beside = toRight || box.left + box.width < node.x;
  if (beside) {
    const y = Math.max(box.top + 8, Math.min(box.top + box.height - 8, node.y));
    return `M${node.x + (toRight ? 19 : -19)} ${node.y}L${toRight ? box.left : box.left + box.width} ${y}`;
  }
  return box.top > node.y
    ? `M${node.x} ${node.y + 19}V${box.top}`
    : `M${node.x} ${node.y - 19}V${box.top + box.height}`;
}

/** What AWS has open, above the marker it concerns or below it; where neither is free, the drawer and the list say it. */
export function tagsOf(
  events: readonly HealthEventView[],
  nodes: readonly Node[],
  pane: Box,
  taken: Box[],
): readonly TagView[] {
  return nodes.flatMap((node): TagView[] => {
    const ids = new Set([node.head.site, ...node.satellites.map((mark) => mark.site)]);
    const issues = events.filter(
      (event) => event.open && event.category === 'issue' && event.sites.some((site) => ids.has(site)),
    );
    const [first] = issues;
    if (!first) return [];
    const text = `AWS ${first.service ?? ''}${issues.length > 1 ? ` +${issues.length - 1}` : ''}`.replace('  ', ' ');
    const width = Math.ceil(textWidth(text, 11, 'cond')) + 28;
    const lift = node.head.status === 'critical' ? 82 : 50;
    const above = { left: node.x - width / 2, top: node.y - lift, width, height: 18 };
    const below = { ...above, top: node.y + lift - 18 };
    const fit = bestFit([above, below], pane, taken, []);
    if (!fit || fit.cost >= IMPOSSIBLE) return [];
    const { left, top } = fit.box;
    taken.push(fit.box);
    const stem = { x: node.x, y: fit.box === above ? top + 18 : top - 8 };
    return [{ key: first.arn, left, top, width, stem, text }];
  });
}

/** The name of the open site: under its marker, else wherever it covers nothing, else not at all. */
export function labelChosen(mark: Mark, { labels }: SceneInput, pane: Box, taken: Box[]): Scene['chosen'] {
  const text = labels.get(mark.site)?.title ?? mark.site;
  const width = Math.ceil(textWidth(text, 14) * 1.06) + 20;
  const height = 26;
  const gap = mark.radius > HEAD ? 62 : mark.radius + 10;
  const spots = [
    { left: mark.x - width / 2, top: mark.y + gap, width, height },
    { left: mark.x - width / 2, top: mark.y - gap - height, width, height },
    { left: mark.x - width - gap, top: mark.y - height / 2, width, height },
    { left: mark.x - width - 10, top: mark.y + gap, width, height },
    { left: mark.x - width - 10, top: mark.y - gap - height, width, height },
    { left: mark.x + 6, top: mark.y + gap + 12, width, height },
  ];
  const fit = bestFit(spots, pane, taken, []);
  if (!fit || fit.cost >= IMPOSSIBLE) return null;
  taken.push(fit.box);
  return { ...fit.box, mark, text };
}
