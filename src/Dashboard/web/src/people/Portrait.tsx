import { useState } from 'preact/hooks';

/** A person's picture, or the first letters of the name where there is none. */
export function Portrait({ of: { name, picture } }: { of: { name: string; picture: string | null } }) {
  const [broken, setBroken] = useState(false);
  if (picture && !broken) return <img class="portrait" src={picture} alt="" loading="lazy" onError={() => setBroken(true)} />;
  const initials = name.split(/\s+/).slice(0, 2).map(word => Array.from(word)[0] ?? '').join('');
  return <span class="portrait portrait-letters" aria-hidden="true">{initials}</span>;
}
