import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { root } from './gallery/frame.ts';
import { galleryPages } from './gallery/pages.ts';

const validate = new HtmlValidate(new FileSystemConfigLoader());

for (const page of galleryPages()) {
  test(`the gallery's page "${page.name}" is valid HTML`, async () => {
    const report = await validate.validateString(page.html, join(root, `${page.name}.html`));
    const found = report.results.flatMap((result) => result.messages);
    const lines = found.map(
      ({ ruleId, message, line, column, selector }) => `${line}:${column} ${ruleId}: ${message} (${selector})`,
    );
    assert.equal(lines.length, 0, lines.join('\n'));
  });
}
