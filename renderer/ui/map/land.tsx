import { memo, useMemo } from 'react';
import type { Ms } from '../../../shared/lib/time';
import { useSecondFrame } from '../later';
import { nightPaths, terminatorPath } from './night';
import { GRID, WORLD_WIDTH, worldTurns, worldY, type Camera } from './projection';
import { bundledWorld } from './world';
import './land.css';

const world = bundledWorld();

interface LandProps {
  readonly camera: Camera;
  /** Countries drawn one step lighter, because we operate in them. */
  readonly countries: readonly string[];
  /** Countries tinted critical. */
  readonly critical: readonly string[];
  /** The minute of the night; null when the layer is off. */
  readonly night: Ms | null;
}

/**
 * Ocean, land and night. Every path is in world units and the camera is one transform, so neither a tick of the clock
 * nor a change of a status makes the page compute or parse geometry again.
 */
export const Land = memo(function Land({ camera, countries, critical, night }: LandProps) {
  const turns = worldTurns(camera);
  // The markers do not wait for the geometry of the night.
  const shade = useSecondFrame() ? night : null;
  const transform = `scale(${camera.scale}) translate(${-camera.left} ${-camera.top})`;
  return (
    <svg className="land" width={camera.width} height={camera.height} aria-hidden="true">
      {turns.map((turn) => (
        <g key={turn} transform={`${transform} translate(${turn * WORLD_WIDTH} 0)`}>
          <Ground countries={countries} />
          {shade !== null && <Night at={shade} />}
          {critical.map((code) => (
            <path key={code} className="land-critical" d={world.country(code) ?? ''} />
          ))}
          {shade !== null && <Terminator at={shade} />}
        </g>
      ))}
    </svg>
  );
});

const MERIDIANS = Array.from({ length: 24 }, (_, index) => -180 + index * 15);
const PARALLELS = [-60, -30, 30, 60];
const GRATICULE = [
  ...MERIDIANS.map((longitude) => `M${longitude * GRID} ${worldY(85)}V${worldY(-62)}`),
  ...PARALLELS.map((latitude) => `M${-180 * GRID} ${worldY(latitude)}h${WORLD_WIDTH}`),
].join('');

const Ground = memo(function Ground({ countries }: { readonly countries: readonly string[] }) {
  return (
    <>
      <path className="land-graticule" d={GRATICULE} />
      <path className="land-equator" d={`M${-180 * GRID} 0h${WORLD_WIDTH}`} />
      <path className="land-all" d={world.land} />
      {countries.map((code) => (
        <path key={code} className="land-focus" d={world.country(code) ?? ''} />
      ))}
    </>
  );
});

const Night = memo(function Night({ at }: { readonly at: Ms }) {
  const paths = useMemo(() => nightPaths(at), [at]);
  return paths.map((d, step) => <path key={step} className="land-night" d={d} />);
});

const Terminator = memo(function Terminator({ at }: { readonly at: Ms }) {
  const line = useMemo(() => terminatorPath(at), [at]);
  return <path className="land-terminator" d={line} />;
});
