/** Letters of the demands that nobody has built yet, by row. Whoever writes the test of one takes its letter out. */
export const NOT_YET: { readonly [row: number]: string } = {};
