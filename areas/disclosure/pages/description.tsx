import { Columns, StackTable } from '#platform/design/index.ts';
import { houseLanguage, text } from '#platform/text/index.ts';
import { FACTS, LOOK_UPS, type Service } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { type Integration, integrationsOf } from '../integrations.ts';
import type { DisclosureOptions } from '../mount.ts';

const AIDS = ['registry', 'notices', 'compilation', 'services'] as const;

/** The description of the authorities' documents (OSL 4 kap. 2 §), made from what the town runs on. */
export async function descriptionPage(request: Request, options: DisclosureOptions): Promise<Answer> {
  request.forget();
  const { t, town, url, language } = request;
  const services = options.catalogue.offered;
  return {
    kind: 'page',
    frame: 'citizen',
    title: t('disclosure.describe.title'),
    navigation: 'description',
    body: (
      <>
        <Columns>
          <h1 class="govuk-heading-xl">{t('disclosure.describe.title')}</h1>
          <p class="govuk-body-l">{t('disclosure.describe.lead', { town: text(town.title, language) })}</p>
          <h2 class="govuk-heading-l">{t('disclosure.describe.aids')}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {AIDS.map((name) => (
              <li>
                <a class="govuk-link" href={url(name)}>
                  {t(`disclosure.describe.aid.${name}`)}
                </a>
              </li>
            ))}
          </ul>
          <p class="govuk-body">{t('disclosure.describe.technical')}</p>
          <h2 class="govuk-heading-l">{t('disclosure.describe.contact')}</h2>
          <p class="govuk-body">
            {t('disclosure.describe.who', { phone: town.contact.phone, email: town.contact.email })}
          </p>
        </Columns>
        <Organisation request={request} services={services} />
        <Secrecy request={request} services={services} />
        <Integrations request={request} all={integrationsOf(town, services, options.outside)} />
        <Columns>
          <h2 class="govuk-heading-l">{t('disclosure.describe.sale')}</h2>
          <p class="govuk-body">{t('disclosure.describe.no-sale')}</p>
        </Columns>
      </>
    ),
  };
}

interface Props {
  readonly request: Request;
  readonly services: readonly Service[];
}

/** Each board with its units and the registers of its services. */
function Organisation({ request, services }: Props) {
  const { t, town, language } = request;
  const rows = town.boards.map((board) => {
    const units = town.units.filter((unit) => unit.board === board.id).map(({ title }) => text(title, language));
    const own = services.filter(({ definition }) => definition.owner.board === board.id);
    const kept = own.map(({ definition }) =>
      t(`disclosure.describe.kept.${definition.register}`, { service: text(definition.title, language) }),
    );
    return [text(board.title, language), units.join(', '), kept.join('; ')];
  });
  return (
    <>
      <h2 class="govuk-heading-l">{t('disclosure.describe.organisation')}</h2>
      <StackTable
        head={[t('disclosure.describe.board'), t('disclosure.describe.units'), t('disclosure.describe.registers')]}
        rows={rows}
      />
    </>
  );
}

function Secrecy({ request, services }: Props) {
  const { t, language } = request;
  const bases = [...new Set(services.flatMap(({ definition }) => definition.secrecy))].sort();
  return (
    <>
      <h2 class="govuk-heading-l">{t('disclosure.describe.secrecy')}</h2>
      <StackTable
        head={[t('disclosure.describe.provision'), t('disclosure.describe.service')]}
        rows={bases.map((basis) => [
          basis,
          titles(
            services.filter(({ definition }) => definition.secrecy.includes(basis)),
            language,
          ),
        ])}
      />
    </>
  );
}

function titles(services: readonly Service[], language: Request['language']): string {
  return services.map(({ definition }) => text(definition.title, language)).join(', ');
}

function Integrations({ request, all }: { readonly request: Request; readonly all: readonly Integration[] }) {
  const { t } = request;
  return (
    <>
      <h2 class="govuk-heading-l">{t('disclosure.describe.exchange')}</h2>
      <StackTable
        head={[t('disclosure.describe.what'), t('disclosure.describe.how'), t('disclosure.describe.when')]}
        rows={all.map((one) => {
          const [what, when] = rowOf(request, one);
          return [what, t(`disclosure.describe.how-it-goes.${one.kind}`), when];
        })}
      />
      <p class="govuk-body">
        {t('disclosure.describe.letters', { mailbox: all.some(({ kind }) => kind === 'mailbox') ? 'yes' : 'no' })}
      </p>
    </>
  );
}

/** What comes or goes, and when. */
function rowOf({ t, language }: Request, one: Integration): readonly [string, string] {
  switch (one.kind) {
    case 'fact': {
      const known = FACTS.find((fact) => fact === one.name) ?? 'other';
      const services = titles(one.services, language);
      return [t(`disclosure.describe.fact.${known}`), t('disclosure.describe.when-asked', { services })];
    }
    case 'look-up': {
      const known = LOOK_UPS.find((name) => name === one.name) ?? 'address';
      return [t(`disclosure.describe.look-up.${known}`), t('disclosure.describe.when-written')];
    }
    case 'e-id':
      return [
        t('disclosure.describe.e-id', { name: text(one.provider.title, language) }),
        t('disclosure.describe.when-signed'),
      ];
    case 'block':
      return [(one.block.leaves ?? one.block.about)[houseLanguage(language)], t('disclosure.describe.when-process')];
    case 'mailbox':
      return [t('disclosure.describe.mailbox'), t('disclosure.describe.when-mailbox')];
    case 'forwarding':
      return [t('disclosure.describe.forwarding'), t('disclosure.describe.when-forwarded')];
    case 'payment':
      return [
        t('disclosure.describe.payment'),
        t('disclosure.describe.when-paid', { services: titles(one.services, language) }),
      ];
  }
}
