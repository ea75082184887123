import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { HandoverEdit } from '../../../shared/ipc/handovers-contract';
import type { SignalView, SiteView } from '../../../shared/domain/snapshot/types';
import type { Ms } from '../../../shared/lib/time';
import type { Drafts } from '../../stores/drafts';
import type { Names } from '../../ui/names';
import type { Amended } from './amended';
import type { Desk, DeskState } from './desk';
import type { Times } from './times';

/** What every part of the document needs; the same object as long as it says the same, or each line would be drawn again. */
export interface Ground {
  readonly id: string;
  readonly desk: Desk;
  readonly names: Names;
  /** As people call each other, where that is clear. */
  readonly short: (person: string) => string;
  /** "India, Pre-prod": sites as short as a line has room for. */
  readonly place: (site: string) => string;
  readonly times: Times;
  readonly drafts: Drafts;
  /** False: it is read only (nobody said who they are, or it is the accepted copy). */
  readonly editable: boolean;
  /** What was written after the acceptance; null: nothing, or it is not shown. */
  readonly amended: Amended | null;
  /** A sentence about why not, or null when it was done. */
  readonly edit: (...edits: readonly HandoverEdit[]) => Promise<string | null>;
  readonly say: (text: string) => void;
  readonly propose: (text: string, word: string, run: () => void) => void;
  readonly newId: () => string;
  /** Sites and signals as they are now: not followed, asked when something is written. */
  readonly sites: () => readonly SiteView[];
  readonly signal: (site: string, signal: string) => SignalView | null;
  readonly now: () => Ms;
}

const GroundContext = createContext<Ground | null>(null);
export const GroundProvider = GroundContext.Provider;

export function useGround(): Ground {
  const ground = useContext(GroundContext);
  if (ground === null) throw new Error('No ground: the component is outside of the handover document.');
  return ground;
}

export const useDesk = <T,>(select: (state: DeskState) => T): T => useStore(useGround().desk, select);
