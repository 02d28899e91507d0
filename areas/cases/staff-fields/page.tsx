import type { FeelContext } from '@torget/feel';
import type { FieldError, Form } from '@torget/form';
import { sql } from 'kysely';
import type { Actor } from '#platform/access/index.ts';
import { transaction } from '#platform/database/index.ts';
import { BackLink, Button, Columns, DeskPage } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { Head } from '../desk/case.tsx';
import { openForStaff, type StaffCase } from '../desk/open.ts';
import { readFacts } from '../facts.ts';
import type { ReadForm } from '../forms.ts';
import { NotTaken, typedIn } from '../late/not-taken.tsx';
import type { CasesOptions } from '../mount.ts';
import { changed, type FieldChange, fieldChanges, valuesAfter, writeFields } from './fields.ts';

/** Name of the field with the last change that the page showed. */
const SEEN = 'sett';

interface Opened extends StaffCase {
  readonly form: Form;
  readonly facts: FeelContext;
  readonly changes: readonly FieldChange[];
}

/** What is shown beside the fields: what to mend, or as it was typed. */
type State = Pick<Exclude<ReadForm, { ok: true }>, 'errors'> &
  Partial<Pick<Exclude<ReadForm, { ok: true }>, 'typed' | 'facts'>>;

async function open(request: Request, options: CasesOptions): Promise<Opened> {
  const opened = await openForStaff(request, options, 'task');
  const { view, service } = opened;
  if (service.staffFields === undefined) throw new NotFound(`${service.id} has no staff fields`);
  const facts = await readFacts(request.db, request.town, view.id, service);
  return {
    ...opened,
    form: service.staffFields,
    facts: facts.context,
    changes: await fieldChanges(request.db, view.id),
  };
}

/** Whether the actor's roles may change the fields; the roles of service.yaml, or whoever works the case. */
export function mayEditFields(actor: Actor, { definition }: Pick<Service, 'definition'>): boolean {
  const { staffFields } = definition;
  return (
    actor.kind === 'staff' && (staffFields === undefined || staffFields.edit.some((role) => actor.roles.includes(role)))
  );
}

/** Why nothing may be changed; undefined when it may. */
function closedTo(request: Request, { view, service }: StaffCase): { status: number; says: string } | undefined {
  const { t, town, language, actor } = request;
  if (view.closedAt !== null) return { status: 409, says: t('cases.fields.closed') };
  if (mayEditFields(actor, service)) return undefined;
  const roles = town.roles.filter(({ id }) => service.definition.staffFields?.edit.includes(id));
  return {
    status: 403,
    says: t('cases.fields.not-yours', { roles: roles.map(({ title }) => text(title, language)).join(', ') }),
  };
}

/** The fields as they stand, to change. */
export async function showFields(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  return page(request, options, opened, { errors: [] }, 200);
}

/**
 * Writes what was changed, a row for each field. A field that somebody else has changed since the page was read is not
 * overwritten: the page comes again with both. What conditions of the process wait for is asked anew in the same commit.
 */
export async function doFields(request: Request, options: CasesOptions): Promise<Answer> {
  const opened = await open(request, options);
  const { view, form, facts } = opened;
  const stopped = closedTo(request, opened);
  if (stopped !== undefined) return page(request, options, opened, { errors: [] }, stopped.status);
  const read = await options.forms.read(request, form, { facts, owner: view.id });
  if (!read.ok) return page(request, options, opened, read, read.errors.length > 0 ? 422 : 200);
  const late = await transaction(request.db, (tx) => save(tx, request, options, opened, read.json));
  if (late === 'closed') return page(request, options, await open(request, options), { errors: [] }, 409);
  if (late.length === 0) return { kind: 'redirect', to: `${request.url('desk.case', { case: view.id })}#falt` };
  const again = await open(request, options);
  return page(request, options, again, { errors: late.map(meanwhile), typed: request.fields }, 409);
}

async function save(
  tx: Request['db'],
  request: Request,
  options: CasesOptions,
  { view, form }: Opened,
  values: Extract<ReadForm, { ok: true }>['json'],
): Promise<readonly FieldChange[] | 'closed'> {
  const { actor, now } = request;
  if (actor.kind !== 'staff') throw new NotFound('staff only');
  // Held first and asked then: a statement that waits for the case sees what stood there when it began to wait.
  await sql`select from cases.case where id = ${view.id} for update`.execute(tx);
  const { rows } = await sql`select from cases.closure where case_id = ${view.id}`.execute(tx);
  if (rows.length > 0) return 'closed';
  const seen = field(request.fields, SEEN, 36);
  const { mine, theirs } = changed(await fieldChanges(tx, view.id), { form, values, seen });
  if (theirs.length > 0 || mine.length === 0) return theirs;
  await writeFields(tx, { caseId: view.id, fields: mine, values, by: actor.party, unit: actor.unit, at: now });
  await options.runtime.factsChanged(tx, view.id, ['case'], actor);
  return [];
}

/** At the field: who changed it while one wrote. */
function meanwhile({ field: id, by }: FieldChange): FieldError {
  return {
    field: id,
    pointer: `/${id}`,
    rule: 'meanwhile',
    message: {
      sv: `${by} ändrade det här medan du skrev. Läs vad som står i ärendet, och spara igen om ditt ska gälla`,
      en: `${by} changed this while you wrote. Read what the case says, and save again if yours is to hold`,
    },
  };
}

function page(request: Request, options: CasesOptions, opened: Opened, state: State, status: number): Answer {
  const { t, url, csrf } = request;
  const { view, form, changes } = opened;
  const stopped = closedTo(request, opened);
  const answers = valuesAfter(changes);
  return {
    kind: 'page',
    status,
    frame: 'desk',
    title: `${t('cases.fields.title')} ${view.number}`,
    navigation: 'desk',
    islands: ['desk-keys.js'],
    body: (
      <>
        <Head plain request={request} opened={opened} />
        <DeskPage>
          <BackLink
            text={t('cases.desk.back-to-case', { number: view.number })}
            href={url('desk.case', { case: view.id })}
          />
          <Columns>
            {stopped === undefined ? (
              <form class="d-write" method="post" action={url('desk.fields', { case: view.id })} novalidate>
                <input type="hidden" name="_csrf" value={csrf} />
                <input type="hidden" name={SEEN} value={changes.at(-1)?.id ?? ''} />
                {options.forms.fields(request, form, { facts: opened.facts, answers, ...state })}
                <Button text={t('cases.fields.save')} preventDoubleClick />
              </form>
            ) : (
              <>
                <h1 class="govuk-heading-l">{t('cases.fields.title')}</h1>
                <p class="govuk-body">{stopped.says}</p>
                {options.forms.answers(request, form, answers, opened.facts)}
                {/* What came when it could no longer be written. */}
                <NotTaken request={request} rows={typedIn(request, form, opened.facts)} />
              </>
            )}
          </Columns>
        </DeskPage>
      </>
    ),
  };
}
