import { sql } from 'kysely';
import { Button, DeskPage, DeskSection, DeskTitle } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Attachment } from '#platform/messages/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import type { OpenFile } from '../pages/document.tsx';

interface Mail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly caseId: string | null;
  readonly attachments: readonly Attachment[];
}

/** Name of the query that asks for a file of a mail: `<mail>.<which, the first is 1>`. */
const FILE = 'fil';

/** The example town's mail: what would have been sent, newest first. */
export async function mailPage(request: Request, openFile: OpenFile): Promise<Answer> {
  const { t, db, query } = request;
  const { rows } = await sql<Mail>`
    select id, recipient, subject, body, attachments, business_key as "caseId" from runtime.outbox order by created_at desc limit 100`.execute(
    db,
  );
  if (query[FILE] !== undefined) return fileOfMail(request, rows, openFile);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.mail.title'),
    navigation: 'mail',
    body: (
      <DeskPage>
        <DeskTitle title={t('cases.mail.title')}>{t('cases.mail.about')}</DeskTitle>
        <DeskSection id="utskick" title={t('cases.mail.sent')} note={String(rows.length)}>
          {rows.length === 0 ? <p class="govuk-body">{t('cases.mail.none')}</p> : null}
          {rows.map((mail) => (
            <Letter request={request} mail={mail} />
          ))}
        </DeskSection>
      </DeskPage>
    ),
  };
}

function Letter({ request, mail }: { readonly request: Request; readonly mail: Mail }) {
  return (
    <article class="d-mail">
      <h3>{mail.subject}</h3>
      <p class="t-soft">{request.t('cases.mail.to-whom', { to: mail.recipient })}</p>
      {mail.body.split(/\n+/).map((line) => (
        <p>
          {/^https?:\/\/\S+$/.test(line) ? (
            <a class="govuk-link" href={inTown(line)}>
              {line}
            </a>
          ) : (
            line
          )}
        </p>
      ))}
      {mail.attachments.length === 0 ? null : (
        <ul class="govuk-list" aria-label={request.t('cases.mail.attached')}>
          {mail.attachments.map(({ name, size }, index) => (
            <li>
              <a class="govuk-link" href={`?${FILE}=${mail.id}.${index + 1}`} download>
                {request.t('cases.mail.file', { name, size: Math.ceil(size / 1000) })}
              </a>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

async function fileOfMail(request: Request, mails: readonly Mail[], openFile: OpenFile): Promise<Answer> {
  const [id, which] = (request.query[FILE] ?? '').split('.');
  const mail = mails.find((one) => one.id === id);
  const attached = mail?.attachments[Number(which) - 1];
  const file = mail?.caseId && attached ? await openFile(request, mail.caseId, attached.file) : undefined;
  if (attached === undefined || file === undefined || typeof file === 'string')
    throw new NotFound(`no file ${id} ${which}`);
  return { kind: 'file', type: file.type, name: attached.name, body: file.body };
}

/** What is sent leads to the town's own pages only: the link works under whatever name this one is read. */
function inTown(address: string): string {
  const { pathname, search, hash } = new URL(address);
  return `${pathname}${search}${hash}`;
}

const STEPS = ['PT1H', 'P1D', 'P7D', 'P14D', 'P1M', 'P6M'] as const;

/** The time machine of an example town: anyone can see a six-month rule work. */
export function clockPage(request: Request): Answer {
  const { t, url, csrf, now, language } = request;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.clock.title'),
    navigation: 'clock',
    body: (
      <DeskPage>
        <DeskTitle title={t('cases.clock.title')}>{t('cases.clock.about')}</DeskTitle>
        <DeskSection id="nu" title={t('cases.clock.here')}>
          <p class="d-now">{formatDateTime(now, language, { weekday: true })}</p>
          <form method="post" action={url('desk.clock')}>
            <input type="hidden" name="_csrf" value={csrf} />
            <fieldset class="govuk-fieldset">
              <legend class="govuk-label">{t('cases.clock.forward')}</legend>
              <div class="govuk-button-group">
                {STEPS.map((step) => (
                  <Button text={t(`cases.clock.${step}`)} name="by" value={step} classes="govuk-button--secondary" />
                ))}
              </div>
            </fieldset>
          </form>
        </DeskSection>
      </DeskPage>
    ),
  };
}

/** Moves the clock forward, then runs everything that has become due, in due order. */
export async function moveClock(request: Request, options: CasesOptions): Promise<Answer> {
  const { clock } = options;
  const step = STEPS.find((entry) => entry === field(request.fields, 'by', 10));
  if (clock === undefined || step === undefined) throw new NotFound('the clock of this database does not move');
  const party = request.actor.kind === 'staff' ? request.actor.party : null;
  await clock.move(request.db, step, party);
  await options.runDue();
  return { kind: 'redirect', to: request.url('desk.clock') };
}
