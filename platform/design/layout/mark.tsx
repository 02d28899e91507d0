/** The acorn of Ekhamn, in the colour of the text around it. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 36" aria-hidden="true" focusable="false">
      <path d="M16 1.5v4.5" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
      <path d="M3 15.5C3 9 8.5 5 16 5s13 4 13 10.5z" fill="currentColor" />
      <path
        d="M5.5 18.5h21c0 8-5 13.5-10.5 16-5.5-2.5-10.5-8-10.5-16z"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linejoin="round"
      />
    </svg>
  );
}
