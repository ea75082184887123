import type { UpdateAction, UpdateState } from '../../shared/domain/updates/types';

/** What others need of updating: where it stands, and what a person may ask for. It knows no Electron and no HTTP. */
export interface Updates {
  state(): UpdateState;
  /** False when the state does not offer it; nothing happens then. */
  act(action: UpdateAction): boolean;
  /** Told on every change. Returns its stop. */
  onState(listener: (state: UpdateState) => void): () => void;
}
