import { memo, useMemo, type CSSProperties } from 'react';
import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import { useNavigation, useSight, useStores } from '../../../stores/stores';
import type { Clocks } from '../../../ui/clocks';
import { GlyphShape } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import type { SiteLabel } from '../../../ui/labels';
import { useDrawn } from '../use-drawn';
import type { Mark, Node } from './nodes';
import { markText } from './plates';
import type { Scene } from './types';

interface MarksProps {
  readonly scene: Scene;
  readonly sites: readonly SiteNow[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly attention: readonly AttentionItem[];
  readonly clocks: Clocks;
  readonly now: Ms;
}

/** Sites on the map. Each is a button; the tab key visits them by attention, whatever their place on the globe. */
export function Marks({ scene, sites, labels, attention, clocks, now }: MarksProps) {
  const selected = useNavigation((state) => state.site);
  const live = useSight((sight) => sight.kind === 'live' || sight.kind === 'partial');
  const byId = useMemo(() => new Map(sites.map((one) => [one.site.id, one])), [sites]);
  const acknowledged = useMemo(
    () => new Set(attention.filter((item) => item.acknowledgedAt !== null).map((item) => item.site)),
    [attention],
  );
  const marks = useMemo(() => {
    const found = new Map(
      scene.nodes.flatMap((node) => [node.head, ...node.satellites]).map((mark) => [mark.site, mark]),
    );
    return scene.order.flatMap((site) => found.get(site) ?? []);
  }, [scene]);
  const folded = scene.nodes.reduce((sum, node) => sum + node.more, 0);
  const known = marks.filter(({ status }) => status !== 'unknown').length;
  useDrawn(marks.length, known, marks.length > 0 && marks.length + folded === sites.length);

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
      {scene.nodes
        .filter((node) => node.head.ring && node.head.status === 'critical')
        .map((node) => (
          <Halo key={node.key} node={node} quiet={!live || acknowledged.has(node.head.site) || node.head.held} />
        ))}
      <ul className="marks" aria-label="Sites on the map, by attention">
        {marks.map((mark) => {
          const one = byId.get(mark.site);
          if (!one) return null;
          const text = markText(one, labels.get(mark.site)?.title ?? one.site.name, clocks, now);
          return <MarkButton key={mark.site} mark={mark} text={text} selected={selected === mark.site} />;
        })}
      </ul>
    </>
  );
}

interface MarkButtonProps {
  readonly mark: Mark;
  readonly text: string;
  readonly selected: boolean;
}

const MarkButton = memo(function MarkButton({ mark, text, selected }: MarkButtonProps) {
  const { navigation } = useStores();
  return (
    <li>
      <button
        type="button"
        className={`mark${selected ? ' is-selected' : ''}`}
        style={placed(mark)}
        data-hint={text}
        data-site={mark.site}
        aria-label={spoken(text)}
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

/** Three rings around what is critical. They move until somebody acknowledges; without motion they stand still. */
const Halo = memo(function Halo({ node, quiet }: { readonly node: Node; readonly quiet: boolean }) {
  return (
    <svg
      className={`halo${quiet ? ' is-quiet' : ''}`}
      style={{ left: node.x - 60, top: node.y - 60 }}
      width={120}
      height={120}
      viewBox="-60 -60 120 120"
      aria-hidden="true"
    >
      {RINGS.map((radius, index) => (
        <circle key={radius} className={`halo-ring halo-ring-${index}`} r={radius} />
      ))}
    </svg>
  );
});
