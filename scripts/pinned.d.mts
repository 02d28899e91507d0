/** The folder of the checkout. */
export const root: string;
/** The program file of the pinned Node; it exists once the packages are installed. */
export const node: string;
/** The arguments that let the pinned Node run TypeScript and JSX, from every working directory. */
export const typescript: readonly string[];
/** Becomes `node program args`. */
export function become(program: string, args: readonly string[], how?: typeof serving): void;
/** Node's arguments and the environment of a server that shall stay small. */
export const serving: { readonly node: readonly string[]; readonly env: { readonly [name: string]: string } };
