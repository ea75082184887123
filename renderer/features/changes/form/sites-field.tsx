import { useState } from 'react';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import { Icon } from '../../../ui/icons';
import { countryName, TIERS, TIER_WORD } from '../../../ui/words';

export type FormSite = Pick<SiteView, 'id' | 'name' | 'country' | 'tier' | 'timeZone'>;

interface SitesProps {
  readonly sites: readonly FormSite[];
  readonly titleOf: (id: string) => string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** The sites by country and tier. With many a search narrows them; what is chosen stays in view. */
export function SitesField({ sites, titleOf, chosen, onChange }: SitesProps) {
  const [words, setWords] = useState('');
  const countries = countriesOf(sites, words, titleOf);
  const known = new Set(sites.map(({ id }) => id));
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <div className="cf-sites" role="group" aria-label="Sites" id="form-sites" tabIndex={-1}>
      {chosen.length > 0 && (
        <div className="cf-tokens">
          {chosen.map((id) => (
            <button
              key={id}
              type="button"
              className="cf-token"
              aria-label={`Remove ${titleOf(id)}`}
              onClick={() => toggle(id)}
            >
              {titleOf(id)}
              {!known.has(id) && ' (not in the workspace)'} <Icon name="close" size={11} />
            </button>
          ))}
        </div>
      )}
      {sites.length > 8 && (
        <input
          className="field"
          type="search"
          aria-label={`Find one of ${sites.length} sites`}
          placeholder={`Find one of ${sites.length} sites`}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const [only, second] = countries.flatMap(({ sites: all }) => all);
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            if (only !== undefined && second === undefined) toggle(only.id);
          }}
        />
      )}
      <div className="cf-countries">
        {countries.map(({ country, sites: all }) => (
          <div key={country} className="cf-country" role="group" aria-label={countryName(country)}>
            <b>{countryName(country)}</b>
            <div>
              {all.map((site) => (
                <label key={site.id} className={`cf-site${site.tier === 'production' ? ' is-production' : ''}`}>
                  <input type="checkbox" checked={chosen.includes(site.id)} onChange={() => toggle(site.id)} />
                  {all.filter(({ tier }) => tier === site.tier).length > 1 ? site.name : TIER_WORD[site.tier]}
                </label>
              ))}
            </div>
          </div>
        ))}
        {countries.length === 0 && <p className="sub">No site is called that.</p>}
      </div>
    </div>
  );
}

function countriesOf(
  sites: readonly FormSite[],
  words: string,
  titleOf: (id: string) => string,
): readonly { readonly country: string; readonly sites: readonly FormSite[] }[] {
  const asked = words.trim().toLowerCase().split(/\s+/);
  const found = sites.filter(({ id, name, country, tier }) => {
    const text = `${id} ${name} ${countryName(country)} ${tier} ${titleOf(id)}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
  return [...new Set(found.map(({ country }) => country))].map((country) => ({
    country,
    sites: TIERS.flatMap((tier) => found.filter((site) => site.country === country && site.tier === tier)),
  }));
}
