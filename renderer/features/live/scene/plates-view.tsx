import { memo } from 'react';
import type { Status } from '../../../../shared/domain/status/types';
import { DutyDot } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import type { Camera } from '../../../ui/map/projection';
import type { PlateLine } from './plates';
import type { ArcView, PlateView, Scene, TagView, TeamDot } from './types';

/** Plates say with words what the markers show; a click on one opens what it speaks of. The list has it all for readers. */
export const Plates = memo(function Plates({
  plates,
  onOpen,
}: {
  readonly plates: readonly PlateView[];
  readonly onOpen: (site: string) => void;
}) {
  return plates.map((plate) => <Plate key={plate.country} plate={plate} onOpen={onOpen} />);
});

interface PlateProps {
  readonly plate: PlateView;
  readonly onOpen: (site: string) => void;
}

const Plate = memo(function Plate({ plate, onOpen }: PlateProps) {
  return (
    <div
      className={plate.band === null ? 'plate' : 'plate is-callout'}
      style={{ left: plate.left, top: plate.top, width: plate.width }}
      aria-hidden="true"
      onClick={() => onOpen(plate.site)}
    >
      <div className="plate-head">
        <b>{plate.name}</b>
        {plate.time !== '' && <span>{plate.time}</span>}
      </div>
      {plate.band !== null && (
        <div className="plate-band">
          <Glyph status="critical" size={16} />
          <b>{plate.band}</b>
        </div>
      )}
      {/* By place: a line that says something new keeps its elements. */}
      {plate.facts.map((fact, index) => (
        <p key={index} className="plate-fact">
          {fact}
        </p>
      ))}
      {plate.lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </div>
  );
});

const Line = memo(function Line({ line }: { readonly line: PlateLine }) {
  if (line.kind === 'team') {
    return (
      <span className="plate-line">
        <DutyDot kind={line.duty} />
        <em data-hint={line.text.length > 36 ? line.text : undefined}>{line.text}</em>
      </span>
    );
  }
  return (
    <span className={`plate-line is-${line.status}`}>
      <Glyph status={line.status} size={11} />
      <em data-hint={line.text.length > 36 ? line.text : undefined}>{line.text}</em>
    </span>
  );
});

export const Tags = memo(function Tags({ tags }: { readonly tags: readonly TagView[] }) {
  return tags.map((tag) => (
    <div
      key={tag.key}
      className="map-tag"
      style={{ left: tag.left, top: tag.top, width: tag.width }}
      aria-hidden="true"
    >
      <Glyph status="warning" size={12} said />
      <span>{tag.text}</span>
    </div>
  ));
});

interface ArcsProps {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly leader: string | null;
  readonly tone: Status;
}

/** Lines under the markers: failover, handover, and the leader from a critical site to what is said of it. */
export const Arcs = memo(function Arcs({ scene, camera, leader, tone }: ArcsProps) {
  return (
    <svg className="arcs" width={camera.width} height={camera.height} aria-hidden="true">
      {scene.arcs.map((arc) => (
        <path key={arc.kind} className={`arc is-${arc.kind}`} d={arc.path} />
      ))}
      {scene.tags.map((tag) => (
        <path key={tag.key} d={`M${tag.stem.x} ${tag.stem.y}v8`} stroke="var(--warning)" />
      ))}
      {scene.plates.map(
        (plate) =>
          plate.leader !== null && (
            <path
              key={plate.country}
              d={plate.leader}
              stroke={plate.band === null ? 'var(--ink-4)' : 'var(--critical)'}
              strokeWidth={plate.band === null ? 1 : 1.25}
            />
          ),
      )}
      {leader !== null && <path d={leader} stroke={`var(--${tone})`} strokeWidth={1.25} />}
    </svg>
  );
});

export const ArcLabels = memo(function ArcLabels({ arcs }: { readonly arcs: readonly ArcView[] }) {
  return arcs.map(
    (arc) =>
      arc.label && (
        <div
          key={arc.kind}
          className={`arc-label is-${arc.kind}`}
          style={{ left: arc.label.left, top: arc.label.top }}
          aria-hidden="true"
        >
          {arc.label.text}
        </div>
      ),
  );
});

export const TeamDots = memo(function TeamDots({ dots }: { readonly dots: readonly TeamDot[] }) {
  return dots.map((dot) => (
    <div key={dot.key} aria-hidden="true">
      <span className={`team-dot is-${dot.duty}`} style={{ left: dot.x, top: dot.y }} />
      {dot.label && (
        <span className="team-label" style={{ left: dot.label.left, top: dot.label.top }}>
          <b>{dot.name}</b> {dot.text}
        </span>
      )}
    </div>
  ));
});
