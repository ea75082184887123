import { memo, useMemo, type CSSProperties } from 'react';
import { useNavigation, useStores } from '../../../stores/stores';
import { GlyphShape } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import { useDomOrder } from '../../../ui/use-dom-order';
import { useDrawn } from '../use-drawn';
import type { Mark, Node } from './nodes';
import type { Scene } from './types';

interface MarksProps {
  readonly scene: Scene;
  /** All of the platform. */
  readonly sites: number;
}

/** Sites on the map. Each is a button; the tab key visits them by attention, whatever their place on the globe. */
export const Marks = memo(function Marks({ scene, sites }: MarksProps) {
  const selected = useNavigation((state) => state.site);
  const marks = useMemo(() => {
    const found = new Map(
      scene.nodes.flatMap((node) => [node.head, ...node.satellites]).map((mark) => [mark.site, mark]),
    );
    return scene.order.flatMap((site) => found.get(site) ?? []);
  }, [scene]);
  const { parent, items } = useDomOrder<Mark, HTMLUListElement>(marks, siteOf);
  const folded = scene.nodes.reduce((sum, node) => sum + node.more, 0);
  const known = marks.filter(({ status }) => status !== 'unknown').length;
  useDrawn(marks.length, known, marks.length > 0 && marks.length + folded === sites);

  return (
    <>
      <svg className="tethers" width="100%" height="100%" aria-hidden="true">
        {scene.nodes.map((node) => (
          <Tethers key={node.key} node={node} />
        ))}
      </svg>
      {scene.nodes.map(
        (node) =>
          node.moreAt !== null && (
            <span key={node.key} className="mark-more" style={node.moreAt} aria-hidden="true">
              {`+${node.more}`}
            </span>
          ),
      )}
      <ul className="marks" aria-label="Sites on the map, by attention" ref={parent}>
        {items.map((mark) => (
          <MarkButton key={mark.site} mark={mark} selected={selected === mark.site} />
        ))}
      </ul>
    </>
  );
});

const siteOf = (mark: Mark): string => mark.site;

interface MarkButtonProps {
  readonly mark: Mark;
  readonly selected: boolean;
}

const MarkButton = memo(function MarkButton({ mark, selected }: MarkButtonProps) {
  const { navigation } = useStores();
  return (
    <li data-key={mark.site}>
      <button
        type="button"
        className={`mark${selected ? ' is-selected' : ''}`}
        style={placed(mark)}
        data-hint={mark.hint}
        data-site={mark.site}
        aria-label={spoken(mark.hint)}
        aria-pressed={selected}
        onClick={() => navigation.openSite(mark.site)}
      >
        <MarkShape mark={mark} />
      </button>
    </li>
  );
});

const placed = ({ x, y, radius }: Mark): CSSProperties => ({
  left: x - radius,
  top: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

const MarkShape = memo(function MarkShape({ mark }: { readonly mark: Mark }) {
  const { radius, status, ring } = mark;
  const box = radius + 1;
  const size = !ring
    ? status === 'ok'
      ? 10.7
      : 14.9
    : status === 'critical'
      ? radius * 1.486
      : status === 'ok' || status === 'unknown'
        ? radius * 1.488
        : radius * 1.3;
  return (
    <svg viewBox={`${-box} ${-box} ${2 * box} ${2 * box}`} width={2 * box} height={2 * box} aria-hidden="true">
      <circle
        className={ring ? `mark-ring is-${status}` : 'mark-disc'}
        r={radius}
        strokeWidth={status === 'critical' ? 2 : 1.5}
        strokeDasharray={status === 'unknown' ? '3 2.4' : undefined}
        strokeOpacity={status === 'unknown' ? 0.7 : 1}
      />
      <GlyphShape status={status} size={size} gap="var(--ocean)" />
      {mark.held && <circle className="mark-held" r={radius + 0.25} />}
    </svg>
  );
});

const Tethers = memo(function Tethers({ node }: { readonly node: Node }) {
  const { x, y, home } = node;
  return (
    <>
      {home && (
        <>
          <path d={`M${x} ${y}L${home.x} ${home.y}`} stroke="var(--ink-3)" />
          <circle cx={home.x} cy={home.y} r={2} fill="var(--ink-3)" />
        </>
      )}
      {node.satellites.map((mark) => (
        <path
          key={mark.site}
          d={`M${x.toFixed(1)} ${y.toFixed(1)}L${mark.x.toFixed(1)} ${mark.y.toFixed(1)}`}
          stroke="var(--ink-3)"
        />
      ))}
    </>
  );
});

const RINGS = [58, 42, 28] as const;

/**
 * Three rings around what is critical. They move until somebody acknowledges; without motion they stand still. Rings that move
 * are one layer for all sites, because each layer more costs every frame something.
 */
export const Halos = memo(function Halos({ halos }: { readonly halos: Scene['halos'] }) {
  const quiet = halos.filter((halo) => halo.quiet);
  const moving = halos.filter((halo) => !halo.quiet);
  const ring = (index: number, of: Scene['halos']) =>
    of.map(({ key, x, y }) => (
      <circle key={key} className={`halo-ring halo-ring-${index}`} cx={x} cy={y} r={RINGS[index]} />
    ));
  return (
    <>
      {quiet.length > 0 && (
        <svg className="halos is-quiet" width="100%" height="100%" aria-hidden="true">
          {RINGS.map((_, index) => ring(index, quiet))}
        </svg>
      )}
      {moving.length > 0 &&
        RINGS.map((radius, index) => (
          <svg key={radius} className={`halos is-moving-${index}`} width="100%" height="100%" aria-hidden="true">
            {ring(index, moving)}
          </svg>
        ))}
    </>
  );
});
