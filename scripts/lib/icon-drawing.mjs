// The mark of the window (renderer/ui/icons.tsx) as a square icon: a globe, its sunlit side, on the panel of the window.
// Colours are those of renderer/ui/tokens.css.
const ground = '#0f1519';
const edge = '#303d45';
const ocean = '#15222a';
const graticule = '#2a3b45';
const ring = '#b6c1c7';
const light = '#edf0ee';
const sun = '#f4e8c8';
const warning = '#f2ae3d';
const critical = '#ff7043';
const badgeGround = '#15191c';

/** Half of the lit side: how far the border between day and night bulges, as a part of the radius. */
const BULGE = 4.4 / 9.25;

/**
 * The lit side of a globe of radius `r` around the middle.
 * @param {number} r
 * @param {number} bulge
 */
const lit = (r, bulge = BULGE) => `M0-${r}A${r} ${r} 0 0 1 0 ${r}A${round(r * bulge)} ${r} 0 0 0 0-${r}Z`;

/** @param {number} value */
const round = (value) => Math.round(value * 1000) / 1000;

/**
 * @param {number} box width and height of the drawing, around the middle
 * @param {string} inner
 */
const svg = (box, inner) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-box / 2} ${-box / 2} ${box} ${box}">${inner}</svg>\n`;

/**
 * @param {number} size in pixels: a small icon gets heavier lines, more sun and no details
 * @param {'desktop' | 'mac'} system a Mac icon keeps a margin around its tile
 */
export function appIcon(size, system) {
  const small = size < 40;
  const margin = system === 'mac' && !small ? 100 : 0;
  const side = 1024 - 2 * margin;
  // Lines of a small icon end on whole pixels.
  const pixel = 1024 / size;
  const border = small ? 0 : Math.max(6, pixel);
  const half = side / 2;
  const tile = `<rect x="${-half + border / 2}" y="${-half + border / 2}" width="${side - border}" height="${side - border}" rx="${round(side * 0.225)}" fill="${ground}"${border > 0 ? ` stroke="${edge}" stroke-width="${round(border)}"` : ''}/>`;
  const r = round(half * (small ? 0.7 : 0.64));
  const stroke = round(small ? Math.max(1.2 * pixel, side * 0.06) : side * 0.04);
  const details = size < 96 ? '' : meridians(r, round(side * 0.011));
  return svg(
    1024,
    `${tile}<circle r="${r}" fill="${small ? 'none' : ocean}"/>${details}<path d="${lit(r, small ? 0.22 : BULGE)}" fill="${sun}"/><circle r="${r}" fill="none" stroke="${ring}" stroke-width="${stroke}"/>`,
  );
}

/**
 * The lines that give the program its name, on the dark side only.
 * @param {number} r
 * @param {number} width
 */
function meridians(r, width) {
  const line = `fill="none" stroke="${graticule}" stroke-width="${width}"`;
  const arcs = [0.2, 0.62].map((part) => `<path d="M0-${r}A${round(r * part)} ${r} 0 0 0 0 ${r}" ${line}/>`);
  const across = [-0.5, 0, 0.5].map((part) => {
    const x = round(r * Math.sqrt(1 - part * part));
    return `<path d="M${-x} ${round(part * r)}H${round(x)}" ${line}/>`;
  });
  return [...arcs, ...across].join('');
}

/**
 * A workspace file: a sheet with the mark on it.
 * @param {number} size in pixels
 */
export function documentIcon(size) {
  const small = size < 40;
  const border = small ? 1024 / size : 18;
  const r = small ? 250 : 190;
  return svg(
    1024,
    `<path d="M-330-470H120L330-260V470H-330Z" fill="#f5f7f8" stroke="#8796a0" stroke-width="${border}" stroke-linejoin="round"/>` +
      `<path d="M120-470V-260H330" fill="#d6dde1" stroke="#8796a0" stroke-width="${border}" stroke-linejoin="round"/>` +
      `<g transform="translate(0 90)"><circle r="${r}" fill="${ground}"/><path d="${lit(r)}" fill="${sun}"/><circle r="${r}" fill="none" stroke="${ground}" stroke-width="${small ? 80 : 40}"/></g>`,
  );
}

/** In the order of importance. */
export const trayStates = /** @type {const} */ (['ok', 'warning', 'critical', 'not-live']);

/**
 * The icon in the tray: shape before colour, and never a sun when nothing is live.
 * @param {typeof trayStates[number]} state
 */
export function trayIcon(state) {
  const globe = (/** @type {string} */ dash) =>
    `<circle r="8.5" fill="none" stroke="${light}" stroke-width="1.4"${dash}/>`;
  if (state === 'not-live') return svg(22, globe(' stroke-dasharray="3 2.4"'));
  return svg(22, `${globe('')}<path d="${lit(8.5, 4 / 8.5)}" fill="${light}"/>${badge(state)}`);
}

/** @param {'ok' | 'warning' | 'critical'} state */
function badge(state) {
  if (state === 'ok') return '';
  const [shape, colour, bang] =
    state === 'critical'
      ? ['M0-6.384L6.384 0L0 6.384L-6.384 0Z', critical, 'M0-2.8V.56M0 2.8v.01']
      : ['M0-5.616L5.616 4.605H-5.616Z', warning, 'M0-1.664V1.144M0 2.6v.01'];
  return (
    `<g transform="translate(6 5.5)"><rect x="-7" y="-7" width="14" height="14" fill="${badgeGround}"/>` +
    `<path d="${shape}" fill="${colour}" stroke="${colour}" stroke-width="1.1" stroke-linejoin="round"/>` +
    `<path d="${bang}" stroke="${badgeGround}" stroke-width="1.45" stroke-linecap="round"/></g>`
  );
}
