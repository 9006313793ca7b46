import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

interface Props {
  icon: IconName;
  title: string;
  /** It is all that is on the page. */
  whole?: boolean;
  children?: ComponentChildren;
}

/** What stands where nothing is: why, and what to do about it. */
export function Notice({ icon, title, whole = false, children }: Props) {
  const Heading = whole ? 'h1' : 'h2';
  return (
    <section class="notice">
      <span class="notice-icon"><Icon name={icon} size={28} /></span>
      <Heading>{title}</Heading>
      {children && <div class="prose">{children}</div>}
    </section>
  );
}
