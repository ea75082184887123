import { useSecond, useSight } from '../../stores/stores';
import { age, clock } from '../../ui/time';

/** What to say above an incident while what is live cannot be seen; null while it can. */
export function useOfflineText(): { readonly title: string; readonly text: string } | null {
  const kind = useSight((sight) => sight.kind);
  const newestAt = useSight((sight) => sight.newestAt);
  const now = useSecond();
  const last =
    newestAt === null
      ? 'Nothing live was read yet.'
      : `Live data stopped at ${clock(newestAt, 'UTC')} UTC, ${age(now - newestAt)} ago.`;
  switch (kind) {
    case 'disconnected':
      return {
        title: 'This window has lost Meridian.',
        text: 'What you type stays in this window and is sent when it is back. Do not close it.',
      };
    case 'blind':
    case 'restoring':
      return { title: 'AWS is not seen. Everything here works and is saved on this machine.', text: last };
    case 'partial':
    case 'live':
    case 'loading':
    case 'empty':
      return null;
  }
}
