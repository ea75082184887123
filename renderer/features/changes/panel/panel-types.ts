import type { ChangeView } from '../../../../shared/domain/change/types';
import type { Severity } from '../../../../shared/domain/incident/types';
import type { ChangeAct, ChangeEdit, JudgedSignal } from '../../../../shared/ipc/changes-contract';
import type { StoredJudgement } from '../../../../shared/domain/change/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import type { Names } from '../../../ui/names';

/** One change and how it is told: what every part of the panel needs. */
export interface Told {
  readonly view: ChangeView;
  readonly names: Names;
  readonly clocks: Clocks;
  /** The clock that stands before UTC: that of its first site. */
  readonly zone: string;
  readonly now: Ms;
}

/** How its watched signals compare. */
export interface Judged {
  readonly signals: readonly JudgedSignal[];
  readonly kept: readonly StoredJudgement[];
  readonly at: Ms;
}

/** Why it was not done, or null when it was. */
type Refusal = Promise<string | null>;

/** What a person does here; the store does it. */
export interface PanelActions {
  readonly act: (act: ChangeAct) => Refusal;
  readonly edit: (plan: ChangeEdit) => Refusal;
  readonly note: (text: string) => Refusal;
  /** Compares now; `keep`: also stores it with the change. */
  readonly judge: (keep: boolean) => Refusal;
  readonly incident: (title: string, severity: Severity) => Refusal;
  /** Opens the form: on this change, or on a new one that is like it. */
  readonly form: (kind: 'edit' | 'duplicate') => void;
  /** Opens what a link leads to where it is in this window. */
  readonly follow: (link: ChangeView['links'][number]) => void;
  readonly say: (text: string) => void;
}
