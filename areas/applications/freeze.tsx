import { createHash } from 'node:crypto';
import type { Json } from '@torget/feel';
import { type Form, type Journey, type JourneyOptions, type PrintedPage, summary } from '@torget/form';
import { htmlOf } from '#platform/design/index.ts';
import type { Service } from '#platform/town/index.ts';
import { AnswerList, type Speaks } from './answers.tsx';

/** An application as the person read it before sending: never changed afterwards. */
export interface Frozen {
  readonly service: { readonly id: string; readonly hash: string; readonly title: string };
  readonly data: { readonly [key: string]: Json };
  readonly pages: readonly PrintedPage[];
  /** The answers' HTML in the language they were read in; its SHA-256 is kept beside. */
  readonly html: string;
}

/** The answers as HTML, the same bytes for the same answers: no address, token or time in them. */
function answersHtml(form: Form, pages: readonly PrintedPage[], speaks: Speaks): string {
  return htmlOf(<AnswerList pages={pages} sections={form.sections} speaks={speaks} />);
}

/** SHA-256 in hex of the HTML. */
function hashOf(html: string): string {
  return createHash('sha256').update(html).digest('hex');
}

/** Freezes what a journey holds, in the language of the page, with the hash of what was read. */
export function freeze(
  service: Service,
  journey: Journey,
  options: JourneyOptions,
  speaks: Speaks,
): { readonly frozen: Frozen; readonly hash: string } {
  const pages = summary(service.form, journey, options);
  const html = answersHtml(service.form, pages, speaks);
  const { id, hash, definition } = service;
  const frozen = { service: { id, hash, title: definition.title.sv }, data: journey.data.json, pages, html };
  return { frozen, hash: hashOf(html) };
}
