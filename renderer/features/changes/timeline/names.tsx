import { memo } from 'react';
import { useMinute } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { zoneName } from '../../../../shared/lib/zone-names';
import { clockDay, utcDistance } from '../../../ui/time';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { laneFacts } from './marks';
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
      {lanes.map(({ lane: { site, word }, y: top, height, rowHeight }) => (
        <div
          key={site.id}
          className={`tl-name is-${site.tier}`}
          style={{ top: top - y, height }}
          data-hint={`${site.name}\n${laneFacts(site, events, now).join('\n')}`}
        >
          <span style={{ height: rowHeight }}>
            <Glyph status={site.status} size={site.tier === 'production' ? 12 : 10} said />
            <span>{word}</span>
          </span>
        </div>
      ))}
    </div>
  ));
});

/** Behind everything, and not moved by panning: headers of countries, and lines between sites. */
export const Bands = memo(function Bands({
  places,
  header,
}: {
  readonly places: readonly GroupPlace[];
  readonly header: number;
}) {
  return places.map(({ group, y, lanes }) => (
    <div key={group.key} className="tl-country-band" style={{ top: y, height: header }} aria-hidden="true">
      {lanes.slice(1).map(({ lane, y: top }) => (
        <i key={lane.site.id} style={{ top: top - y - 1 }} />
      ))}
    </div>
  ));
});
