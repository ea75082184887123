import { CHANGE_LINK_KINDS } from '../../../../shared/domain/change/types';
import { CHANGE_LINK_WORD } from '../../../../shared/domain/change/words';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import type { LinkDraft } from './draft';
import { ProblemLine, TextField, useProblem, type SectionProps } from './fields';

type Named = readonly [key: string, name: string];
export type ImpactSite = Pick<SiteView, 'id' | 'signals' | 'alarms'>;

/** What the change says it will do to its sites while it runs: these may warn meanwhile, and nothing else. */
export function ImpactField({ draft, set, sites }: SectionProps & { readonly sites: readonly ImpactSite[] }) {
  const chosen = sites.filter(({ id }) => draft.sites.includes(id));
  const signals = new Map(chosen.flatMap((site) => site.signals.map(({ id, name }): Named => [`signal:${id}`, name])));
  const alarms = new Map(chosen.flatMap((site) => site.alarms.map(({ name }): Named => [`alarm:${name}`, name])));
  const offered = [...signals, ...alarms].filter(([key]) => !draft.warnings.includes(key));
  const nameOf = (key: string): string => signals.get(key) ?? alarms.get(key) ?? key.replace(/^(signal|alarm):/, '');
  return (
    <>
      <label className="ask-check">
        <input type="checkbox" checked={draft.declares} onChange={(event) => set({ declares: event.target.checked })} />
        It will be felt while it runs: the sites are in maintenance meanwhile
      </label>
      {draft.declares && (
        <>
          <TextField
            field="impact"
            label="What will be felt"
            value={draft.impactText}
            most={2_000}
            placeholder="Checkout slower for about 2 min"
            onChange={(impactText) => set({ impactText })}
          />
          <div className="side-field">
            Warnings it expects. Critical is never expected.
            <div className="cf-tokens">
              {draft.warnings.map((key) => (
                <button
                  key={key}
                  type="button"
                  className="cf-token"
                  aria-label={`Remove ${nameOf(key)}`}
                  onClick={() => set({ warnings: draft.warnings.filter((one) => one !== key) })}
                >
                  {nameOf(key)} <Icon name="close" size={11} />
                </button>
              ))}
              {offered.length > 0 && (
                <select
                  className="field"
                  aria-label="A warning it expects"
                  value=""
                  onChange={(event) => set({ warnings: [...draft.warnings, event.target.value] })}
                >
                  <option value="">Add a signal or an alarm</option>
                  {offered.map(([key, name]) => (
                    <option key={key} value={key}>
                      {key.startsWith('alarm:') ? `Alarm ${name}` : name}
                    </option>
                  ))}
                </select>
              )}
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** What it has to do with. */
export function LinksField({ draft, set, newId }: SectionProps & { readonly newId: () => string }) {
  const change = (id: string, to: Partial<LinkDraft>): void =>
    set({ links: draft.links.map((link) => (link.id === id ? { ...link, ...to } : link)) });
  return (
    <div className="cf-links" role="group" aria-label="Links">
      {draft.links.map((link, index) => (
        <LinkRow
          key={link.id}
          link={link}
          name={`Link ${index + 1}`}
          onChange={(to) => change(link.id, to)}
          onRemove={() => set({ links: draft.links.filter(({ id }) => id !== link.id) })}
        />
      ))}
      <Button
        small
        onClick={() => set({ links: [...draft.links, { id: newId(), kind: 'ticket', target: '', label: '' }] })}
      >
        Add a link
      </Button>
    </div>
  );
}

function LinkRow({
  link,
  name,
  onChange,
  onRemove,
}: {
  readonly link: LinkDraft;
  readonly name: string;
  readonly onChange: (to: Partial<LinkDraft>) => void;
  readonly onRemove: () => void;
}) {
  const { marks } = useProblem(`link-${link.id}`);
  return (
    <div className="cf-link">
      <select
        className="field"
        aria-label={`${name}, kind`}
        value={link.kind}
        onChange={(event) =>
          onChange({ kind: CHANGE_LINK_KINDS.find((one) => one === event.target.value) ?? 'ticket' })
        }
      >
        {CHANGE_LINK_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {CHANGE_LINK_WORD[kind]}
          </option>
        ))}
      </select>
      <input
        {...marks}
        className="field"
        aria-label={`${name}, number or address`}
        placeholder="Number or address"
        maxLength={2_048}
        value={link.target}
        onChange={(event) => onChange({ target: event.target.value })}
      />
      <input
        className="field"
        dir="auto"
        aria-label={`${name}, words for it`}
        placeholder="Words for it (may stay empty)"
        maxLength={300}
        value={link.label}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <button type="button" aria-label={`Remove ${name}`} onClick={onRemove}>
        <Icon name="close" size={13} />
      </button>
      <ProblemLine field={`link-${link.id}`} />
    </div>
  );
}
