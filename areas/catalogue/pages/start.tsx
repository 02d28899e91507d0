import type { VNode } from 'preact';
import {
  Disturb,
  Events,
  News,
  Now,
  Say,
  Search,
  Section,
  Sheet,
  Square,
  Timetable,
  Whole,
} from '#platform/design/index.ts';
import { formatTime, text } from '#platform/text/index.ts';
import type { Section as Added, Answer, Request } from '#platform/web/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { timetableRow } from '../row.tsx';

/** How many services the square shows; the rest stand under "all services". */
const SHOWN = 7;

/** The square: one search field, the services, life events, and what is due for the person who is signed in. */
export async function startPage(request: Request, catalogue: Catalogue, due: readonly Added<null>[]): Promise<Answer> {
  const { t, town, language, url } = request;
  const waiting = (await Promise.all(due.map((section) => section.load(request, null)))).filter(
    (part): part is VNode => part !== null,
  );
  const services = catalogue.offered;
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('catalogue.start.title'),
    navigation: 'start',
    body: (
      <>
        <Square
          ask={t('catalogue.start.ask')}
          aside={
            waiting.length > 0 ? (
              <Sheet id="attgora" title={dueTitle(request)}>
                {waiting}
              </Sheet>
            ) : undefined
          }
        >
          <Search
            action={url('search')}
            label={t('catalogue.start.search')}
            button={t('catalogue.start.search-button')}
            also={{
              label: t('catalogue.start.others'),
              links: town.popular.map((entry) => ({
                text: text(entry.text, language),
                href: url('search', { q: text(entry.text, language) }),
              })),
            }}
          />
        </Square>
        <Section id="mest" title={t('catalogue.start.services')}>
          <Timetable rows={services.slice(0, SHOWN).map((service) => timetableRow(service, request))} />
          {services.length > SHOWN ? (
            <p class="govuk-body">
              <a class="govuk-link" href={url('services')}>
                {t('catalogue.start.all', { n: services.length })}
              </a>
            </p>
          ) : null}
        </Section>
        <Section id="livshandelser" title={t('catalogue.start.events')}>
          <Events
            items={town.lifeEvents.map((event) => ({
              text: <Say text={event.title} />,
              href: url('life-event', { event: event.id }),
              about: <Say text={event.about} />,
            }))}
          />
        </Section>
        <Now>
          {town.news.length > 0 ? (
            <Section id="nyheter" first title={t('catalogue.start.news', { town: town.name })}>
              <News items={town.news.map((item) => ({ date: item.date, text: <Say text={item.text} /> }))} />
            </Section>
          ) : null}
          <Section id="driftinformation" first title={t('catalogue.start.running')}>
            <Running request={request} catalogue={catalogue} />
          </Section>
        </Now>
      </>
    ),
  };
}

/** What is out of order; otherwise that nothing is. */
function Running({ request, catalogue }: { readonly request: Request; readonly catalogue: Catalogue }) {
  const { t, language, now, town } = request;
  const { stopped } = catalogue;
  if (stopped.length > 0) {
    return stopped.map((service) => (
      <Disturb
        title={t('catalogue.start.stopped', {
          title: service.title === undefined ? service.id : text(service.title, language),
        })}
      >
        <Whole text={t('catalogue.start.stopped-about', { phone: town.contact.phone })} call />
      </Disturb>
    ));
  }
  return (
    <Disturb fine title={t('catalogue.start.all-open')}>
      {t('catalogue.start.checked', { time: (language) => formatTime(now, language) })}
    </Disturb>
  );
}

function dueTitle({ actor, t }: Request): string {
  return actor.kind === 'citizen'
    ? t('catalogue.start.due', { name: actor.name.split(' ')[0] ?? '' })
    : t('catalogue.start.due-title');
}
