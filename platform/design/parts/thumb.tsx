export interface ThumbProps {
  /** Address of the picture beside a name, and of the one to read. */
  readonly small: string;
  readonly large: string;
  /** Says what it shows: "Förhandsvisning av hyresavi.pdf". */
  readonly alt: string;
}

/** The first page of a file, small: it leads to the same page large enough to read. It is fetched when it comes in sight. */
export function Thumb({ small, large, alt }: ThumbProps) {
  return (
    <a class="t-thumb" href={large}>
      <img src={small} alt={alt} loading="lazy" width="80" height="112" />
    </a>
  );
}
