import { useState } from 'react';
import {
  useChanges,
  useCommands,
  useHandovers,
  useSecond,
  useSight,
  useSnapshot,
  useStores,
} from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { bannersOf, type BannerView } from './view-model';
import './banners.css';

export function Banners() {
  const { commands, navigation, viewerZone } = useStores();
  const snapshot = useSnapshot((state) => state.snapshot);
  const sight = useSight((one) => one);
  const info = useCommands((state) => state.info);
  const changes = useChanges((state) => state.changes);
  const handovers = useHandovers((state) => state.rows);
  const unread = useHandovers((state) => state.problem);
  const now = useSecond();
  // What was put away comes back when it says something else.
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const key = (banner: BannerView): string => `${banner.id}|${banner.title}`;
  const shown = bannersOf(snapshot, sight, now, { info, changes, handovers, unread, zone: viewerZone }).filter(
    (banner) => !banner.later || !away.has(key(banner)),
  );
  return shown.map((banner) => (
    <div key={banner.id} className="banner" role="alert">
      {banner.handover === undefined ? <Glyph status="unknown" size={22} /> : <Icon name="handover" size={20} />}
      <div className="banner-text">
        <b>{banner.title}</b>
        <span>{banner.text}</span>
      </div>
      <div className="banner-actions">
        {banner.later && <Button onClick={() => setAway(new Set([...away, key(banner)]))}>Later</Button>}
        {banner.handover !== undefined && (
          <Button kind="primary" onClick={() => navigation.openHandover(banner.handover ?? null)}>
            Open handover
          </Button>
        )}
        {banner.retry && (
          <Button kind="primary" onClick={() => void commands.retry().then(navigation.say)}>
            Try again now
          </Button>
        )}
      </div>
    </div>
  ));
}
