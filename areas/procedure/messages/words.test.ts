import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphs } from './words.ts';

const said = (words: string) =>
  paragraphs(words).map((block) =>
    block.kind === 'paragraph'
      ? block.content.map((part) => (part.kind === 'text' ? part.text : '\n')).join('')
      : assert.fail(block.kind),
  );

test('an empty line ends a paragraph, a line is a line, and nothing else of what is typed shapes the letter', () => {
  assert.deepEqual(said('Hej!\r\n\r\nNär köpte du\r\nbilen?\n \n\n#read("x")\u0007'), [
    'Hej!',
    'När köpte du\nbilen?',
    '#read("x")',
  ]);
  assert.deepEqual(said('\n \n'), []);
});
