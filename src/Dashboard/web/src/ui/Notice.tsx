import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

/** What stands where nothing is: why, and what to do about it. */
export function Notice({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <section class="notice">
      <span class="notice-icon"><Icon name={icon} size={28} /></span>
      <h2>{title}</h2>
      {children && <div class="prose">{children}</div>}
    </section>
  );
}
