import type { Status } from '../../shared/domain/status/types';
import { STATUS_WORD } from './words';

/**
 * The five state shapes, drawn around 0,0 in a square of `size`. `gap` is the colour of the mark cut out of the shape,
 * which is the ground it stands on. One set of shapes for the whole product, on the map too.
 */
export function GlyphShape({
  status,
  size,
  gap = 'var(--glyph-gap, var(--panel))',
}: {
  readonly status: Status;
  readonly size: number;
  readonly gap?: string;
}) {
  const r = size * 0.43;
  const n = (value: number): number => Math.round(value * 1000) / 1000;
  const color = `var(--${status})`;
  switch (status) {
    case 'ok':
      return <circle r={n(0.78 * r)} fill={color} />;
    case 'warning':
      return (
        <>
          <path
            d={`M0 ${n(-1.08 * r)}L${n(1.08 * r)} ${n(0.8856 * r)}H${n(-1.08 * r)}Z`}
            fill={color}
            stroke={color}
            strokeWidth={n(0.2 * r)}
            strokeLinejoin="round"
          />
          <path
            d={`M0 ${n(-0.32 * r)}V${n(0.22 * r)}M0 ${n(0.5 * r)}v.01`}
            stroke={gap}
            strokeWidth={n(0.26 * r)}
            strokeLinecap="round"
          />
        </>
      );
    case 'critical':
      return (
        <>
          <path
            d={`M0 ${n(-1.14 * r)}L${n(1.14 * r)} 0L0 ${n(1.14 * r)}L${n(-1.14 * r)} 0Z`}
            fill={color}
            stroke={color}
            strokeWidth={n(0.2 * r)}
            strokeLinejoin="round"
          />
          <path
            d={`M0 ${n(-0.5 * r)}V${n(0.1 * r)}M0 ${n(0.5 * r)}v.01`}
            stroke={gap}
            strokeWidth={n(0.28 * r)}
            strokeLinecap="round"
          />
        </>
      );
    case 'maintenance':
      return (
        <>
          <rect
            x={n(-0.84 * r)}
            y={n(-0.84 * r)}
            width={n(1.68 * r)}
            height={n(1.68 * r)}
            rx={n(0.16 * r)}
            fill={color}
          />
          <path
            d={`M${n(-0.42 * r)} ${n(0.42 * r)}L${n(0.1008 * r)} ${n(-0.1008 * r)}M${n(0.5208 * r)} ${n(-0.2856 * r)}A${n(0.3192 * r)} ${n(0.3192 * r)} 0 1 1 ${n(0.252 * r)} ${n(-0.5376 * r)}`}
            fill="none"
            stroke={gap}
            strokeWidth={n(0.26 * r)}
            strokeLinecap="round"
          />
        </>
      );
    case 'unknown':
      return (
        <circle
          r={n(0.8 * r)}
          fill="none"
          stroke={color}
          strokeWidth={n(Math.max(1.3, 0.22 * r))}
          strokeDasharray={`${n(0.5 * r)} ${n(0.34 * r)}`}
        />
      );
  }
}

/** A state glyph of 9 to 40 px. `said` false where the word stands beside it anyway. */
export function Glyph({
  status,
  size = 12,
  said = false,
  word,
}: {
  readonly status: Status;
  readonly size?: number;
  readonly said?: boolean;
  /** What the shape means where it is no state: a verdict. */
  readonly word?: string;
}) {
  const half = size / 2;
  const name = said ? { role: 'img', 'aria-label': word ?? STATUS_WORD[status] } : { 'aria-hidden': true };
  return (
    <svg
      className="glyph"
      data-status={word?.toLowerCase() ?? status}
      width={size}
      height={size}
      viewBox={`${-half} ${-half} ${size} ${size}`}
      {...name}
    >
      <GlyphShape status={status} size={size} />
    </svg>
  );
}
