import { memo } from 'react';
import { useStores, useMinute } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { clockDay, zoneName, utcDistance } from '../../../ui/time';
import { STATUS_WORD } from '../../../ui/words';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { blindTexts, openIssues } from './marks';
import type { GroupPlace } from './places';

/** The column that stays: countries with their clocks, and their sites. */
export const Names = memo(function Names({
  places,
  events,
  header,
}: {
  readonly places: readonly GroupPlace[];
  readonly events: readonly HealthEventView[];
  readonly header: number;
}) {
  const { navigation } = useStores();
  const now = useMinute();
  return places.map(({ group, y, lanes }) => (
    <div key={group.key} className="tl-group" style={{ top: y }}>
      <div
        className="tl-country"
        style={{ height: header }}
        data-hint={`${group.name}, ${group.zone}\n${utcDistance(group.zone, now)}.`}
      >
        <b>{group.name}</b>
        <span>
          {clockDay(now, group.zone)} {zoneName(group.zone, now)}
        </span>
      </div>
      {lanes.map(({ lane: { site, word }, y: top, height, rowHeight }) => {
        const issues = openIssues(site.id, events).map(({ service, title }) => `${service ?? 'AWS'}: ${title}`);
        const facts = [
          STATUS_WORD[site.status],
          ...(site.blind ? [blindTexts(site, now)[0] ?? ''] : []),
          ...issues.map((issue) => `open AWS issue, ${issue}`),
        ];
        return (
          <button
            key={site.id}
            type="button"
            className={`tl-name is-${site.tier}`}
            style={{ top: top - y, height }}
            data-hint={`${site.name}\n${facts.join('\n')}`}
            aria-label={`${site.name}, ${facts.join(', ')}`}
            tabIndex={-1}
            onClick={() => navigation.openSite(site.id)}
          >
            <span style={{ height: rowHeight }}>
              <Glyph status={site.status} size={site.tier === 'production' ? 12 : 10} />
              <span>{word}</span>
            </span>
          </button>
        );
      })}
    </div>
  ));
});
