/**
 * Data for machines in a page, as JSON-LD. A data block runs nothing and no policy has to let it: browsers skip what is no
 * script type (HTML, "prepare the script element"). `<` is written as an escape of JSON, so no text can end the element.
 */
export function DataBlock({ json }: { readonly json: object }) {
  const text = JSON.stringify(json).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a script's text is not decoded, so it may not be escaped as HTML
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
