import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlOf } from '#platform/design/index.ts';
import { Paragraphs } from './paragraphs.tsx';

const html = (sv: string, en?: string) =>
  htmlOf(<Paragraphs text={en === undefined ? { sv } : { sv, en }} language="en" />);

test('a long text has paragraphs, lists and links, and says when it is Swedish', () => {
  assert.equal(
    html('x', 'One.\n\nTwo:\n- a\n- b'),
    '<p class="govuk-body">One.</p><p class="govuk-body">Two:</p><ul class="govuk-list govuk-list--bullet"><li>a</li><li>b</li></ul>',
  );
  assert.equal(
    html('x', 'Read (https://example.org/a?b=1).'),
    '<p class="govuk-body">Read (<a class="govuk-link" href="https://example.org/a?b=1">https://example.org/a?b=1</a>).</p>',
  );
  assert.equal(html('Hej'), '<p class="govuk-body" lang="sv">Hej</p>');
});

test('nothing in a text is HTML, and only https is a link', () => {
  const out = html('x', '<b>fet</b> javascript:alert(1) http://example.org');
  assert.ok(!out.includes('<b>') && !out.includes('<a'), out);
});
