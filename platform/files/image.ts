import sharp from 'sharp';

// The decoders of JPEG and PNG are the only ones that strangers' bytes may reach.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegFile', 'VipsForeignLoadPngFile'] });
// Pictures are seldom alike: libvips' cache would only hold memory. One thread each leaves the other core to the pages.
sharp.cache(false);
sharp.concurrency(1);

/** Above what phones take today (50 megapixels), below what would fill the memory. */
export const MAX_PIXELS = 60_000_000;

export type Reencoded = 'done' | 'broken-image' | 'too-many-pixels';

/**
 * Writes a picture anew: turned as it is meant to be seen, without position, camera, thumbnail, colour profile or
 * anything else that came with it. What does not decode to the end is refused.
 */
export async function reencode(
  from: string,
  to: string,
  type: 'image/jpeg' | 'image/png',
  limit = MAX_PIXELS,
): Promise<Reencoded> {
  try {
    const picture = sharp(from, { limitInputPixels: false, failOn: 'error', sequentialRead: true });
    const { width, height } = await picture.metadata();
    if (width * height > limit) return 'too-many-pixels';
    const upright = picture.autoOrient();
    await (type === 'image/jpeg' ? upright.jpeg({ quality: 86 }) : upright.png()).toFile(to);
    return 'done';
  } catch {
    return 'broken-image';
  }
}
