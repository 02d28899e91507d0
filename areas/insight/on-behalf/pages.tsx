import { DeskPage, DeskTitle, ErrorSummary, NotificationBanner } from '#platform/design/index.ts';
import { zipStream } from '#platform/files/index.ts';
import { withoutSigns } from '#platform/identity/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { extractOf } from '../extract.ts';
import type { InsightOptions } from '../mount.ts';
import { ExtractForm, type Fault } from './form.tsx';
import { ASKERS, extractMaker, IDENTITIES, madeToday, makeExtract, openMade } from './make.ts';

/** In the address after one was made. */
const MADE = 'gjort';

/** The form with which an officer makes the extract of somebody who cannot. */
export async function extractPage(request: Request): Promise<Answer> {
  return page(request, []);
}

/** Makes it: whose, for what, who asked, how that is known, and for another's what was found of secrecy. */
export async function doExtract(request: Request): Promise<Answer> {
  const { db, fields, t, url } = request;
  extractMaker(request.actor);
  const said = (name: string) => field(fields, name, 2000).trim();
  const number = withoutSigns(said('nummer'));
  const askedBy = ASKERS.find((one) => one === said('vem'));
  const identity = IDENTITIES.find((one) => one === said('legitimation'));
  const ofOther = ['namn', 'behorighet', 'sekretess'] as const;
  const faults = [
    ...(/^\d{12}$/.test(number) ? [] : (['nummer'] as const)),
    ...(said('andamal') === '' ? (['andamal'] as const) : []),
    ...(askedBy === undefined ? (['vem'] as const) : []),
    ...(identity === undefined ? (['legitimation'] as const) : []),
    ...(askedBy === undefined || askedBy === 'self' ? [] : ofOther.filter((name) => said(name) === '')),
  ].map((name) => ({ field: name, text: t(`insight.behalf.mend.${name}`) }));
  if (askedBy === undefined || identity === undefined || faults.length > 0) return page(request, faults);
  const [asker, authority, secrecy] = askedBy === 'self' ? ['', '', ''] : ofOther.map(said);
  const made = await makeExtract(db, request, number, {
    ...{ purpose: said('andamal'), askedBy, identity },
    ...{ asker: (asker ?? '').slice(0, 200), authority: authority ?? '', secrecy: secrecy ?? '' },
  });
  // Nobody such, somebody near, protected: said alike, so that nothing is told of anybody.
  if (made === undefined) return page(request, [{ field: 'nummer', text: t('insight.behalf.mend.not') }]);
  return { kind: 'redirect', to: `${url('desk.extract')}?${MADE}=${made}` };
}

/** The package itself, the same as the person's own, to the officer who made it and on that day. */
export async function extractFile(request: Request, options: InsightOptions): Promise<Answer> {
  const { db, town, t, language, now, params } = request;
  const party = await openMade(db, request, params['extract'] ?? '');
  const files = await extractOf(db, { ...options, town, t, language, now }, party);
  return { kind: 'file', type: 'application/zip', name: 'registerutdrag.zip', body: zipStream(files) };
}

async function page(request: Request, faults: readonly Fault[]): Promise<Answer> {
  const { t, query, db, url } = request;
  extractMaker(request.actor);
  const extract = query[MADE] ?? '';
  const made = await madeToday(db, request, extract);
  return {
    kind: 'page',
    status: faults.length > 0 ? 422 : 200,
    frame: 'desk',
    title: t('insight.behalf.title'),
    navigation: 'extract',
    body: (
      <DeskPage>
        {faults.length === 0 ? null : (
          <ErrorSummary
            titleText={t('insight.behalf.problem')}
            errorList={faults.map((fault) => ({ text: fault.text, href: `#${fault.field}` }))}
          />
        )}
        {made === undefined ? null : (
          <NotificationBanner titleText={t('insight.behalf.made')}>
            <p class="govuk-body">{t('insight.behalf.made-about')}</p>
            <p class="govuk-body">
              <a class="govuk-notification-banner__link" href={url('desk.extract.file', { extract })} download>
                {t('insight.behalf.get')}
              </a>
            </p>
          </NotificationBanner>
        )}
        <DeskTitle title={t('insight.behalf.title')}>{t('insight.behalf.about')}</DeskTitle>
        <ExtractForm request={request} faults={faults} />
      </DeskPage>
    ),
  };
}
