import { documentAddress, documentName } from '#areas/cases/index.ts';
import { kinOf, logLook } from '#platform/access/index.ts';
import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, DeskPage, DeskSection, DeskTitle, ErrorSummary, Input } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { numberOf, readPostalLines, writeAddress } from '#platform/identity/index.ts';
import { type LetterModel, letterPdf } from '#platform/letters/index.ts';
import { formatDateTime, type TextCatalogue } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { type Address, addressesOf, linesOf } from './address.ts';
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
export function printPage(request: Request): Promise<Answer> {
  return show(request);
}

/** What is wrong with an address that was written, at the letter that it is for. */
interface WrongAddress {
  readonly letter: string;
  readonly text: string;
}

/** `late`: why what was asked for is not done. */
async function show(
  request: Request,
  { late, wrong }: { readonly late?: string; readonly wrong?: WrongAddress } = {},
): Promise<Answer> {
  const { t } = request;
  const letters = await waiting(request);
  const addressed = await addressesOf(request, letters);
  return {
    kind: 'page',
    status: late === undefined ? (wrong === undefined ? 200 : 422) : 409,
    frame: 'desk',
    title: t('inbox.print.title'),
    navigation: 'print',
    body: (
      <DeskPage>
        {late === undefined ? null : <ErrorSummary titleText={t('inbox.print.late')} errorList={[{ text: late }]} />}
        {wrong === undefined ? null : (
          <ErrorSummary
            titleText={t('inbox.print.mend')}
            errorList={[{ text: wrong.text, href: `#gata-${wrong.letter}` }]}
          />
        )}
        <DeskTitle title={t('inbox.print.title')}>{t('inbox.print.about')}</DeskTitle>
        <DeskSection id="att-posta" title={t('inbox.print.waiting')} note={String(letters.length)}>
          {letters.length === 0 ? <p class="govuk-body">{t('inbox.print.none')}</p> : null}
          {letters.map((one) => (
            <Waiting
              request={request}
              one={one}
              address={addressed.get(one.letter)}
              wrong={wrong?.letter === one.letter ? wrong : undefined}
            />
          ))}
        </DeskSection>
      </DeskPage>
    ),
  };
}

interface WaitingProps {
  readonly request: Request;
  readonly one: ToPost;
  readonly address: Address | undefined;
  readonly wrong: WrongAddress | undefined;
}

function Waiting({ request, one, address, wrong }: WaitingProps) {
  const { t, url, csrf, language } = request;
  const { letter, model, way, why } = one;
  const name = model.recipient?.name ?? '';
  const lacks = address?.kind === 'nowhere';
  return (
    <article class="d-mail">
      <h3>{model.subject}</h3>
      <p class="t-soft">
        {[name, model.caseNumber ?? '', formatDateTime(one.at.toString(), language)].filter(Boolean).join(' · ')}
      </p>
      <p>{t(`inbox.print.why.${why}`)}</p>
      {lacks ? <p>{t('inbox.print.nowhere', { name })}</p> : null}
      <p>
        {way === 'forwarding' ? (
          <>
            <a class="govuk-link" href={`${url('desk.print.pdf', { letter })}?del=omslag`}>
              {t('inbox.print.cover')} <span class="govuk-visually-hidden">{name}</span>
            </a>{' '}
          </>
        ) : null}
        {lacks ? null : (
          <a class="govuk-link" href={url('desk.print.pdf', { letter })}>
            {t('inbox.print.open')} <span class="govuk-visually-hidden">{`${model.subject}, ${name}`}</span>
          </a>
        )}
      </p>
      <GoesWith request={request} one={one} />
      <form method="post" action={url('desk.print')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <input type="hidden" name="brev" value={letter} />
        {lacks ? <AddressFields request={request} letter={letter} wrong={wrong} /> : null}
        <Button text={t(postedText(one, lacks))} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </article>
  );
}

/** What is put into the same envelope, each to be opened and printed. */
function GoesWith({ request, one: { caseId, documents } }: Pick<WaitingProps, 'request' | 'one'>) {
  if (documents.length === 0) return null;
  return (
    <>
      <p>{request.t('inbox.print.goes-with')}</p>
      <ul class="govuk-list govuk-list--bullet">
        {documents.map((document) => (
          <li>
            <a class="govuk-link" href={documentAddress(request, caseId, document)}>
              {documentName(request, document)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What pressing the button says: the address is written, the letter was handed over, or given to the post. */
function postedText({ why }: ToPost, lacks: boolean) {
  if (lacks) return 'inbox.print.keep-address';
  return why === 'hand-over' ? 'inbox.print.handed' : 'inbox.print.posted';
}

/** Where an organisation is written to, for its letter to leave the list. */
function AddressFields({ request, letter, wrong }: Pick<WaitingProps, 'request' | 'wrong'> & { letter: string }) {
  const { t, fields } = request;
  const typed = (name: string) => (wrong === undefined ? '' : field(fields, name, 200));
  return (
    <>
      <Input
        id={`gata-${letter}`}
        name="gata"
        label={{ text: t('inbox.address.street') }}
        value={typed('gata')}
        {...(wrong === undefined ? {} : { errorMessage: { text: wrong.text } })}
      />
      <Input
        id={`postort-${letter}`}
        name="postort"
        label={{ text: t('inbox.address.town') }}
        value={typed('postort')}
      />
    </>
  );
}

/**
 * The officer has put a letter into the post, or has written where the organisation is that it goes to. Where a colleague has
 * posted it already she is told, for then it went twice.
 */
export async function doPosted(request: Request): Promise<Answer> {
  const { actor, fields, now, url, db, t } = request;
  const letter = String(fields['brev'] ?? '');
  const [one] = isUuid(letter) ? await waiting(request, letter) : [];
  if (actor.kind !== 'staff' || !isUuid(letter)) throw new NotFound(`no letter ${letter} to post`);
  const address = one && (await addressesOf(request, [one])).get(letter);
  if (address?.kind === 'nowhere') {
    const lines = readPostalLines(field(fields, 'gata', 200), field(fields, 'postort', 200));
    if (lines === null) return show(request, { wrong: { letter, text: t('inbox.address.half') } });
    const { party } = address;
    await transaction(db, (tx) => writeAddress(tx, { party, lines, by: actor.party, at: now }));
    return { kind: 'redirect', to: url('desk.print') };
  }
  // A colleague has written the address meanwhile: the letter waits for who has it printed.
  if (one !== undefined && fields['gata'] !== undefined) return { kind: 'redirect', to: url('desk.print') };
  if (one !== undefined) await transaction(db, (tx) => markPosted(tx, letter, actor.party, now));
  const posted = await postedBy(db, actor, await kinOf(db, actor.party), letter);
  if (posted === undefined) throw new NotFound(`no letter ${letter} to post`);
  if (posted.party !== actor.party) {
    const at = (language: Request['language']) => formatDateTime(posted.at, language);
    return show(request, { late: t('inbox.print.posted-by', { name: posted.name, at }) });
  }
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
    : [one.model, await linesOf(request, one)];
  const t = texts.for(model.language);
  const body = Buffer.from(await letterPdf(model, { t, origin, theme: {}, postal }));
  const name = cover ? 'omslag.pdf' : `${model.caseNumber ?? letter}.pdf`;
  return { kind: 'file', type: 'application/pdf', name, body, inline: true };
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
