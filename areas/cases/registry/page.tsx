import { isUuid } from '#platform/database/index.ts';
import { Button, Input, Pagination, Select, StackTable } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type EntrySearch, findEntries, type PublicEntry } from './entries.ts';

const PAGE = 50;
const DATE = /^[12]\d{3}-\d\d-\d\d$/;

/** The public registry: anyone searches it, and nothing about who does is kept (TF 2 kap. 18 §). */
export async function registryPage(request: Request): Promise<Answer> {
  const { t, url, db } = request;
  request.forget();
  const asked = askedOf(request);
  const found = await findEntries(db, { ...asked, limit: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const last = found.length > PAGE ? shown.at(-1) : undefined;
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('cases.registry.title'),
    navigation: 'registry',
    body: (
      <>
        <h1 class="govuk-heading-xl">{t('cases.registry.title')}</h1>
        <p class="govuk-body-l">{t('cases.registry.lead')}</p>
        <SearchForm request={request} asked={asked} />
        <h2 class="govuk-heading-l">{t('cases.registry.entries')}</h2>
        {shown.length === 0 ? (
          <p class="govuk-body">{t('cases.registry.none')}</p>
        ) : (
          <Entries request={request} entries={shown} />
        )}
        {last === undefined ? null : (
          <Pagination next={{ text: t('cases.registry.next'), href: nextOf(request, asked, last) }} />
        )}
        <p class="govuk-body">
          {t('cases.registry.withheld-about')}{' '}
          <a class="govuk-link" href={url('service', { service: 'allman-handling' })}>
            {t('cases.registry.ask')}
          </a>{' '}
          <a class="govuk-link" href={url('compilation')}>
            {t('cases.registry.compile')}
          </a>
        </p>
      </>
    ),
  };
}

function askedOf({ query, town }: Request): Omit<EntrySearch, 'limit'> {
  const [day = '', id = ''] = (query['efter'] ?? '').split('~');
  return {
    text: (query['q'] ?? '').trim().slice(0, 100),
    board: town.boards.find((board) => board.id === query['namnd'])?.id,
    from: dateOf(query['fran']),
    to: dateOf(query['till']),
    after: dateOf(day) !== undefined && isUuid(id) ? { day, id } : undefined,
  };
}

/** A day that there is; anything else is not asked for. */
function dateOf(written: string | undefined): string | undefined {
  if (written === undefined || !DATE.test(written)) return undefined;
  try {
    return Temporal.PlainDate.from(written).toString();
  } catch {
    return undefined;
  }
}

function nextOf({ url }: Request, asked: Omit<EntrySearch, 'limit'>, last: PublicEntry): string {
  return url('registry', {
    ...(asked.text === '' ? {} : { q: asked.text }),
    ...(asked.board === undefined ? {} : { namnd: asked.board }),
    ...(asked.from === undefined ? {} : { fran: asked.from }),
    ...(asked.to === undefined ? {} : { till: asked.to }),
    efter: `${last.day}~${last.id}`,
  });
}

function SearchForm({ request, asked }: { readonly request: Request; readonly asked: Omit<EntrySearch, 'limit'> }) {
  const { t, url, town, language } = request;
  return (
    <form action={url('registry')} method="get">
      <Input
        id="q"
        name="q"
        type="search"
        label={{ text: t('cases.registry.text') }}
        hint={{ text: t('cases.registry.hint') }}
        value={asked.text}
      />
      <Select
        id="namnd"
        name="namnd"
        label={{ text: t('cases.registry.board') }}
        items={[
          { value: '', text: t('cases.registry.all-boards') },
          ...town.boards.map(({ id, title }) => ({
            value: id,
            text: text(title, language),
            selected: id === asked.board,
          })),
        ]}
      />
      <Input
        id="fran"
        name="fran"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: t('cases.registry.from') }}
        value={asked.from ?? ''}
      />
      <Input
        id="till"
        name="till"
        type="date"
        classes="govuk-input--width-10"
        label={{ text: t('cases.registry.to') }}
        value={asked.to ?? ''}
      />
      <Button text={t('cases.registry.search')} />
    </form>
  );
}

const KINDS = ['application', 'attachment', 'letter', 'statement', 'masked', 'released', 'translation'] as const;

function Entries({ request, entries }: { readonly request: Request; readonly entries: readonly PublicEntry[] }) {
  const { t, language, town } = request;
  const board = (id: string) => text(town.boards.find((each) => each.id === id)?.title ?? { sv: id }, language);
  const kind = (name: string | null) => t(`cases.registry.kind.${KINDS.find((one) => one === name) ?? 'other'}`);
  const party = (entry: PublicEntry) =>
    entry.organisation ?? t(entry.person ? 'cases.registry.person' : 'cases.registry.nobody');
  const how = ({ kind: name, direction }: PublicEntry) => `${kind(name)}, ${t(`cases.registry.${direction}`)}`;
  return (
    <StackTable
      caption={t('cases.registry.entries')}
      rowHeader
      labels
      head={[
        t('cases.registry.number'),
        t('cases.registry.day'),
        t('cases.registry.matter'),
        t('cases.registry.party'),
        t('cases.registry.board'),
      ]}
      rows={entries.map((entry) => [
        <span class="t-nowrap">{entry.number}</span>,
        <span class="t-nowrap">{formatDate(entry.day, language, { short: true, year: true })}</span>,
        entry.withheld ? (
          t('cases.registry.withheld')
        ) : (
          <Matter entry={entry} none={t('cases.registry.withheld')} how={how(entry)} />
        ),
        entry.withheld || entry.hidesParty ? t('cases.registry.withheld') : party(entry),
        board(entry.board),
      ])}
    />
  );
}

/** The service's title, what a registrar says that it is about, and what came or went. */
function Matter({ entry: { matter, subject }, none, how }: { entry: PublicEntry; none: string; how: string }) {
  return (
    <>
      {matter ?? none}: {subject === null ? how : subject}
      {subject === null ? null : (
        <>
          <br />
          {how}
        </>
      )}
    </>
  );
}
