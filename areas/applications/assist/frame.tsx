import type { ComponentChildren } from 'preact';
import { logLook, type PartyId } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { Actions, DeskPage, DeskSection, DeskTitle, ErrorSummary, NotificationBanner } from '#platform/design/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { freshParty } from '#platform/identity/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { assistedDrafts } from '../draft.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { draftItem } from '../pages/drafts.tsx';
import { mayAssist, sentFor } from './assist.ts';
import type { Fault } from './letter.ts';

/** In the address after something was sent, or handed over. */
export const DONE = 'klart';
export const HANDED = 'lamnat';

/** What is begun on a page of the desk: helping somebody to apply, or registering what came on paper. */
export interface Beginning {
  readonly title: string;
  readonly about: string;
  readonly begin: string;
  readonly navigation: string;
  readonly faults: readonly Fault[];
  readonly children: ComponentChildren;
}

/** The page with what is to be mended, what was just sent, and what is begun and not sent. */
export async function assistPage(
  request: Request,
  options: ApplicationsOptions,
  { title, about, begin, navigation, faults, children }: Beginning,
): Promise<Answer> {
  const { t, query, db, actor } = request;
  const done = query[DONE] === undefined ? undefined : await sentFor(db, actor, query[DONE]);
  const begun = await begunList(request, options);
  return {
    kind: 'page',
    status: faults.length > 0 ? 422 : 200,
    frame: 'desk',
    title,
    navigation,
    body: (
      <DeskPage>
        {faults.length === 0 ? null : (
          <ErrorSummary
            titleText={t('applications.page.errors', { n: faults.length })}
            errorList={faults.map((fault) => ({ text: fault.text, href: `#${fault.field}` }))}
          />
        )}
        {done === undefined && query[HANDED] === undefined ? null : (
          <NotificationBanner
            titleText={t('applications.check.important')}
            text={done === undefined ? t('applications.assist.handed') : said(request, done)}
          />
        )}
        <DeskTitle title={title}>{about}</DeskTitle>
        {begun}
        <DeskSection id="borja" title={begin}>
          {children}
        </DeskSection>
      </DeskPage>
    ),
  };
}

/** What was sent: the person is told the number, or, of what came on paper, by letter; on paper from nobody known it is written. */
function said({ t }: Request, { channel, name, number }: NonNullable<Awaited<ReturnType<typeof sentFor>>>): string {
  if (name === null) return t('applications.letter.registered', { number });
  return t(channel === 'letter' ? 'applications.assist.registered' : 'applications.assist.sent', { name, number });
}

/** What is wrong with a field, as its component takes it. */
export function wrongIn(faults: readonly Fault[]) {
  return (name: string): { readonly errorMessage?: { readonly text: string } } => {
    const fault = faults.find((each) => each.field === name);
    return fault === undefined ? {} : { errorMessage: { text: fault.text } };
  };
}

/**
 * The person with this number, as the register has her now: protected or not.
 * @returns undefined for what is no number, and for numbers that no register knows
 */
export async function partyOf({ db, town, now }: Request, number: string): Promise<PartyId | undefined> {
  if (town.registers !== undefined && town.registers.person(number) === undefined) return undefined;
  try {
    return await transaction(db, (tx) => freshParty(tx, town, number, Temporal.Instant.from(now)));
  } catch (error) {
    if (error instanceof TorgetError && error.code === 'no-identity-number') return undefined;
    throw error;
  }
}

/** What the officer has begun for others and not sent: hers alone. The names are those she may still see. */
async function begunBy(request: Request, { catalogue }: ApplicationsOptions) {
  const { db, actor, now, requestId, t } = request;
  const rows = await assistedDrafts(db, actor, now);
  const items = await Promise.all(
    rows.map(async ({ draft, name }) => {
      const service = await catalogue.readable(db, draft.version);
      const unit = service?.definition.owner.unit ?? draft.assisted?.unit ?? '';
      if (!(await mayAssist(db, actor, unit, draft.principal))) return [];
      const item = draftItem(request, { catalogue }, draft, service);
      const whose = name ?? t('applications.letter.nobody');
      return [{ ...item, subject: draft.principal, text: `${whose}, ${item.text}` }];
    }),
  );
  const all = items.flat();
  const subjects = all.flatMap(({ subject }) => subject ?? []);
  await logLook(db, [{ kind: 'LISTED', actor, subjects, at: now, purpose: 'application', requestId }]);
  return all;
}

async function begunList(request: Request, options: ApplicationsOptions) {
  const items = await begunBy(request, options);
  if (items.length === 0) return null;
  return (
    <DeskSection id="begun" title={request.t('applications.assist.begun')} note={String(items.length)}>
      <Actions items={items} />
    </DeskSection>
  );
}
