/** Brings `.generated/` of the checkout `root` up to date; true when something was written. */
export function generate(root: string): Promise<boolean>;
