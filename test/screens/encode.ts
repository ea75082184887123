import sharp from 'sharp';

const STRIP = 48;
/** Vivid colours are few pixels of a screen and the most important ones: so many of them are kept for sure. */
const KEPT = 24;

/**
 * A small picture of a screen: few colours without loss, so that letters stay sharp. A quantizer goes by area and would
 * give up the green of a marker for one more grey; a strip of the vivid colours under the picture, cut off again, gives
 * them their weight.
 */
export async function smallPicture(picture: Buffer): Promise<Buffer> {
  const image = sharp(picture).removeAlpha();
  const { data, info } = await image.clone().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const vivid = vividColours(data);
  const share = Math.ceil(width / Math.max(1, vivid.length));
  const swatches = vivid.map(([red, green, blue], index) => ({
    input: {
      create: {
        width: Math.min(share, width - index * share),
        height: STRIP,
        channels: 3 as const,
        background: { r: red, g: green, b: blue },
      },
    },
    left: index * share,
    top: height,
  }));
  const extended = await image.extend({ bottom: STRIP, background: '#000' }).png().toBuffer();
  const few = await sharp(
    await sharp(extended)
      .composite(swatches.filter(({ input }) => input.create.width > 0))
      .png()
      .toBuffer(),
  )
    .png({ palette: true, quality: 40, dither: 0, effort: 7 })
    .toBuffer();
  return sharp(few).extract({ left: 0, top: 0, width, height }).webp({ lossless: true, effort: 4 }).toBuffer();
}

type Rgb = readonly [red: number, green: number, blue: number];

const SATURATED = 55;
const APART = 40;

/** The most frequent colours that are no grey, each clearly another than the ones before. */
export function vividColours(data: Uint8Array): readonly Rgb[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) < SATURATED) continue;
    const key = (red << 16) | (green << 8) | blue;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept: Rgb[] = [];
  for (const [key] of [...counts].sort((a, b) => b[1] - a[1])) {
    const colour: Rgb = [key >> 16, (key >> 8) & 255, key & 255];
    const far = kept.every((one) => Math.hypot(one[0] - colour[0], one[1] - colour[1], one[2] - colour[2]) > APART);
    if (far) kept.push(colour);
    if (kept.length === KEPT) break;
  }
  return kept;
}
