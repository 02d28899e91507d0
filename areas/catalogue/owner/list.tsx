import { DeskPage, DeskSection, DeskTable, DeskTitle } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import type { Catalogue, StoppedService } from '../catalogue.ts';
import { languagesOfVersion, shares } from './readiness.ts';

/** Every service of the town for those who answer for them: version, languages, and those that are closed. */
export async function ownedServices(request: Request, catalogue: Catalogue): Promise<Answer> {
  const { t, url, actor } = request;
  const unit = actor.kind === 'staff' ? actor.unit : '';
  const isOwn = ({ definition }: Service) => definition.owner.unit === unit;
  const own = catalogue.offered.filter(isOwn);
  const others = catalogue.offered.filter((service) => !isOwn(service));
  return {
    kind: 'page',
    frame: 'desk',
    title: t('catalogue.owner.title'),
    navigation: 'services',
    body: (
      <DeskPage>
        <DeskTitle title={t('catalogue.owner.title')}>
          {t('catalogue.owner.about')}{' '}
          <a class="govuk-link" href={url('desk.statistics')}>
            {t('catalogue.owner.statistics')}
          </a>
        </DeskTitle>
        <Closed request={request} stopped={catalogue.stopped} />
        {await listed(request, 'own', own)}
        {await listed(request, 'others', others)}
      </DeskPage>
    ),
  };
}

async function listed(request: Request, which: 'own' | 'others', services: readonly Service[]) {
  const { t, url, db, language, town } = request;
  if (services.length === 0) return null;
  const rows = await Promise.all(
    services.map(async (service) => {
      const found = shares(await languagesOfVersion(db, service.hash, town.languages), town.languages);
      const unit = town.units.find(({ id }) => id === service.definition.owner.unit);
      return {
        cells: [
          <a class="govuk-link" href={url('desk.service', { service: service.id })}>
            {text(service.definition.title, language)}
          </a>,
          unit === undefined ? '' : text(unit.title, language),
          <code>{service.hash.slice(0, 8)}</code>,
          ...found.map(({ has, texts }) =>
            has === texts ? t('catalogue.owner.complete') : t('catalogue.owner.lacks', { n: texts - has }),
          ),
        ],
      };
    }),
  );
  return (
    <DeskSection id={which} title={t(`catalogue.owner.${which}`)} note={String(services.length)}>
      <DeskTable
        caption={t(`catalogue.owner.${which}`)}
        columns={[
          { text: t('catalogue.owner.service') },
          { text: t('catalogue.owner.unit'), wide: true },
          { text: t('catalogue.owner.version'), wide: true },
          ...town.languages.map((code) => ({ text: languageName(code, language) })),
        ]}
        rows={rows}
      />
    </DeskSection>
  );
}

/** The name of a language in the language of the page. */
export function languageName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
}

function Closed({ request, stopped }: { readonly request: Request; readonly stopped: readonly StoppedService[] }) {
  const { t, url, language } = request;
  if (stopped.length === 0) return null;
  return (
    <DeskSection id="closed" title={t('catalogue.owner.closed')} note={String(stopped.length)}>
      <ul class="govuk-list">
        {stopped.map(({ id, title, faults }) => (
          <li>
            <a class="govuk-link" href={url('desk.service', { service: id })}>
              {title === undefined ? id : text(title, language)}
            </a>{' '}
            {t('catalogue.owner.faults', { n: faults.length })}
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}
