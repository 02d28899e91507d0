import type { ComponentChildren } from 'preact';
import { GenericHeader } from './generic-header.tsx';
import type { Attributes, Macro } from './options.ts';

export type HeaderOptions = Macro<{
  /** The mark of whoever runs the site, with its name as text alternative: there is none of its own here. */
  logo?: ComponentChildren;
  productName?: string;
  homepageUrl?: string;
  containerClasses?: string;
  classes?: string;
  attributes?: Attributes;
}>;

/** A header with the mark of the house and the name of a product beside it. */
export function Header({ logo, productName, homepageUrl, ...options }: HeaderOptions) {
  return (
    <GenericHeader
      {...options}
      namespace="govuk-header"
      url={homepageUrl}
      logoHtml={
        <>
          {logo}
          {productName ? <span class="govuk-header__product-name">{productName}</span> : null}
        </>
      }
    />
  );
}
