import type { HandoverView } from '../../../../shared/domain/handover/types';
import { useSecond, useStores } from '../../../stores/stores';
import { useOutNames } from '../use-out-names';
import { HandoverPresenter } from './presenter';

/** The presenter on the clock and the names of this window. */
export function HandoverPresenting({ view, onClose }: { readonly view: HandoverView; readonly onClose: () => void }) {
  const { talks } = useStores();
  return <HandoverPresenter view={view} names={useOutNames()} now={useSecond()} talks={talks} onClose={onClose} />;
}
