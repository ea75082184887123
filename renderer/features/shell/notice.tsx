import { useEffect } from 'react';
import { useNavigation, useStores } from '../../stores/stores';
import './notice.css';

const SHOWN_FOR = 6_000;

/** One line about what just happened; read aloud, gone by itself. */
export function Notice() {
  const { navigation } = useStores();
  const notice = useNavigation((state) => state.notice);
  useEffect(() => {
    if (notice === null) return undefined;
    const timer = setTimeout(() => navigation.say(null), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [notice, navigation]);
  return (
    <div className="notice-place" role="status">
      {notice !== null && <div className="notice">{notice}</div>}
    </div>
  );
}
