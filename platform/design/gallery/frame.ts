import { resolve } from 'node:path';
import { loadTexts } from '#platform/text/index.ts';
import { loadAssets, type PageOptions, renderPage } from '../index.ts';

/** The gallery: pages made of every part, for tests and for the eye. Nothing of it is served to anyone. */
export interface GalleryPage {
  readonly name: string;
  readonly html: string;
}

export const root = resolve(import.meta.dirname, '../../..');
const texts = loadTexts(root);

/** A page of the gallery in the frame of the example town. */
export function galleryPage(
  name: string,
  options: Pick<PageOptions, 'title' | 'frame' | 'body'> & Partial<PageOptions>,
): GalleryPage {
  const language = options.language ?? 'sv';
  const assets = loadAssets(root);
  const html = renderPage({
    language,
    t: texts.for(language),
    town: {
      name: 'Ekhamn',
      title: { sv: 'Ekhamns kommun', en: 'The Municipality of Ekhamn' },
      contact: {
        phone: '0980-31 92 00',
        email: 'kontakt@ekhamn.exempel',
        address: 'Torggatan 2, 000 10 Ekhamn',
        hours: {
          sv: 'Måndag–fredag 7.30–18. Torggatan 2, Ekhamn, måndag–fredag 9–17.',
          en: 'Monday–Friday 7.30 am–6 pm.',
        },
      },
    },
    links: {
      home: '/start',
      otherLanguages: [{ language: 'en', href: '/komponenter-en' }],
      myPages: '/mina-sidor',
      signIn: '/logga-in',
      signOut: '/logga-ut',
      leave: { href: '/mina-sidor' },
      search: '/sok',
      menu: options.frame === 'desk' ? deskMenu : citizenMenu,
      insight: [
        { text: 'Anslagstavla', href: '#anslagstavla' },
        { text: 'Diarium', href: '#diarium' },
        { text: 'Begär ut allmän handling', href: '#handling' },
      ],
      about: [
        { text: 'Tillgänglighet', href: '#tillganglighet' },
        { text: 'Dina personuppgifter', href: '#personuppgifter' },
      ],
    },
    assets: assets.of(options.frame),
    islands: options.frame === 'desk' ? [assets.url('desk-keys.js')] : [],
    nonce: 'gallery',
    ...options,
  });
  return { name, html };
}

const citizenMenu = [
  { name: 'services', text: 'Tjänster', href: '/start' },
  { name: 'events', text: 'Livshändelser', href: '/start#livshandelser' },
  { name: 'meetings', text: 'Möten och beslut', href: '#anslagstavla', wide: true },
  { name: 'contact', text: 'Kontakt', href: '#kontakt' },
];

const deskMenu = [
  { name: 'list', text: 'Arbetslista', href: '/arbetslista' },
  { name: 'cases', text: 'Ärenden', href: '#arenden' },
  { name: 'operations', text: 'Drift', href: '#drift' },
];
