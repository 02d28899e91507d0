import type { ComponentChildren } from 'preact';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/types.ts';

export interface PageLink {
  readonly text: string;
  readonly href: string;
}

/** An entry of the menu; `name` is what `navigation` marks. */
export interface MenuLink extends PageLink {
  readonly name: string;
  /** Left out on phones, where it is to be found further down the page. */
  readonly wide?: boolean;
}

/** Addresses that the layout leads to. What is absent is not shown. */
export interface PageLinks {
  readonly home: string;
  /** The same page in the town's other languages. */
  readonly otherLanguages?: readonly { readonly language: Language; readonly href: string }[] | undefined;
  readonly myPages?: string | undefined;
  readonly signIn?: string | undefined;
  /** Takes a POST with the CSRF token. */
  readonly signOut?: string | undefined;
  /** Where "Spara och avsluta" of a form leads; `text` when it says something else. */
  readonly leave?: { readonly href: string; readonly text?: string | undefined } | undefined;
  /** Takes `q`: the search in the desk's bar. */
  readonly search?: string | undefined;
  readonly menu: readonly MenuLink[];
  readonly insight?: readonly PageLink[] | undefined;
  readonly about?: readonly PageLink[] | undefined;
}

/** Addresses of the files that a browser fetches for the page. */
export interface PageAssets {
  readonly stylesheets: readonly string[];
  readonly font?: string | undefined;
  readonly icon?: string | undefined;
}

/** What every page of an example town says. */
export interface ExampleBanner {
  /** The day it is in the example, `YYYY-MM-DD` or an instant. */
  readonly clock?: string | undefined;
  /** Other computers can reach the server (HOST is set). */
  readonly exposed?: boolean | undefined;
}

/** Everything a page is made of. Texts come from `design.*`; addresses and files from the caller. */
export interface PageOptions {
  /** `citizen`: the whole frame; `form`: one question at a time, quiet; `desk`: for staff. */
  readonly frame: 'citizen' | 'form' | 'desk';
  /** Without the town's name, which is added. */
  readonly title: string;
  readonly language: Language;
  readonly t: Texts;
  readonly town: Pick<Town, 'name' | 'title' | 'contact'>;
  readonly links: PageLinks;
  readonly assets: PageAssets;
  /** The menu entry (`MenuLink.name`) that the page belongs to. */
  readonly navigation?: string | undefined;
  /** Who is signed in; `about` is the unit of staff, or whom the person acts for. */
  readonly user?: { readonly name: string; readonly about?: string | undefined } | undefined;
  /** How many things wait for the person under Mina sidor. */
  readonly count?: number | undefined;
  readonly body: ComponentChildren;
  /** Puts "Fel:" before the title; when absent, a page with an error summary does so by itself. */
  readonly error?: boolean | undefined;
  /** Masked CSRF token, for the sign-out form. */
  readonly csrf?: string | undefined;
  readonly nonce?: string | undefined;
  /** Addresses of scripts that make the page nicer; none is needed. */
  readonly islands?: readonly string[] | undefined;
  readonly example?: ExampleBanner | undefined;
}
