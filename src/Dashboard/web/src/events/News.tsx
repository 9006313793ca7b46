import type { ApiError } from '../api/client';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';

const say = words.events;

interface Props {
  count: number;
  /** There are more than were counted. */
  more: boolean;
  error: ApiError | null;
  onShow: () => Promise<unknown>;
}

/** Over the list, taking no room: how many wait to be shown, or that nobody answers. */
export function News({ count, more, error, onShow }: Props) {
  const show = async () => {
    await onShow();
    scrollTo({ top: 0 });
    // The button is gone; whoever uses the keyboard goes on at the newest.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.event-open')?.focus({ preventScroll: true }));
  };
  return (
    <div class="news" role="status">
      {error
        ? <span class="news-pill" data-kind="bad"><span class="spinner" />{error.title}. {say.tryingAgain}</span>
        : count > 0 && <button class="news-pill" type="button" onClick={() => void show()}><Icon name="up" size={16} />{say.arrived(count, more)}</button>}
    </div>
  );
}
