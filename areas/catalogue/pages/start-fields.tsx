import { Block, InsetText, Say, WarningText } from '#platform/design/index.ts';
import { formatDate, text } from '#platform/text/index.ts';
import type { StartPage } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { isTold } from '../downtime.ts';

interface Props {
  readonly request: Request;
  readonly page: StartPage;
}

/** That the service will be closed, or is: from a week before until it is over. */
export function Downtime({ request: { now, t }, page: { downtime } }: Props) {
  if (downtime === undefined || !isTold(downtime, now)) return null;
  return <WarningText html={<Say text={downtime.text} call />} iconFallbackText={t('catalogue.service.warning')} />;
}

/** Under the start button: where one goes on, when another's system takes over. */
export function ContinuesOn({ request: { t, language }, page: { continuesOn } }: Props) {
  if (continuesOn === undefined) return null;
  return (
    <p class="govuk-body-s t-soft">{t('catalogue.service.continues-on', { where: text(continuesOn, language) })}</p>
  );
}

/** Services for nearly the same, before one starts the wrong one. */
export function Variants({ request, page: { variants }, catalogue }: Props & { readonly catalogue: Catalogue }) {
  const open = variants.filter(({ service }) => catalogue.titleOf(service) !== undefined);
  if (open.length === 0) return null;
  return (
    <InsetText
      html={open.map(({ title, about, service }) => (
        <p class="govuk-body">
          <a class="govuk-link" href={request.url('service', { service })}>
            {text(title, request.language)}
          </a>
          <br />
          <Say text={about} />
        </p>
      ))}
    />
  );
}

/** More to read, here and elsewhere, and when the page was last gone through. */
export function More({ request: { t, language }, page }: Props) {
  const { moreInformation, links, reviewed } = page;
  if (moreInformation === undefined && links.length === 0 && reviewed === undefined) return null;
  return (
    <Block id="mer-information" title={t('catalogue.service.more')}>
      {moreInformation ? (
        <p class="govuk-body">
          <Say text={moreInformation} call />
        </p>
      ) : null}
      {links.length > 0 ? (
        <ul class="govuk-list">
          {links.map((link) => (
            <li>
              <a class="govuk-link" href={link.href} rel="external">
                {text(link.text, language)}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {reviewed ? (
        <p class="govuk-body-s t-soft">
          {t('catalogue.service.reviewed', { day: (language) => formatDate(reviewed, language) })}
        </p>
      ) : null}
    </Block>
  );
}
