// Line icons on a 24 × 24 field, drawn for this project.
const paths = {
  live: 'M3 7.5A1.5 1.5 0 0 1 4.5 6h10A1.5 1.5 0 0 1 16 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 3 16.5ZM16 10.5l5-3v9l-5-3',
  people: 'M9 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5ZM2.5 20c.5-3.7 2.9-5.5 6.5-5.5s6 1.8 6.5 5.5M16 4.3a3.75 3.75 0 0 1 0 6.9M18 14.9c2 .7 3.2 2.4 3.5 5.1',
  events: 'M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.5M3.5 4v4.5H8M12 7.5V12l3 2',
  status: 'M3 12h4l2.5-7 5 14 2.5-7h4',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.3 15.3 20 20',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5',
  pencil: 'M4 20l1-4L16 5l3 3L8 19ZM13.5 7.5l3 3',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeOff: 'M9.5 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.5 7.3A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.5-1.2M10 10a3 3 0 0 0 4.1 4.1M3.5 3.5l17 17',
  folder: 'M3.5 18.5v-12.5h6l2 2.5h9v10Z',
  close: 'M6 6l12 12M18 6 6 18',
  up: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M4.5 16v3h15v-3',
  noCamera: 'M3 3l18 18M16 13.5l5 3v-9l-5 3M6 6H4.5A1.5 1.5 0 0 0 3 7.5v9A1.5 1.5 0 0 0 4.5 18H15M10 6h4.5A1.5 1.5 0 0 1 16 7.5V12',
  wait: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  lock: 'M6 11h12v9H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  ended: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9h6v6H9Z',
  warn: 'M12 4 2.5 20h19ZM12 10v4.5M12 17.4v.1',
  expand: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  download: 'M12 5v11M7.5 11.5 12 16l4.5-4.5M4.5 16v3h15v-3',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  auto: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 7.5h7.5M12 12h9M12 16.5h7.5',
  decide: 'M4 7.5h6M4 16.5h6M13.5 7.5l2.5 2.5 4.5-5M13.5 16.5l2.5 2.5 4.5-5',
  camera: 'M4 8.5h3l1.5-2.5h7L17 8.5h3v10H4ZM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z',
  zones: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9.5l8-1.5 1 7-7 2Z',
  copy: 'M8.5 8.5h11v11h-11ZM15.5 8.5v-4h-11v11h4',
} as const;

export type IconName = keyof typeof paths;

/** A sign beside words; hidden from screen readers, which read the words. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
