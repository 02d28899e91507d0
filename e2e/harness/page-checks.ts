import { HtmlValidate } from 'html-validate/node';
import type { Page } from 'playwright-core';
import { violationsOn } from '#platform/design/testing.ts';

/** What axe finds against WCAG 2.2 AA on the page as it is shown, one line a place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  return (await violationsOn(page)).flatMap(({ rule, help, places }) =>
    places.map(({ at, advice }) => {
      const lines = advice.split('\n').slice(1);
      return `${rule} (${help}) at ${at}: ${lines.map((line) => line.trim()).join('; ')}`;
    }),
  );
}

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // How a thing is written that means the same to every browser; the renderer decides it, for all pages at once.
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    // Safari drops the list role of a list without bullets; govuk-frontend gives it back by name.
    'no-redundant-role': 'off',
    // Components have govuk-frontend's markup: a fieldset's or region's role is part of it.
    'prefer-native-element': 'off',
    // A list may have a name of its own (ARIA 1.2).
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // The boxes of one question have one name, as radio buttons have: what is sent is a list.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    // A picture that sends where it was pressed works without a script; a button does not.
    'prefer-button': 'off',
    // The style sheet keeps telephone numbers on one line; other characters would spoil copying them.
    'tel-non-breaking': 'off',
    // Titles hold question, service and town; a person who hears them needs all three.
    'long-title': 'off',
  },
});

/** What html-validate finds in a page as the server sent it, one line a place. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html, 'page.html');
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `${ruleId}, line ${line}: ${message} (${selector ?? ''})`),
  );
}

const INLINE = [
  [/<style\b/i, 'a style element'],
  [/<[a-z][^<>]*\sstyle=/i, 'a style attribute'],
  // A data block (JSON-LD) runs nothing.
  [/<script(?![^>]*\ssrc=)(?! type="application\/ld\+json">)/i, 'a script without an address'],
  [/<[a-z][^<>]*\son[a-z]+=/i, 'an event attribute'],
  [/href="javascript:/i, 'a script in a link'],
  [/(?:src|action)="(?:https?:)?\/\//i, 'an address of another host'],
  // A link may lead to another's service where it says so; nothing else may name another host.
  [/<(?!a [^<>]*\srel="external")[^<>]*\shref="(?:https?:)?\/\//i, 'an address of another host'],
  [/<a [^<>]*\shref="(?:http:)?\/\//i, 'a link in clear text'],
] as const;

/** What no page of ours holds: style or script inside, an address elsewhere, more or less than one main heading. */
export function contentFaults(html: string): string[] {
  const headings = html.match(/<h1\b/g)?.length ?? 0;
  return [
    ...INLINE.flatMap(([pattern, what]) => (pattern.test(html) ? [`${what}: ${pattern.exec(html)?.[0]}`] : [])),
    ...(headings === 1 ? [] : [`${headings} main headings`]),
  ];
}
