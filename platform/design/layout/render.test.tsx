import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'parse5';
import { loadTexts } from '#platform/text/index.ts';
import { ErrorMessage, ErrorSummary, type PageOptions, renderPage } from '../index.ts';

const texts = loadTexts(resolve(import.meta.dirname, '../../..'));

function page(options: Partial<PageOptions> = {}): PageOptions {
  const language = options.language ?? 'sv';
  return {
    frame: 'citizen',
    title: 'Mina sidor',
    language,
    t: texts.for(language),
    town: {
      name: 'Ekhamn',
      title: { sv: 'Ekhamns kommun', en: 'The Municipality of Ekhamn' },
      contact: { phone: '0980-31 92 00', email: 'x@ekhamn.exempel', address: 'Torggatan 2', hours: { sv: 'Jämt' } },
    },
    links: {
      home: '/',
      otherLanguages: [{ language: 'en', href: '/en/mina-sidor' }],
      myPages: '/mina-sidor',
      signIn: '/logga-in',
      signOut: '/logga-ut',
      menu: [
        { name: 'services', text: 'Tjänster', href: '/' },
        { name: 'events', text: 'Livshändelser', href: '/livshandelser' },
      ],
    },
    assets: { stylesheets: ['/assets/torget.1.css'], font: '/assets/a.woff2', icon: '/assets/mark.svg' },
    body: <h1>Mina sidor</h1>,
    ...options,
  };
}

test('a page is a whole document with language, title, style sheet and a way past the head', () => {
  const html = renderPage(page());
  assert.match(html, /^<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"/);
  assert.match(html, /<title>Mina sidor – Ekhamns kommun<\/title>/);
  assert.match(html, /<link rel="stylesheet" href="\/assets\/torget\.1\.css"/);
  assert.match(html, /<a href="#innehall" class="govuk-skip-link"/);
  assert.match(html, /<main id="innehall">/);
  assert.equal(parse(html).childNodes.length, 2);
});

test('a page has no style and no script of its own', () => {
  for (const frame of ['citizen', 'form', 'desk'] as const) {
    const html = renderPage(page({ frame, user: { name: 'Leyla' }, example: { exposed: true } }));
    assert.doesNotMatch(html, /<script|<style|\sstyle=|\son\w+=|javascript:/);
  }
});

test('the language switch leads to the same page, named in its own language', () => {
  const html = renderPage(page());
  assert.match(html, /href="\/en\/mina-sidor" lang="en" hreflang="en" rel="alternate">English</);
  const swedish = [{ language: 'sv', href: '/mina-sidor' }] as const;
  const english = page({ language: 'en', links: { ...page().links, otherLanguages: swedish } });
  assert.match(renderPage(english), /href="\/mina-sidor" lang="sv" hreflang="sv" rel="alternate">Svenska</);
});

test('who is not signed in sees the way in; who is, sees what waits and a form to sign out', () => {
  assert.match(renderPage(page()), /href="\/logga-in">Logga in</);
  const signedIn = renderPage(page({ user: { name: 'Leyla' }, count: 3, csrf: 'token' }));
  assert.match(signedIn, /3 saker att göra/);
  assert.match(
    signedIn,
    /<form class="t-signout" method="post" action="\/logga-ut"><input type="hidden" name="_csrf" value="token"/,
  );
  assert.doesNotMatch(signedIn, /\/logga-in/);
});

test('the menu marks the entry of the page', () => {
  const html = renderPage(page({ navigation: 'services' }));
  assert.match(html, /aria-current="true"><strong[^>]*>Tjänster</);
  assert.equal(html.match(/aria-current/g)?.length, 1);
});

test('a page with an error summary says so in its title', () => {
  const body = <ErrorSummary titleText="Ett svar behöver rättas" errorList={[{ text: 'Skriv', href: '#a' }]} />;
  assert.match(renderPage(page({ body })), /<title>Fel: Mina sidor – /);
  assert.match(renderPage(page({ body, error: false })), /<title>Mina sidor – /);
});

test('components speak the language of the page', () => {
  const body = <ErrorMessage text="Skriv ett datum" />;
  assert.match(renderPage(page({ body })), /hidden">Fel:<\/span> Skriv ett datum/);
  assert.match(renderPage(page({ body, language: 'en' })), /hidden">Error:<\/span>/);
});

test('an example town says on every page that nothing is for real', () => {
  const html = renderPage(page({ frame: 'desk', example: { clock: '2026-02-03', exposed: true } }));
  assert.match(html, /Ekhamns kommun är en exempelkommun\. Inget är på riktigt\. Här är det tisdag 3/);
  assert.match(html, /Andra datorer når den här servern/);
  assert.doesNotMatch(renderPage(page()), /exempelkommun/);
});

test('what a person wrote is text everywhere in the frame', () => {
  const wicked = '<img src=x onerror=alert(1)>"\'';
  const html = renderPage(page({ frame: 'form', title: wicked, user: { name: wicked }, csrf: wicked }));
  assert.doesNotMatch(html, /<img/);
});

test('scripts carry the nonce', () => {
  const html = renderPage(page({ islands: ['/assets/map.js'], nonce: 'abc' }));
  assert.match(html, /<script type="module" src="\/assets\/map\.js" nonce="abc">/);
});
