import { BackLink, DeskPage, DeskSection, DeskTable, DeskTitle, Details } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime, text } from '#platform/text/index.ts';
import type { Languages, Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Catalogue, StoppedService } from '../catalogue.ts';
import { languageName } from './list.tsx';
import { FormOutline } from './outline.tsx';
import { languagesOfVersion, type Publishing, publishings, shares } from './readiness.ts';

/** One service for whoever answers for it: versions, languages, and every path of its form; or why it is closed. */
export async function ownedService(request: Request, catalogue: Catalogue): Promise<Answer> {
  const { t, url, db, language, params, town } = request;
  const id = params['service'] ?? '';
  const service = catalogue.find(id);
  const stopped = catalogue.stopped.find((each) => each.id === id);
  if (service === undefined && stopped === undefined) throw new NotFound(`no service ${id}`);
  const title = text(service?.definition.title ?? stopped?.title ?? { sv: id }, language);
  const versions = await publishings(db, id);
  return {
    kind: 'page',
    frame: 'desk',
    title,
    navigation: 'services',
    body: (
      <DeskPage>
        <BackLink text={t('catalogue.owner.back')} href={url('desk.services')} />
        <DeskTitle title={title}>{service === undefined ? t('catalogue.owner.is-closed') : null}</DeskTitle>
        {stopped === undefined ? null : <Faults request={request} stopped={stopped} />}
        {service === undefined ? null : <Ways request={request} service={service} />}
        <Versions request={request} versions={versions} />
        {service === undefined ? null : (
          <>
            <LanguagesOf request={request} found={await languagesOfVersion(db, service.hash, town.languages)} />
            <FormOutline request={request} form={service.form} />
            {[...service.taskForms].map(([name, form]) => (
              <FormOutline request={request} form={form} name={name} />
            ))}
          </>
        )}
      </DeskPage>
    ),
  };
}

/** Where else the service can be looked at. */
function Ways({ request: { t, url, language }, service }: { readonly request: Request; readonly service: Service }) {
  const other = language === 'en' ? 'sv' : 'en';
  const links = [
    { text: t('catalogue.owner.try'), href: url('desk.try', { service: service.id }) },
    { text: t('catalogue.owner.try-other'), href: url('desk.try', { service: service.id }, other) },
    { text: t('catalogue.owner.page'), href: url('service', { service: service.id }) },
    { text: t('catalogue.owner.statistics'), href: `${url('desk.statistics')}#v-${service.hash.slice(0, 8)}` },
  ];
  return (
    <ul class="govuk-list">
      {links.map(({ text: words, href }) => (
        <li>
          <a class="govuk-link" href={href}>
            {words}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Faults({ request, stopped }: { readonly request: Request; readonly stopped: StoppedService }) {
  const language = request.language === 'en' ? 'en' : 'sv';
  return (
    <DeskSection id="fel" title={request.t('catalogue.owner.to-mend')} note={String(stopped.faults.length)}>
      <ul class="govuk-list govuk-list--bullet">
        {stopped.faults.map(({ file, line, message, advice }) => (
          <li>
            <code>
              {file}:{line}
            </code>{' '}
            {message[language]} {advice[language]}
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}

function Versions({ request, versions }: { readonly request: Request; readonly versions: readonly Publishing[] }) {
  const { t, language } = request;
  return (
    <DeskSection id="versioner" title={t('catalogue.owner.versions')} note={String(versions.length)}>
      <ul class="govuk-list">
        {versions.map(({ version, at }, index) => (
          <li>
            {formatDateTime(at.toString(), language)}{' '}
            {version === null ? t('catalogue.owner.stopped') : <code>{version.slice(0, 8)}</code>}{' '}
            {index === 0 && version !== null ? t('catalogue.owner.now') : null}
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}

/** How many texts each language has, and each one that is missing with its place in the folder. */
function LanguagesOf({ request, found }: { readonly request: Request; readonly found: Languages }) {
  const { t, language, town } = request;
  return (
    <DeskSection id="sprak" title={t('catalogue.owner.languages')}>
      <DeskTable
        caption={t('catalogue.owner.languages')}
        columns={[
          { text: t('catalogue.owner.language') },
          { text: t('catalogue.owner.texts'), numeric: true },
          { text: t('catalogue.owner.missing'), numeric: true },
        ]}
        rows={shares(found, town.languages).map(({ language: code, texts, has }) => ({
          cells: [languageName(code, language), String(has), String(texts - has)],
        }))}
      />
      {found.missing.length === 0 ? null : (
        <Details
          id="saknas"
          summaryText={t('catalogue.owner.which', { n: found.missing.length })}
          html={
            <ul class="govuk-list">
              {found.missing.map(({ language: code, file, line, place, words }) => (
                <li>
                  {languageName(code, language)}: ”{words}”{' '}
                  <code>
                    {file}:{line} {place}
                  </code>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </DeskSection>
  );
}
