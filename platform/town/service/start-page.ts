import type { StartPage } from '../types.ts';
import type { Fields } from '../yaml/fields.ts';

/** Reads `page:` of service.yaml: the fields of a start page that not every service has. */
export function readStartPage(fields: Fields): StartPage {
  const startButton = fields.maybeBilingual('start-button');
  const continuesOn = fields.maybeBilingual('continues-on');
  const moreInformation = fields.maybeBilingual('more-information');
  const downtime = fields.maybeMap('downtime');
  const reviewed = fields.maybeDate('reviewed');
  const page: StartPage = {
    links: fields.maps('links').map(readLink),
    variants: fields.maps('variants').map((variant) => {
      const read = {
        title: variant.bilingual('title'),
        about: variant.bilingual('about'),
        service: variant.text('service'),
      };
      variant.end();
      return read;
    }),
    ...(startButton === undefined ? {} : { startButton }),
    ...(continuesOn === undefined ? {} : { continuesOn }),
    ...(moreInformation === undefined ? {} : { moreInformation }),
    ...(downtime === undefined ? {} : { downtime: readDowntime(downtime) }),
    ...(reviewed === undefined ? {} : { reviewed }),
  };
  fields.end();
  return page;
}

function readLink(fields: Fields): StartPage['links'][number] {
  const link = { text: fields.bilingual('text'), href: fields.text('href') };
  fields.end();
  if (link.href !== '' && !(URL.canParse(link.href) && new URL(link.href).protocol === 'https:')) {
    fields.faults.error(
      fields.where('href'),
      'wrong-value',
      { sv: `"${link.href}" är ingen säker webbadress.`, en: `"${link.href}" is no secure web address.` },
      { sv: 'Skriv hela adressen, med https://.', en: 'Write the whole address, with https://.' },
    );
  }
  return link;
}

function readDowntime(fields: Fields): NonNullable<StartPage['downtime']> {
  const read = { from: readInstant(fields, 'from'), to: readInstant(fields, 'to'), text: fields.bilingual('text') };
  fields.end();
  return read;
}

function readInstant(fields: Fields, key: string): string {
  const text = fields.text(key);
  try {
    return text === '' ? text : Temporal.Instant.from(text).toString();
  } catch {
    fields.faults.error(
      fields.where(key),
      'wrong-value',
      { sv: `"${key}" ska vara en tidpunkt.`, en: `"${key}" must be an instant.` },
      { sv: 'Skriv den som 2026-02-03T08:00:00+01:00.', en: 'Write it like 2026-02-03T08:00:00+01:00.' },
    );
    return '';
  }
}
