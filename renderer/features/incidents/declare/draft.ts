import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { Severity } from '../../../../shared/domain/incident/types';
import type { DeclareFrom } from '../../../stores/navigation';

export interface Draft {
  readonly title: string;
  readonly severity: Severity;
  readonly sites: readonly string[];
  readonly attention: string | null;
}

/** What an incident begins with that is declared from an item, or from a site: the worst of what is said of it. */
export function draftOf(from: DeclareFrom, attention: readonly AttentionItem[]): Draft {
  const item =
    attention.find(({ key }) => key === from.attention) ??
    (from.site === null ? undefined : attention.find(({ site }) => site === from.site));
  const site = item?.site ?? from.site;
  if (site === null) return { title: '', severity: 'SEV3', sites: [], attention: null };
  return {
    title: item?.title.slice(0, 300) ?? '',
    severity: item?.severity === 'critical' ? 'SEV1' : item?.severity === 'warning' ? 'SEV3' : 'SEV4',
    sites: [site],
    attention: item?.key ?? null,
  };
}
