import { SaxesParser } from 'saxes';

/** A page of a bucket's list (ListObjectsV2). */
export interface Listing {
  readonly objects: readonly { readonly name: string; readonly touched: number }[];
  /** Asks for the next page; none after the last. */
  readonly next: string | undefined;
}

/** Reads an answer to ListObjectsV2. @throws Error when it is no XML */
export function readListing(xml: string): Listing {
  const objects: { name: string; touched: number }[] = [];
  let [text, next] = ['', undefined as string | undefined];
  let one = { name: '', touched: 0 };
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    text = '';
    if (name === 'Contents') one = { name: '', touched: 0 };
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'Key') one.name = text;
    if (name === 'LastModified' && text !== '') one.touched = Temporal.Instant.from(text).epochMilliseconds;
    if (name === 'Contents') objects.push(one);
    if (name === 'NextContinuationToken' && text !== '') next = text;
    text = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return { objects, next };
}
