import { components } from './components.tsx';
import { deskCase, workList } from './desk.tsx';
import { form } from './form.tsx';
import type { GalleryPage } from './frame.ts';
import { myPages } from './my-pages.tsx';
import { start } from './start.tsx';

/** All pages of the gallery. */
export function galleryPages(): readonly GalleryPage[] {
  return [start(), components(), components('en'), form(), myPages(), workList(), deskCase()];
}
