import { useState } from 'preact/hooks';
import { words } from '../i18n';
import { Icon } from '../ui/Icon';

const say = words.events;

/** A face of an event; its box is there before the picture is, and after the picture is gone. */
export function Crop({ address, words = '' }: { address: string | undefined; words?: string }) {
  const [gone, setGone] = useState(false);
  if (!address || gone) return <span class="portrait crop-none" role="img" aria-label={words || undefined} title={say.noPicture}><Icon name="people" size={28} /></span>;
  return <img class="portrait" src={address} alt={words} width="192" height="192" loading="lazy" decoding="async" onError={() => setGone(true)} />;
}
