import { present } from '../components/options.ts';

/** A key of the keyboard beside what it does. The words say the same, so screen readers skip it. */
export function Key({ children }: { readonly children: string }) {
  return <kbd {...present({ 'aria-hidden': 'true' })}>{children}</kbd>;
}
