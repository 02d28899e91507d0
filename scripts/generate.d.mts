/** Brings `.generated/` of the checkout `root` up to date. Resolves to true when something was written. */
export function generate(root: string): Promise<boolean>;
