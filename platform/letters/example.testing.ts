import type { LetterInline, LetterModel } from './model.ts';

/** Plain text as inline content. For tests. */
export function words(text: string): LetterInline[] {
  return [{ kind: 'text', text }];
}

/** A letter with every kind of block. For tests. */
export const EXAMPLE: LetterModel = {
  version: 1,
  language: 'sv',
  kind: 'decision',
  subject: 'Beslut om ekonomiskt bistånd för februari 2026',
  date: '2026-02-03',
  caseNumber: 'SN 2026-000123',
  sender: { town: 'Ekhamns kommun', board: 'Socialnämnden' },
  recipient: { name: 'Leyla Nyström', address: ['Varvsgatan 14 B', '000 12 Ekhamn'] },
  facts: [{ label: 'Telefon', value: '0980-31 92 20' }],
  blocks: [
    { kind: 'paragraph', content: words('Du får 11 420 kronor.') },
    {
      kind: 'outcome',
      rows: [
        { label: 'Ja: hyra', amount: '6 200 kr' },
        { label: 'Betalas ut', amount: '11 420 kr', total: true },
      ],
    },
    { kind: 'heading', level: 2, content: words('Så har vi räknat') },
    {
      kind: 'computation',
      caption: 'Beräkning, kronor',
      rows: [
        { label: 'Riksnorm', amount: '5 220' },
        { label: 'Hyra', amount: '6 200' },
        { label: 'Bistånd', amount: '11 420', total: true },
      ],
    },
    { kind: 'heading', level: 3, content: words('Mer') },
    {
      kind: 'paragraph',
      content: [
        { kind: 'strong', content: words('Viktigt') },
        { kind: 'break' },
        { kind: 'link', to: '/mina-sidor', content: words('Mina sidor') },
      ],
    },
    { kind: 'list', ordered: false, items: [words('Ett'), words('Två')] },
    { kind: 'list', ordered: true, items: [words('Först'), words('Sedan')] },
    {
      kind: 'table',
      align: ['left', 'right'],
      head: [words('Vad'), words('Kronor')],
      rows: [[words('El'), words('300')]],
    },
    { kind: 'signature', lines: ['Maryam Haddad har fattat beslutet.'], stamp: 'version 14' },
  ],
};
