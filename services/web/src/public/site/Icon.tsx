const paths = {
  home: 'M3 11.5 12 4l9 7.5M5.5 9.8V20h13V9.8',
  write: 'M4 20h4L19.5 8.5a2.1 2.1 0 0 0-3-3L5 17v3ZM14.5 7.5l3 3',
  search: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13ZM15.5 15.5 20.5 20.5',
  alert: 'M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.4v.1',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  share: 'M12 15V4M8 7.5 12 3.5l4 4M5 12v8h14v-8',
  print: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z',
  sound: 'M4 10v4h3.5L12 18V6l-4.5 4H4ZM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  done: 'm5 12.5 4.5 4.5L19 7.5',
  stop: 'M6 6l12 12M18 6 6 18',
} as const;

/** A line drawing beside words; the words say it, so it is hidden from those who listen. */
export function Icon({ name, size = '1.25em' }: { name: keyof typeof paths; size?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ width: size, height: size, flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
