import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, type Content, classes, content, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

type Link = Macro<{ href?: string; text?: string; attributes?: Attributes }>;

type Section = Macro<{ title?: string; columns?: number; width?: string; items?: readonly Link[] }>;

export type FooterOptions = Macro<{
  /** The mark of whoever runs the site: there is none of its own here. */
  mark?: ComponentChildren;
  navigation?: readonly Section[];
  meta?: Content & Macro<{ visuallyHiddenTitle?: string; items?: readonly Link[] }>;
  /** Under which licence the texts stand. */
  contentLicence?: Content | null;
  /** Who owns them, with where that is explained. */
  copyright?: (Content & { readonly href: string }) | undefined;
  containerClasses?: string;
  classes?: string;
  attributes?: Attributes;
}>;

function FooterLink({ href, text, attributes: own }: Link) {
  return (
    <a {...attributes(own)} {...present({ href })} class="govuk-footer__link">
      {text}
    </a>
  );
}

function Navigation({ navigation }: { readonly navigation: readonly Section[] }) {
  return (
    <>
      <div class="govuk-footer__navigation">
        {navigation.map(({ title, columns, width, items = [] }) => (
          <div class={`govuk-footer__section govuk-grid-column-${width || 'full'}`}>
            <h2 class="govuk-footer__heading govuk-heading-m">{title}</h2>
            {items.length === 0 ? null : (
              <ul class={classes('govuk-footer__list', columns && `govuk-footer__list--columns-${columns}`)}>
                {items.map((item) =>
                  item.href && item.text ? (
                    <li class="govuk-footer__list-item">
                      <FooterLink {...item} />
                    </li>
                  ) : null,
                )}
              </ul>
            )}
          </div>
        ))}
      </div>
      <hr class="govuk-footer__section-break" />
    </>
  );
}

function Meta({ meta }: { readonly meta: NonNullable<FooterOptions['meta']> }) {
  const { words } = useSpeech();
  const { items = [] } = meta;
  return (
    <>
      <h2 class="govuk-visually-hidden">{meta.visuallyHiddenTitle || words('supportLinks')}</h2>
      {items.length === 0 ? null : (
        <ul class="govuk-footer__inline-list">
          {items.map((item) => (
            <li class="govuk-footer__inline-list-item">
              <FooterLink {...item} />
            </li>
          ))}
        </ul>
      )}
      {content(meta) ? <div class="govuk-footer__meta-custom">{content(meta)}</div> : null}
    </>
  );
}

/** Links by subject, links of every site, and under which terms the texts stand. */
export function Footer(options: FooterOptions) {
  const { navigation = [], meta, contentLicence, copyright } = options;
  return (
    <div {...attributes(options.attributes)} class={classes('govuk-footer', options.classes)}>
      <div class={classes('govuk-width-container', options.containerClasses)}>
        {options.mark}
        {navigation.length === 0 ? null : <Navigation navigation={navigation} />}
        <div class="govuk-footer__meta">
          <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
            {meta ? <Meta meta={meta} /> : null}
            {contentLicence ? <span class="govuk-footer__licence-description">{content(contentLicence)}</span> : null}
          </div>
          {copyright ? (
            <div class="govuk-footer__meta-item">
              <a {...present({ href: copyright.href })} class="govuk-footer__link govuk-footer__copyright-logo">
                {content(copyright)}
              </a>
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}
