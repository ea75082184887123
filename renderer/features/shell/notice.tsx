import { useEffect } from 'react';
import { useNavigation, useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import './notice.css';

const SHOWN_FOR = 6_000;
/** Long enough to go where it leads. */
const LEADS_FOR = 15_000;

/** One line about what just happened; read aloud, gone by itself. */
export function Notice() {
  const { navigation } = useStores();
  const notice = useNavigation((state) => state.notice);
  const leads = useNavigation((state) => state.noticeLeads);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => navigation.say(null), leads === null ? SHOWN_FOR : LEADS_FOR);
    return () => clearTimeout(timer);
  }, [notice, leads, navigation]);
  return (
    <div className="notice-place" role="status">
      {notice !== null && (
        <div className="notice">
          {notice}
          {leads !== null && (
            <Button
              small
              onClick={() => {
                navigation.say(null);
                navigation.openIncident(leads);
              }}
            >
              Open it
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
