import { bakedAt } from '../../../../shared/domain/change/rules';
import { age } from '../../../ui/time';
import type { Told } from './panel-types';

/** How long it still bakes, and until when on both clocks. */
export function BakeClock({ told: { view, clocks, zone, now } }: { readonly told: Told }) {
  const end = bakedAt(view);
  if (view.state !== 'baking' || end === null) return null;
  const left = end - now;
  return (
    <p className="bake-clock">
      {left > 0 ? (
        <>
          Bakes for <b>{age(left)}</b> more, until {clocks.both(end, zone)}
        </>
      ) : (
        <>
          <b>Baked</b> since {clocks.both(end, zone)}: look at the signals, then say done
        </>
      )}
    </p>
  );
}
