// The two containers that hold an icon in several sizes. Both may hold PNG as it is.

/** Types of the entries of an icns file by size in pixels; the second ones are the same pixels for a dense screen. */
const icnsTypes = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/**
 * @param {ReadonlyMap<number, Buffer>} pictures PNG by size in pixels
 * @returns {Buffer}
 */
export function icns(pictures) {
  const entries = [...pictures].flatMap(([size, png]) =>
    (icnsTypes.get(size) ?? []).map((type) => {
      const head = Buffer.alloc(8);
      head.write(type, 0, 'latin1');
      head.writeUInt32BE(png.length + 8, 4);
      return Buffer.concat([head, png]);
    }),
  );
  const body = Buffer.concat(entries);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

/**
 * @param {ReadonlyMap<number, Buffer>} pictures PNG by size in pixels, at most 256
 * @returns {Buffer}
 */
export function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.size);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.size, 4);
  let at = head.length;
  [...pictures].forEach(([size, png], index) => {
    const entry = 6 + 16 * index;
    // One byte each: 256 is written as 0.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...pictures.values()]);
}
