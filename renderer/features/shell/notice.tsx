import { useEffect } from 'react';
import { useNavigation, useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import './notice.css';

const SHOWN_FOR = 6_000;
/** Long enough to do what it offers. */
const OFFERS_FOR = 15_000;

/** One line about what just happened; read aloud, gone by itself. */
export function Notice() {
  const { navigation } = useStores();
  const notice = useNavigation((state) => state.notice);
  const offer = useNavigation((state) => state.offer);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => navigation.say(null), offer === null ? SHOWN_FOR : OFFERS_FOR);
    return () => clearTimeout(timer);
  }, [notice, offer, navigation]);
  return (
    <div className="notice-place" role="status">
      {notice !== null && (
        <div className="notice">
          {notice}
          {offer !== null && (
            <Button
              small
              onClick={() => {
                navigation.say(null);
                offer.run();
              }}
            >
              {offer.word}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
