/** Drawn inline, because the pages load nothing. All are decoration: the words beside them say the same. */
const icon = (path: string) =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;

export const ICONS = {
  brand: icon('M4 19V9l8-5 8 5v10M9 19v-6h6v6M3 20h18'),
  verified: icon('M5 12.5l4.5 4.5L19 7.5'),
  never: icon('M6 6l12 12M18 6L6 18'),
  warning: icon('M12 4l9 16H3zM12 10v4M12 17v.01'),
  disconnected: icon('M9 7H7a5 5 0 000 10h2M15 7h2a5 5 0 010 10h-2M4 4l16 16'),
} as const;
