import { type FeelContext, isContext, textOf } from '@torget/feel';
import { kinOf, logLook } from '#platform/access/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, DeskPage, DeskSection, DeskTitle, ErrorSummary } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { type IdentityNumber, numberOf } from '#platform/identity/index.ts';
import { type LetterModel, letterPdf } from '#platform/letters/index.ts';
import { formatDateTime, type TextCatalogue } from '#platform/text/index.ts';
import type { Town } from '#platform/town/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { markPosted, postedBy, type ToPost, toPost } from './rows.ts';

const LISTED = 200;

async function waiting(request: Request, letter?: string): Promise<readonly ToPost[]> {
  const { db, actor, now, requestId } = request;
  return transaction(db, async (tx) => {
    const kin = actor.kind === 'staff' ? await kinOf(tx, actor.party) : [];
    const found = await toPost(tx, actor, kin, { limit: LISTED, ...(letter === undefined ? {} : { letter }) });
    const subjects = [...new Set(found.flatMap(({ about }) => about))];
    await logLook(tx, [{ kind: 'LISTED', actor, at: now, purpose: 'work-list', subjects, requestId }]);
    return found;
  });
}

/** What the unit has to print and post, the oldest first. */
export async function printPage(request: Request): Promise<Answer> {
  return show(request);
}

/** `late`: why what was asked for is not done. */
async function show(request: Request, late?: string): Promise<Answer> {
  const { t } = request;
  const letters = await waiting(request);
  return {
    kind: 'page',
    status: late === undefined ? 200 : 409,
    frame: 'desk',
    title: t('inbox.print.title'),
    navigation: 'print',
    body: (
      <DeskPage>
        {late === undefined ? null : <ErrorSummary titleText={t('inbox.print.late')} errorList={[{ text: late }]} />}
        <DeskTitle title={t('inbox.print.title')}>{t('inbox.print.about')}</DeskTitle>
        <DeskSection id="att-posta" title={t('inbox.print.waiting')} note={String(letters.length)}>
          {letters.length === 0 ? <p class="govuk-body">{t('inbox.print.none')}</p> : null}
          {letters.map((one) => (
            <Waiting request={request} one={one} />
          ))}
        </DeskSection>
      </DeskPage>
    ),
  };
}

function Waiting({ request, one }: { readonly request: Request; readonly one: ToPost }) {
  const { t, url, csrf, language } = request;
  const { letter, model, way, why } = one;
  const name = model.recipient?.name ?? '';
  return (
    <article class="d-mail">
      <h3>{model.subject}</h3>
      <p class="t-soft">
        {[name, model.caseNumber ?? '', formatDateTime(one.at.toString(), language)].filter(Boolean).join(' · ')}
      </p>
      <p>{t(`inbox.print.why.${why}`)}</p>
      <p>
        {way === 'forwarding' ? (
          <>
            <a class="govuk-link" href={`${url('desk.print.pdf', { letter })}?del=omslag`}>
              {t('inbox.print.cover')} <span class="govuk-visually-hidden">{name}</span>
            </a>{' '}
          </>
        ) : null}
        <a class="govuk-link" href={url('desk.print.pdf', { letter })}>
          {t('inbox.print.open')} <span class="govuk-visually-hidden">{`${model.subject}, ${name}`}</span>
        </a>
      </p>
      <form method="post" action={url('desk.print')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="brev" value={letter} />
        <Button text={t('inbox.print.posted')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </article>
  );
}

/** The officer has put a letter into the post. Where a colleague has done so already she is told, for then it went twice. */
export async function doPosted(request: Request): Promise<Answer> {
  const { actor, fields, now, url, db, t } = request;
  const letter = String(fields['brev'] ?? '');
  const [one] = isUuid(letter) ? await waiting(request, letter) : [];
  if (actor.kind !== 'staff' || !isUuid(letter)) throw new NotFound(`no letter ${letter} to post`);
  if (one !== undefined) await transaction(db, (tx) => markPosted(tx, letter, actor.party, now));
  const posted = await postedBy(db, actor, await kinOf(db, actor.party), letter);
  if (posted === undefined) throw new NotFound(`no letter ${letter} to post`);
  if (posted.party !== actor.party)
    return show(
      request,
      t('inbox.print.posted-by', { name: posted.name, at: (language) => formatDateTime(posted.at, language) }),
    );
  return { kind: 'redirect', to: url('desk.print') };
}

/** The letter for a window envelope, or the sheet that asks Skatteverket to forward it. Opening it is a look. */
export async function printPdf(request: Request, texts: TextCatalogue, origin: string): Promise<Answer> {
  const { params, query, db, actor, now, requestId } = request;
  const letter = params['letter'] ?? '';
  const [one] = isUuid(letter) ? await waiting(request, letter) : [];
  if (one === undefined) throw new NotFound(`no letter ${letter} to post`);
  const look = { kind: 'OPENED', actor, at: now, purpose: 'case', requestId } as const;
  await transaction(db, (tx) =>
    logLook(
      tx,
      one.about.map((subject) => ({ ...look, subject })),
    ),
  );
  const cover = one.way === 'forwarding' && query['del'] === 'omslag';
  const [model, postal] = cover
    ? [await coverOf(request, one), forwarding(request)]
    : [one.model, await addressOn(request, one)];
  const t = texts.for(model.language);
  const body = Buffer.from(await letterPdf(model, { t, origin, theme: {}, postal }));
  const name = cover ? 'omslag.pdf' : `${model.caseNumber ?? letter}.pdf`;
  return { kind: 'file', type: 'application/pdf', name, body, inline: true };
}

/**
 * Name and address as the register has them on the day of printing, of people or of companies; no address of a protected
 * person exists, and of somebody who is no party none is known.
 */
async function addressOn({ db, town, now }: Request, { model, party, way }: ToPost): Promise<readonly string[]> {
  const name = model.recipient?.name ?? '';
  if (way === 'forwarding' || party === null) return [name];
  const number = await numberOf(db, party);
  const day = legalDay(Temporal.Instant.from(now)).toString();
  const known = number === null ? null : registered(town, number, day);
  const address = known === null ? null : (known['adress'] ?? null);
  // Nothing to go by but the letter itself: whoever is in the register without an address has a reason for it.
  if (address === null || !isContext(address))
    return [name, ...(known === null ? (model.recipient?.address ?? []) : [])];
  const line = (part: string) => textOf(address[part] ?? '');
  return [name, line('gata'), `${line('postnummer')} ${line('ort')}`];
}

function registered({ registers, lookUps }: Town, { type, value }: IdentityNumber, day: string): FeelContext | null {
  if (type === 'orgnr') return lookUps?.answers.company(value, day)[0] ?? null;
  return registers?.fact('person', value, day) ?? null;
}

function forwarding({ town }: Request): readonly string[] {
  return town.contact.forwarding ?? [];
}

/** What Skatteverket has to know to find the person: name and number, which stand on no letter and in no table of ours. */
async function coverOf({ db, t }: Request, { model, party }: ToPost): Promise<LetterModel> {
  const number = party === null ? null : await numberOf(db, party);
  const paragraph = (text: string) => ({ kind: 'paragraph', content: [{ kind: 'text', text }] }) as const;
  const { recipient, appeal: _, ...rest } = model;
  return {
    ...rest,
    kind: 'information',
    subject: t('inbox.print.cover-subject'),
    facts: [],
    blocks: [
      paragraph(t('inbox.print.cover-ask')),
      paragraph(`${recipient?.name ?? ''}, ${number?.value ?? ''}`),
      paragraph(t('inbox.print.cover-inner')),
    ],
  };
}
