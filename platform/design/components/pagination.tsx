import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, type Content, classes, content, type Macro } from './options.ts';
import { useSpeech } from './words.ts';

export type PaginationLink = Content & Macro<{ labelText?: string; href?: string; attributes?: Attributes }>;

export type PaginationItem = Macro<{
  number?: string | number;
  visuallyHiddenText?: string;
  href?: string;
  current?: boolean;
  ellipsis?: boolean;
  attributes?: Attributes;
}>;

export type PaginationOptions = Macro<{
  items?: readonly (PaginationItem | null | undefined)[];
  previous?: PaginationLink;
  next?: PaginationLink;
  landmarkLabel?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function Pagination(options: PaginationOptions) {
  const { words } = useSpeech();
  const { previous, next } = options;
  const block = Boolean(!options.items && (next || previous));
  return (
    <nav
      {...attributes(options.attributes)}
      class={classes('govuk-pagination', block && 'govuk-pagination--block', options.classes)}
      aria-label={options.landmarkLabel || words('pages')}
    >
      {previous?.href ? (
        <ArrowLink link={previous} type="prev" block={block}>
          {words('previous')}
        </ArrowLink>
      ) : null}
      {options.items ? (
        <ul class="govuk-pagination__list">
          {options.items.map((item) => item && Object.keys(item).length > 0 && <PageItem {...item} />)}
        </ul>
      ) : null}
      {next?.href ? (
        <ArrowLink link={next} type="next" block={block}>
          {words('next')}
        </ArrowLink>
      ) : null}
    </nav>
  );
}

function PageItem(item: PaginationItem) {
  const { words } = useSpeech();
  const dress = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  );
  if (item.ellipsis) return <li class={dress}>⋯</li>;
  return (
    <li class={dress}>
      <a
        {...attributes(item.attributes)}
        class="govuk-link govuk-pagination__link"
        href={item.href ?? ''}
        aria-label={item.visuallyHiddenText ?? words('page', { n: item.number ?? '' })}
        aria-current={item.current ? 'page' : undefined}
      >
        {item.number}
      </a>
    </li>
  );
}

function ArrowLink(props: {
  link: PaginationLink;
  type: 'prev' | 'next';
  block: boolean;
  children: ComponentChildren;
}) {
  const { link, type, block } = props;
  const { words } = useSpeech();
  const title = classes(
    'govuk-pagination__link-title',
    block && !link.labelText && 'govuk-pagination__link-title--decorated',
  );
  return (
    <div class={`govuk-pagination__${type}`}>
      <a {...attributes(link.attributes)} class="govuk-link govuk-pagination__link" href={link.href ?? ''} rel={type}>
        {block || type === 'prev' ? <Arrow type={type} /> : null}
        <span class={title}>
          {content(link) || (
            <>
              {props.children}
              <span class="govuk-visually-hidden"> {words('pageHidden')}</span>
            </>
          )}
        </span>
        {link.labelText && block ? (
          <>
            <span class="govuk-visually-hidden">:</span>
            <span class="govuk-pagination__link-label">{link.labelText}</span>
          </>
        ) : null}
        {!block && type === 'next' ? <Arrow type={type} /> : null}
      </a>
    </div>
  );
}

const arrows = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
} as const;

function Arrow({ type }: { readonly type: 'prev' | 'next' }) {
  return (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${type}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={arrows[type]} />
    </svg>
  );
}
