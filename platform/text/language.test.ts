import assert from 'node:assert/strict';
import { test } from 'node:test';
import { houseLanguage, languageOfPath, languages, languageTag, pageLanguages } from './index.ts';

test('a town has the languages of the house, and of the others those it names', () => {
  assert.deepEqual(pageLanguages({ languages: ['sv', 'fi', 'xx'] }), ['sv', 'en', 'fi']);
  assert.deepEqual(languages.map(houseLanguage), ['sv', 'en', 'sv', 'sv', 'sv', 'sv', 'sv']);
});

test('a path says its language by its first word, and is the same without it', () => {
  assert.deepEqual(languageOfPath('/fi'), { language: 'fi', path: '/' });
  assert.deepEqual(languageOfPath('/fi?a=1'), { language: 'fi', path: '/?a=1' });
  assert.deepEqual(languageOfPath('/en/tjanster?q=x'), { language: 'en', path: '/tjanster?q=x' });
  assert.deepEqual(languageOfPath('/fi//evil.example'), { language: 'fi', path: '/evil.example' });
  for (const path of ['/', '/finns-inte', '/sv', '/tjanster', '/xx/a'])
    assert.deepEqual(languageOfPath(path), { language: 'sv', path });
});

test('every language has a tag that HTML and Intl know as canonical', () => {
  for (const language of languages)
    assert.deepEqual(Intl.getCanonicalLocales(languageTag(language)), [languageTag(language)]);
  assert.equal(languageTag('sme'), 'se');
});
