import sharp from 'sharp';
import { expect, it } from 'vitest';
import { smallPicture, vividColours } from './encode';

it('keeps the few vivid pixels of a grey picture', async () => {
  const [width, height] = [400, 300];
  const grey = Buffer.from(
    Array.from({ length: width * height }, (_, at) => [(at * 7) % 251, (at * 7) % 251, (at * 7) % 251]).flat(),
  );
  const green = [0, 105, 76] as const;
  const dot = { left: 200, top: 100, width: 9, height: 9 };
  const picture = await sharp(grey, { raw: { width, height, channels: 3 } })
    .composite([
      {
        input: { create: { width: 9, height: 9, channels: 3, background: { r: green[0], g: green[1], b: green[2] } } },
        ...dot,
      },
    ])
    .png()
    .toBuffer();
  const small = await smallPicture(picture);
  const { data, info } = await sharp(small).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([width, height]);
  const at = ((dot.top + 4) * width + dot.left + 4) * 3;
  for (const [index, channel] of green.entries()) expect(Math.abs((data[at + index] ?? 0) - channel)).toBeLessThan(12);
});

it('a picture of greys has no vivid colours', () =>
  expect(vividColours(Uint8Array.from([9, 9, 9, 200, 210, 220]))).toEqual([]));
