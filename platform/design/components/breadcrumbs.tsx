import { type Attributes, attributes, type Content, classes, content, type Macro } from './options.ts';
import { useSpeech } from './words.ts';

export type BreadcrumbsOptions = Macro<{
  items?: readonly (Content & Macro<{ href?: string; attributes?: Attributes }>)[];
  collapseOnMobile?: boolean;
  labelText?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function Breadcrumbs(options: BreadcrumbsOptions) {
  const { words } = useSpeech();
  const dress = classes(
    'govuk-breadcrumbs',
    options.classes,
    options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  );
  return (
    <nav {...attributes(options.attributes)} class={dress} aria-label={options.labelText ?? words('breadcrumb')}>
      <ol class="govuk-breadcrumbs__list">
        {options.items?.map((item) =>
          item.href ? (
            <li class="govuk-breadcrumbs__list-item">
              <a {...attributes(item.attributes)} class="govuk-breadcrumbs__link" href={item.href}>
                {content(item)}
              </a>
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {content(item)}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
