let loaded: Promise<typeof import('sharp').default> | undefined;

async function load() {
  const { default: sharp } = await import('sharp');
  // The decoders of JPEG and PNG are the only ones that strangers' bytes may reach.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['Jpeg', 'Png'].flatMap((kind) => ['File', 'Buffer'].map((from) => `VipsForeignLoad${kind}${from}`)),
  });
  // Pictures are seldom alike: libvips' cache would only hold memory. One thread each leaves the other core to the pages.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** The library of pictures, loaded at the first one, with the doors shut that nothing here needs. */
export function openSharp(): Promise<typeof import('sharp').default> {
  loaded ??= load();
  return loaded;
}

/** Above what phones take today (50 megapixels), below what would fill the memory. */
export const MAX_PIXELS = 60_000_000;

/**
 * A picture is decoded, turned and written row by row, except when it must be turned or its rows come in several passes
 * (progressive, interlaced): then it lies in memory whole, three bytes a pixel or six. Twelve megapixels are what
 * a phone takes unless it is told otherwise, and no camera writes in passes: that is done for the web, in smaller sizes.
 */
const TURNED_PIXELS = 12_600_000;
const PASSES_PIXELS = 20_000_000;

/** Without coding in two passes, which would hold the whole picture for a twentieth of its bytes. */
const JPEG = { quality: 86, optimiseCoding: false };

export type Reencoded = 'done' | 'broken-image' | 'too-many-pixels';

/** One picture after the other: what one takes in memory is all that many take. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Writes a picture anew: turned as it is meant to be seen, without position, camera, thumbnail, colour profile or
 * anything else that came with it; of one that is too large to be turned here only the note of how it is held stays, for
 * whoever shows it. What does not decode to the end is refused.
 */
export function reencode(
  from: string,
  to: string,
  type: 'image/jpeg' | 'image/png',
  limit = MAX_PIXELS,
): Promise<Reencoded> {
  return decoded(() => write(from, to, type, limit));
}

/** Waits until no other picture is being decoded. */
export function decoded<T>(decode: () => Promise<T>): Promise<T> {
  const done = before.then(decode);
  before = done.catch(() => undefined);
  return done;
}

async function write(from: string, to: string, type: 'image/jpeg' | 'image/png', limit: number): Promise<Reencoded> {
  const sharp = await openSharp();
  try {
    const picture = sharp(from, { limitInputPixels: false, failOn: 'error', sequentialRead: true });
    const { width, height, orientation = 1, isProgressive } = await picture.metadata();
    const pixels = width * height;
    if (pixels > (isProgressive ? Math.min(limit, PASSES_PIXELS) : limit)) return 'too-many-pixels';
    const upright =
      orientation === 1 || pixels <= TURNED_PIXELS
        ? picture.autoOrient()
        : picture.withExif({ IFD0: { Orientation: `${orientation}` } });
    await (type === 'image/jpeg' ? upright.jpeg(JPEG) : upright.png()).toFile(to);
    return 'done';
  } catch {
    return 'broken-image';
  }
}
