import { CHANGE_LINK_WORD, CHANGE_TYPE_WORD } from '../../../../shared/domain/change/words';
import { Icon } from '../../../ui/icons';
import { list } from '../../../ui/format';
import type { PanelActions, Told } from './panel-types';
import { approvalLines, riskText, windowText } from './plan-model';

/** What is looked up: risk, services, artifact, what it says it will do to its sites, what it has to do with. */
export function Details({ told, actions }: { readonly told: Told; readonly actions: PanelActions }) {
  const { view, names, clocks, zone } = told;
  const { artifact, impact, links, services, risk, origin, bakeMinutes, owner, type } = view;
  const given = approvalLines(view, names, clocks, zone).filter(({ tone }) => tone === 'given');
  return (
    <section className="plan-part" aria-label="Details">
      <h3>Details</h3>
      <dl className="plan-details">
        <div>
          <dt>Type</dt>
          <dd>{CHANGE_TYPE_WORD[type]}</dd>
        </div>
        <div>
          <dt>Window</dt>
          <dd>{windowText(view.window, clocks, zone)}</dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>{owner === null ? 'Nobody yet' : names.person(owner)}</dd>
        </div>
        {given.length > 0 && (
          <div>
            <dt>Approved</dt>
            <dd>
              {given.map(({ key, text }) => (
                <p key={key}>{text}</p>
              ))}
            </dd>
          </div>
        )}
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
              <button
                type="button"
                onClick={() => actions.follow(link)}
                data-hint={`${link.kind === 'incident' || link.kind === 'fixes' || link.kind === 'change' || link.kind === 'rollback-of' ? 'Opens' : 'Copies'}: ${link.target}`}
              >
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
