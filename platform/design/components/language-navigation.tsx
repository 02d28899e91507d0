import { type Attributes, attributes, type Content, classes, content, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

export type LanguageNavigationItem = Content &
  Macro<{
    href?: string;
    current?: boolean;
    lang?: string;
    hrefLang?: string;
    dir?: string;
    languageDescriptionText?: string;
    classes?: string;
    attributes?: Attributes;
  }>;

export type LanguageNavigationOptions = Macro<{
  items?: readonly LanguageNavigationItem[];
  ariaLabel?: string;
  classes?: string;
  attributes?: Attributes;
}>;

export function LanguageNavigation(options: LanguageNavigationOptions) {
  const { words } = useSpeech();
  return (
    <nav
      {...attributes(options.attributes)}
      class={classes('govuk-language-navigation', options.classes)}
      aria-label={options.ariaLabel ?? words('language')}
    >
      <ul class="govuk-language-navigation__list">
        {options.items?.map((item) => (
          <li class="govuk-language-navigation__list-item">
            <Choice {...item} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Choice(item: LanguageNavigationItem) {
  const own = present({
    lang: item.lang,
    dir: item.dir,
  });
  if (item.current || !item.href) {
    return (
      <span
        {...attributes(item.attributes)}
        {...own}
        class={classes('govuk-language-navigation__text', item.classes)}
        aria-current="true"
      >
        {content(item)}
      </span>
    );
  }
  return (
    <a
      {...attributes(item.attributes)}
      {...own}
      class={classes('govuk-language-navigation__link', item.classes)}
      href={item.href}
      rel="alternate"
      {...present({ hreflang: item.hrefLang || item.lang })}
    >
      {content(item)}
      {item.languageDescriptionText ? <span class="govuk-visually-hidden"> {item.languageDescriptionText}</span> : null}
    </a>
  );
}
