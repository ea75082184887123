import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { Change } from '../../../../shared/domain/change/types';
import type { HandoverRow } from '../../../../shared/domain/handover/types';
import type { IncidentRow } from '../../../../shared/domain/incident/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { UpdateState } from '../../../../shared/domain/updates/types';
import type { Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Screen } from '../../../stores/navigation';
import type { PreferencesState } from '../../../stores/preferences';
import type { Clocks } from '../../../ui/clocks';
import type { SiteLabel } from '../../../ui/labels';

/** What the palette is made of. */
export interface PaletteInput {
  readonly sites: readonly SiteNow[];
  readonly attention: readonly AttentionItem[];
  readonly teams: readonly TeamView[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly preferences: PreferencesState;
  readonly clocks: Clocks;
  readonly now: Ms;
  /** Absent until it is known. */
  readonly updates?: UpdateState | undefined;
  readonly incidents?: readonly IncidentRow[];
  readonly changes?: readonly Change[];
  readonly handovers?: readonly HandoverRow[];
  /** Who writes here. */
  readonly me?: string | null;
  readonly screen?: Screen;
  /** One is open. */
  readonly incident?: boolean;
}
