/** Line icons of ours, 20 by 20; decoration only, hidden from screen readers. */
import { html, svg } from "lit";

const icon = (shape) =>
  html`<svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;

export const icons = {
  overview: icon(svg`<path d="M3 11h4l2-6 3 10 2-4h3"/>`),
  jobs: icon(svg`<path d="M3 5h14M3 10h14M3 15h9"/>`),
  problems: icon(svg`<path d="M10 3.2 17.5 16H2.5z"/><path d="M10 8.2v3.6M10 13.9v.1"/>`),
  keys: icon(svg`<circle cx="7" cy="13" r="3.500"/><path d="M9.500 10.500 16.500 3.500M13.500 6.500l2.500 2.500"/>`),
  audit: icon(svg`<path d="M5 3h10v14H5zM8 7h4M8 10h4M8 13h2"/>`),
  schedules: icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.7"/>`),
  backtest: icon(svg`<path d="M3 6h7M14.500 6H17M3 14h2.500M10 14h7"/><circle cx="12.200" cy="6" r="2.200"/>
      <circle cx="7.800" cy="14" r="2.200"/>`),
  research: icon(svg`<path d="M3 3v14h14"/><path d="m6 12 3-4 3 2.5L16.5 5"/>`),
  leaderboard: icon(svg`<path d="M3.5 17v-6h4v6M8 17V4h4v13M12.5 17V8.500h4V17"/>`),
  frozen: icon(svg`<path d="M10 2.500v15M3.500 6.250l13 7.500M16.500 6.250l-13 7.500M8 4l2 2 2-2M8 16l2-2 2 2"/>`),
  patterns: icon(
    svg`<circle cx="6" cy="6" r="2.4"/><circle cx="14" cy="6" r="2.4"/><circle cx="6" cy="14" r="2.4"/>
      <path d="M11.8 14h4.4M14 11.800v4.400"/>`,
  ),
  presets: icon(
    svg`<path d="M3 5.500h9M16 5.500h1M3 10h2M9 10h8M3 14.500h7M14 14.500h3"/>
      <circle cx="14" cy="5.500" r="1.800"/><circle cx="7" cy="10" r="1.800"/>
      <circle cx="12" cy="14.500" r="1.800"/>`,
  ),
  strategies: icon(
    svg`<path d="M7.500 4C4.500 4 6 9 3.500 10c2.500 1 1 6 4 6M12.500 4c3 0 1.500 5 4 6-2.500 1-1 6-4 6"/>
      <path d="m8.500 12 3-4"/>`,
  ),
  prices: icon(
    svg`<path d="M6 3v3M6 13v3M14 4v4M14 14v2.500"/><rect x="4" y="6" width="4" height="7" rx=".6"/>
      <rect x="12" y="8" width="4" height="6" rx=".6"/>`,
  ),
  menu: icon(svg`<path d="M3 6h14M3 10h14M3 14h14"/>`),
  upload: icon(svg`<path d="M10 13V4M6.500 7.500 10 4l3.500 3.500M3.500 13.500V16h13v-2.500"/>`),
  brand: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path fill="currentColor" d="M3 20V9l5-3v14zm6.500 0V6.200L15 3v17zM16.500 20v-8l4.500 2.600V20z" />
  </svg>`,
};
