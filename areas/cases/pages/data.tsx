import { looksAt, type SeenLook } from '#platform/access/index.ts';
import { Columns, Section, StackTable, SummaryList } from '#platform/design/index.ts';
import { myDetails } from '#platform/identity/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';

const SHOWN = 200;

/** What we know about the person, from where, and who has looked at it. */
export async function myData(request: Request): Promise<Answer> {
  const { t, db, actor, town, language } = request;
  if (actor.kind !== 'citizen') return { kind: 'redirect', to: request.url('sign-in') };
  const [details, looks] = await Promise.all([
    myDetails(db, town, actor.principal, Temporal.Instant.from(request.now)),
    looksAt(db, town, actor.principal, { limit: SHOWN }),
  ]);
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('cases.data.title'),
    navigation: 'my-pages',
    body: (
      <Columns>
        <h1 class="govuk-heading-xl">{t('cases.data.title')}</h1>
        {details === null ? null : (
          <SummaryList
            rows={[
              row(t('cases.data.name'), details.name),
              ...details.numbers.map((number) => row(t('cases.data.number'), number.written)),
              ...(details.birthDate === null
                ? []
                : [row(t('cases.data.born'), formatDate(details.birthDate.toString(), language))]),
              ...(details.address
                ? [
                    row(
                      t('cases.data.address'),
                      `${details.address.street}, ${details.address.postcode} ${details.address.place}`,
                    ),
                  ]
                : []),
              ...(details.protected ? [row(t('cases.data.protection'), t('cases.data.protected'))] : []),
              ...(details.email === null ? [] : [row(t('cases.data.email'), details.email)]),
            ]}
          />
        )}
        <Section id="vem-har-last" title={t('cases.data.looks')}>
          <p class="govuk-body">{t('cases.data.looks-about')}</p>
          {looks.length === 0 ? <p class="govuk-body">{t('cases.data.no-looks')}</p> : looksTable(request, looks)}
        </Section>
      </Columns>
    ),
  };
}

/** Who looked, why and when, in words; newest first. */
export function looksTable(request: Request, looks: readonly SeenLook[]) {
  const { t, language } = request;
  return (
    <StackTable
      head={[t('cases.data.who'), t('cases.data.why'), t('cases.data.when')]}
      rows={looks.map((look) => [
        whoText(request, look),
        t(purposeKey(look.purpose)),
        formatDateTime(look.at.toString(), language),
      ])}
    />
  );
}

function whoText({ t, language }: Request, { by }: SeenLook): string {
  switch (by.kind) {
    case 'staff': {
      const roles = by.roles.map((role) => text(role, language).toLowerCase()).join(', ');
      return [by.name, `${text(by.unit, language)}, ${roles}`].filter((part) => part !== undefined).join(', ');
    }
    case 'citizen':
      return by.represented ? t('cases.data.agent', { name: by.name }) : by.name;
    case 'system':
      return t('cases.data.system');
    case 'anonymous':
      return t('cases.data.unknown');
  }
}

const PURPOSES = ['case', 'task', 'work-list', 'decision', 'application'] as const;

function purposeKey(purpose: string) {
  const known = PURPOSES.find((entry) => entry === purpose);
  return `cases.purpose.${known ?? 'other'}` as const;
}
