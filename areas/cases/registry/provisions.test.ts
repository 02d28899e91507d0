import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUSE_PROVISIONS as PROVISIONS } from '#platform/town/index.ts';
import { provisionInWords, strongest } from './provisions.ts';

test('OSL 7:3: of several provisions the strongest decides', () => {
  const weak = 'OSL (2009:400) 21 kap. 7 §';
  const strong = 'OSL (2009:400) 26 kap. 1 §';
  assert.equal(strongest(PROVISIONS, [weak, strong]), strong);
  assert.equal(strongest(PROVISIONS, [strong, weak]), strong);
  assert.equal(strongest(PROVISIONS, [weak]), weak);
  assert.equal(strongest(PROVISIONS, []), null);
  const unknown = 'OSL (2009:400) 15 kap. 2 §';
  assert.equal(strongest(PROVISIONS, [strong, unknown]), unknown, 'what is not known here counts as the strongest');
});

test('OSL 19:3 and 23:2: paragraphs of one section hold differently hard, and none stands for both', () => {
  const of = (section: string, paragraph: string) => `OSL (2009:400) ${section} § ${paragraph} stycket`;
  const strengths = new Map(PROVISIONS.map(({ basis, strength }) => [basis, strength]));
  assert.equal(strengths.get(of('19 kap. 3', 'första')), 'straight');
  assert.equal(strengths.get(of('19 kap. 3', 'andra')), 'absolute', 'bids until one is chosen');
  assert.equal(strengths.get(of('23 kap. 2', 'första')), 'reverse');
  assert.equal(strengths.get(of('23 kap. 2', 'andra')), 'straight');
  const whole = 'OSL (2009:400) 23 kap. 2 §';
  assert.equal(strengths.has(whole), false);
  assert.equal(
    strongest(PROVISIONS, [of('23 kap. 2', 'första'), whole]),
    whole,
    'a mark from before the split holds hardest',
  );
});

test('each provision stands once, in the order of the act, and says what it is about, whom it protects, how hard and how long', () => {
  const at = ({ basis }: (typeof PROVISIONS)[number]) => {
    const [, chapter, section, letter = ''] = /^OSL \(2009:400\) (\d+) kap\. (\d+)( [a-z])? §/.exec(basis) ?? [];
    assert.ok(chapter, basis);
    return Number(chapter) * 1000 + Number(section) * 10 + (letter === '' ? 0 : letter.charCodeAt(1) - 96);
  };
  const order = PROVISIONS.map(at);
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(PROVISIONS.map(({ basis }) => basis)).size, PROVISIONS.length);
  for (const one of PROVISIONS) {
    assert.ok(['absolute', 'reverse', 'straight'].includes(one.strength), one.basis);
    assert.ok(one.basis.length <= 60, 'a form takes it');
    for (const language of ['sv', 'en'] as const)
      assert.ok(one.about[language] !== '' && one.protects[language] !== '', one.basis);
  }
  const social = PROVISIONS.find(({ basis }) => basis === 'OSL (2009:400) 26 kap. 1 §');
  assert.ok(social);
  assert.equal(
    provisionInWords(social).en,
    'social services, and parking permits for disabled persons (protects the person and those close; secret unless it is clear that nobody is harmed, at most 70 years)',
  );
});
