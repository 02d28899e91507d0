import { textIn } from '#platform/text/index.ts';
import { Phone } from '../parts/phone.tsx';
import type { PageLink, PageOptions } from './page.ts';
import { languageLinks, SignOut } from './tools.tsx';

/** The foot of citizens' pages: first of all somebody to talk to. */
export function Footer({ page }: { readonly page: PageOptions }) {
  return page.frame === 'form' ? <QuietFooter page={page} /> : <WholeFooter page={page} />;
}

function WholeFooter({ page }: { readonly page: PageOptions }) {
  const { t, town, links } = page;
  const hours = textIn(town.contact.hours, page.language);
  return (
    <footer class="govuk-footer t-on-band" id="kontakt">
      <div class="govuk-width-container govuk-footer__grid">
        <div>
          <h2 class="govuk-heading-m">{t('design.footer.talk')}</h2>
          <p>{t('design.footer.help')}</p>
          <p class="govuk-footer__phone">
            <Phone number={town.contact.phone} class="govuk-footer__link" />
          </p>
          <p lang={hours.lang}>{together(hours.text)}</p>
        </div>
        <Links title={t('design.footer.insight')} links={links.insight} />
        <div>
          <h2 class="govuk-heading-m">{t('design.footer.about')}</h2>
          <ul class="govuk-footer__list">
            {links.about?.map((link) => (
              <FooterLink link={link} />
            ))}
            {languageLinks(page, 'govuk-footer__link').map((link) => (
              <li>{link}</li>
            ))}
            {page.user && links.signOut ? (
              <li class="t-narrow">
                <SignOut page={page} />
              </li>
            ) : null}
          </ul>
        </div>
      </div>
    </footer>
  );
}

/** Keeps `7.30–18` and `måndag–fredag` on one line: a word joiner on each side of the dash. */
function together(hours: string): string {
  return hours.replaceAll('–', '\u2060–\u2060');
}

function Links({ title, links }: { readonly title: string; readonly links: readonly PageLink[] | undefined }) {
  if (!links?.length) return null;
  return (
    <div>
      <h2 class="govuk-heading-m">{title}</h2>
      <ul class="govuk-footer__list">
        {links.map((link) => (
          <FooterLink link={link} />
        ))}
      </ul>
    </div>
  );
}

function FooterLink({ link }: { readonly link: PageLink }) {
  return (
    <li>
      <a class="govuk-footer__link" href={link.href}>
        {link.text}
      </a>
    </li>
  );
}

function QuietFooter({ page }: { readonly page: PageOptions }) {
  const { contact } = page.town;
  const hours = textIn(contact.hours, page.language);
  // The sentence has the number in its middle and ends in the hours; it is cut there to make the number a link.
  const [before, after, end] = page.t('design.footer.quiet', { phone: '\u0000', hours: '\u0000' }).split('\u0000');
  return (
    <footer class="govuk-footer govuk-footer--quiet t-on-band">
      <div class="govuk-width-container">
        {contact.phone ? (
          <p>
            {before}
            <Phone number={contact.phone} class="govuk-footer__link" />
            {after}
            {hours.lang === undefined ? together(hours.text) : <span lang={hours.lang}>{together(hours.text)}</span>}
            {end}
          </p>
        ) : null}
        {languageLinks(page, 'govuk-footer__link').map((link) => (
          <p class="t-narrow">{link}</p>
        ))}
      </div>
    </footer>
  );
}
