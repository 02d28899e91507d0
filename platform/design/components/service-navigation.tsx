import type { ComponentChildren } from 'preact';
import { type Attributes, attributes, type Content, classes, content, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

export type ServiceNavigationItem = Content &
  Macro<{ href?: string; active?: boolean; current?: boolean; attributes?: Attributes; classes?: string }>;

type EndSlot = { readonly html: ComponentChildren; readonly align?: string };

export type ServiceNavigationOptions = Macro<{
  navigation?: readonly (ServiceNavigationItem | null | undefined | false | '')[];
  navigationId?: string;
  navigationLabel?: string;
  navigationClasses?: string;
  collapseNavigationOnMobile?: boolean;
  menuButtonText?: string;
  menuButtonLabel?: string;
  serviceName?: string;
  serviceUrl?: string;
  ariaLabel?: string;
  slots?: Macro<{
    start?: ComponentChildren;
    /** `align: 'inline'` puts it on the line of the navigation. */
    end?: ComponentChildren | EndSlot;
    navigationStart?: ComponentChildren;
    navigationEnd?: ComponentChildren;
  }>;
  classes?: string;
  attributes?: Attributes;
}>;

export function ServiceNavigation(options: ServiceNavigationOptions) {
  const { words } = useSpeech();
  const { slots } = options;
  const end = endSlot(slots?.end);
  const own = {
    ...attributes(options.attributes),
    class: classes('govuk-service-navigation', options.classes),
    'data-module': 'govuk-service-navigation',
  };
  const inner = (
    <div
      class={classes('govuk-width-container', end.align === 'inline' && 'govuk-service-navigation__inlining-container')}
    >
      {slots?.start}
      <div class="govuk-service-navigation__container">
        {options.serviceName ? (
          <span class="govuk-service-navigation__service-name">
            {options.serviceUrl ? (
              <a href={options.serviceUrl} class="govuk-service-navigation__link">
                {options.serviceName}
              </a>
            ) : (
              <span class="govuk-service-navigation__text">{options.serviceName}</span>
            )}
          </span>
        ) : null}
        <Menu {...options} />
      </div>
      {end.html}
    </div>
  );
  // With a service name the parts belong together, so they get a landmark around them.
  if (options.serviceName || slots?.start || end.html) {
    return (
      <section {...own} aria-label={options.ariaLabel ?? words('serviceInformation')}>
        {inner}
      </section>
    );
  }
  return <div {...own}>{inner}</div>;
}

function endSlot(slot: ComponentChildren | EndSlot): EndSlot {
  return slot !== null && typeof slot === 'object' && 'html' in slot ? slot : { html: slot };
}

function Menu(options: ServiceNavigationOptions) {
  const { words } = useSpeech();
  const { slots } = options;
  const items = (options.navigation ?? []).filter((item) => Boolean(item)) as readonly ServiceNavigationItem[];
  if (items.length === 0 && !slots?.navigationStart && !slots?.navigationEnd) return null;
  const menuText = options.menuButtonText || words('menu');
  const id = options.navigationId || 'navigation';
  const toggleLabel = options.menuButtonLabel !== menuText ? options.menuButtonLabel : undefined;
  return (
    <nav
      aria-label={options.navigationLabel || menuText}
      class={classes('govuk-service-navigation__wrapper', options.navigationClasses)}
    >
      {(options.collapseNavigationOnMobile ?? items.length > 1) ? (
        <button
          type="button"
          class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
          aria-controls={id}
          hidden
          {...present({ 'aria-label': toggleLabel, 'aria-hidden': 'true' })}
        >
          {menuText}
        </button>
      ) : null}
      <ul class="govuk-service-navigation__list" id={id}>
        {slots?.navigationStart}
        {items.map((item) => (
          <MenuItem {...item} />
        ))}
        {slots?.navigationEnd}
      </ul>
    </nav>
  );
}

function MenuItem(item: ServiceNavigationItem) {
  const here = item.active || item.current;
  const current = here ? (item.current ? 'page' : 'true') : undefined;
  const inner = here ? (
    <strong class="govuk-service-navigation__active-fallback">{content(item)}</strong>
  ) : (
    content(item)
  );
  return (
    <li
      class={classes('govuk-service-navigation__item', here && 'govuk-service-navigation__item--active', item.classes)}
    >
      {item.href ? (
        <a
          {...attributes(item.attributes)}
          class="govuk-service-navigation__link"
          href={item.href}
          aria-current={current}
        >
          {inner}
        </a>
      ) : content(item) ? (
        <span class="govuk-service-navigation__text" aria-current={current}>
          {inner}
        </span>
      ) : null}
    </li>
  );
}
