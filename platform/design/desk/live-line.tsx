/**
 * A line that is empty until something has happened since the page was read; `islands/live.ts` fills it. It has its room
 * from the start, so that nothing moves under the pointer. Without JavaScript it stays empty.
 */
export function LiveLine(props: {
  /** Asked now and then; answers `{ say, changed?, sayChanged? }`. */
  readonly news: string;
  /** The same page as it is now. */
  readonly show: { readonly text: string; readonly href: string };
}) {
  return (
    <p class="d-live" role="status" data-news={props.news} data-show={props.show.text} data-page={props.show.href} />
  );
}
