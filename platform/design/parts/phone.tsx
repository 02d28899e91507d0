import { telephone } from './telephone.ts';

/** A phone number that can be called and does not break over two lines. */
export function Phone({ number, class: dress = 'govuk-link' }: { readonly number: string; readonly class?: string }) {
  return (
    <a class={`${dress} t-nowrap`} href={telephone(number)}>
      {number}
    </a>
  );
}
