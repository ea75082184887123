import type { Status } from '../../../../shared/domain/status/types';
import type { UpdateAction } from '../../../../shared/domain/updates/types';
import type { Screen, Wish } from '../../../stores/navigation';
import type { Layer, Theme } from '../../../stores/preferences';
import type { ZoneMode } from '../../../ui/clocks';
import type { IconName } from '../../../ui/icons';

/** What choosing an entry does; the component runs it. */
export type Act =
  | { readonly kind: 'open-site'; readonly site: string }
  | { readonly kind: 'acknowledge' | 'unacknowledge'; readonly key: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'retry' }
  | { readonly kind: 'update'; readonly action: UpdateAction }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'zone'; readonly zone: ZoneMode }
  | { readonly kind: 'layer'; readonly layer: Layer }
  | { readonly kind: 'view'; readonly view: 'map' | 'list' }
  | { readonly kind: 'letters'; readonly on: boolean }
  | { readonly kind: 'keys' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'go'; readonly screen: Screen }
  | { readonly kind: 'declare'; readonly site: string | null; readonly attention: string | null }
  | { readonly kind: 'open-incident'; readonly incident: string }
  | { readonly kind: 'open-change'; readonly change: string }
  | { readonly kind: 'plan' }
  | { readonly kind: 'draft-handover' | 'on-duty'; readonly team: string }
  | { readonly kind: 'open-handover'; readonly handover: string | null }
  | { readonly kind: 'sheet'; readonly sheet: 'duty' | 'measures' }
  | { readonly kind: 'wish'; readonly wish: Wish };

export interface Entry {
  readonly id: string;
  readonly group: 'Actions' | 'Attention' | 'Changes' | 'Incidents' | 'Handovers' | 'Sites' | 'Teams';
  readonly icon: IconName | { readonly status: Status } | { readonly duty: 'shift' | 'on-call' | 'off' };
  readonly name: string;
  /** Inverse chip before the fact; null for none. */
  readonly chip: string | null;
  readonly fact: string;
  readonly key: string | null;
  readonly act: Act;
  /** Said before Enter is pressed. */
  readonly consequence: string;
  /** Further words it is found by. */
  readonly also: string;
}
