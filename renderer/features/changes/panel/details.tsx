import { CHANGE_LINK_WORD } from '../../../../shared/domain/change/words';
import { Icon } from '../../../ui/icons';
import { list } from '../../../ui/format';
import type { PanelActions, Told } from './panel-types';
import { riskText } from './plan-model';

/** What is looked up: risk, services, artifact, what it says it will do to its sites, what it has to do with. */
export function Details({ told: { view, names }, actions }: { readonly told: Told; readonly actions: PanelActions }) {
  const { artifact, impact, links, services, risk, origin, approvers, bakeMinutes } = view;
  return (
    <section className="plan-part" aria-label="Details">
      <h3>Details</h3>
      <dl className="plan-details">
        <div>
          <dt>Risk</dt>
          <dd>{riskText(risk)}</dd>
        </div>
        <div>
          <dt>Services</dt>
          <dd>{services.length === 0 ? 'None named' : list(services)}</dd>
        </div>
        {artifact !== null && (
          <div>
            <dt>Artifact</dt>
            <dd className="mono">{artifact}</dd>
          </div>
        )}
        <div>
          <dt>Bake</dt>
          <dd>{bakeMinutes === 0 ? 'None' : `${bakeMinutes} min`}</dd>
        </div>
        <div>
          <dt>Impact</dt>
          <dd>
            {impact === null
              ? 'Declares none: a warning while it runs is a warning'
              : `${impact.text}${impact.warnings.length === 0 ? '' : ` (expects ${list(impact.warnings.map((one) => one.replace(/^(signal|alarm):/, '')))})`}`}
          </dd>
        </div>
        {approvers.length > 0 && (
          <div>
            <dt>Approvers</dt>
            <dd>{list(approvers.map((person) => names.person(person)))}</dd>
          </div>
        )}
        {origin !== null && (
          <div>
            <dt>From</dt>
            <dd>{origin.name}: read in, and changed where it came from</dd>
          </div>
        )}
      </dl>
      {links.length > 0 && (
        <ul className="plan-links" aria-label="Links">
          {links.map((link) => (
            <li key={link.id}>
              <Icon name="link" size={12} />
              <button type="button" onClick={() => actions.follow(link)} data-hint={link.target}>
                <b>{CHANGE_LINK_WORD[link.kind]}</b>{' '}
                <span dir="auto">{link.label === '' ? link.target : link.label}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
