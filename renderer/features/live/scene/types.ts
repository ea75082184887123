import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HealthEventView, TeamView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import type { SiteLabel } from '../../../ui/labels';
import type { Camera } from '../../../ui/map/projection';
import type { Box } from './boxes';
import type { Mark, Node } from './nodes';
import type { PlateText } from './plates';

export interface PlateView extends PlateText {
  readonly site: string;
  readonly left: number;
  readonly top: number;
  /** From the head to the callout. */
  readonly leader: string | null;
}
export interface TagView {
  readonly key: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly stem: { readonly x: number; readonly y: number };
  readonly text: string;
}
export interface ArcView {
  readonly kind: 'failover' | 'handover';
  readonly path: string;
  readonly label: (Box & { readonly text: string }) | null;
}
export interface TeamDot {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly duty: 'shift' | 'on-call' | 'off';
  readonly name: string;
  readonly text: string;
  readonly label: Box | null;
}
export interface Scene {
  readonly nodes: readonly Node[];
  readonly plates: readonly PlateView[];
  readonly tags: readonly TagView[];
  readonly arcs: readonly ArcView[];
  readonly teams: readonly TeamDot[];
  /** Sites by attention: the order of the tab key. */
  readonly order: readonly string[];
  readonly countries: readonly string[];
  readonly critical: readonly string[];
  /** Rings around what is critical, by attention; quiet ones stand still. */
  readonly halos: readonly { readonly key: string; readonly x: number; readonly y: number; readonly quiet: boolean }[];
  /** Name of the site whose drawer is open, beside its marker. */
  readonly chosen: (Box & { readonly mark: Mark; readonly text: string }) | null;
}

export interface SceneInput {
  readonly sites: readonly SiteNow[];
  readonly teams: readonly TeamView[];
  readonly events: readonly HealthEventView[];
  readonly attention: readonly AttentionItem[];
  readonly layers: { readonly teams: boolean; readonly health: boolean };
  readonly camera: Camera;
  /** What already stands over the map: title, legend, layer switch. */
  readonly taken: readonly Box[];
  readonly clocks: Clocks;
  readonly folded: boolean;
  readonly labels: ReadonlyMap<string, SiteLabel>;
  /** The site whose drawer is open: it needs no plate, the drawer is one. */
  readonly selected: string | null;
  /** What the sites say is heard of now: nothing that is not may move. */
  readonly live: boolean;
  readonly now: Ms;
}
