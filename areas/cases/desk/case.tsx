import { Button, Line, Say, Textarea } from '#platform/design/index.ts';
import { groupsOf, historyOfCase, openIncidents, tokensOfCase } from '#platform/runtime/index.ts';
import { daysLeft, formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { registerOf } from '../facts.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { outcomeText } from '../outcome.ts';
import { taskTitle } from '../pages/my-pages.tsx';
import { type CaseFile, caseFile } from '../queries/file.ts';
import { openTasks, type TaskRow } from '../queries/tasks.ts';
import { lineOf } from '../steps.ts';
import { openForStaff, type StaffCase } from './open.ts';
import { DeskTable, Part, Terms } from './parts.tsx';
import { Picture } from './picture.tsx';
import { Rules } from './rules-view.tsx';

interface Loaded extends StaffCase {
  readonly file: CaseFile;
  readonly tasks: readonly (TaskRow & { readonly groups: readonly string[]; readonly title: string })[];
}

/** The case on one page: what was asked, what the rules say, what to do next, the clock, the file. */
export async function deskCase(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, db, language } = request;
  const opened = await openForStaff(request, options);
  const { view, service } = opened;
  const [file, open, history, tokens, incidents, register] = await Promise.all([
    caseFile(db, view.id),
    openTasks(db, view.id),
    historyOfCase(db, view.id),
    tokensOfCase(db, view.id),
    openIncidents(db, view.id),
    registerOf(db, view.id),
  ]);
  const tasks = await Promise.all(
    open.map(async (task) => ({ ...task, title: await taskTitle(request, options, task) })),
  );
  const loaded: Loaded = { ...opened, file, tasks };
  const parts = await partsAt(options, request, 'desk-case', opened);
  const title = text(service.definition.title, language);
  return {
    kind: 'page',
    frame: 'desk',
    title: `${view.number} ${title}`,
    navigation: 'desk',
    body: (
      <>
        <Head request={request} {...loaded} />
        <div class="d-page">
          <div class="d-cols">
            <div>
              <section class="d-sec d-process" aria-labelledby="laget">
                <h2 class="govuk-visually-hidden" id="laget">
                  {t('cases.desk.where')}
                </h2>
                <Line across steps={lineOf(service, view, language)} />
              </section>
              {file.evaluation ? (
                <Rules request={request} evaluation={file.evaluation} version={service.hash.slice(0, 8)} />
              ) : null}
              <Decisions request={request} file={file} />
              <Part
                id="ansokan"
                title={t('cases.desk.application')}
                note={formatDateTime(view.receivedAt.toString(), language)}
              >
                {options.forms.answers(request, service.form, file.application, { register })}
              </Part>
              <Documents request={request} file={file} caseId={view.id} />
              {parts}
              <Part id="process" title={t('cases.desk.process')}>
                <Picture
                  request={request}
                  model={service.process}
                  tokens={tokens}
                  history={history}
                  hindered={incidents.flatMap((incident) => incident.element ?? [])}
                />
              </Part>
              <Notes request={request} file={file} caseId={view.id} />
            </div>
            <aside class="d-stick" aria-label={t('cases.desk.side')}>
              <Next request={request} {...loaded} />
              {incidents.length > 0 ? (
                <Part id="hinder" title={t('cases.desk.incidents')}>
                  <ul class="d-missing">
                    {incidents.map((incident) => (
                      <li class="is-open">
                        {incident.message}
                        <small>{formatDateTime(incident.lastAt.toString(), language)}</small>
                      </li>
                    ))}
                  </ul>
                </Part>
              ) : null}
              <Parties request={request} {...loaded} />
              <Clocks request={request} {...loaded} />
            </aside>
          </div>
        </div>
      </>
    ),
  };
}

function Head({ request, view, service, tasks }: Loaded & { request: Request }) {
  const { t, language, now } = request;
  const applicant = view.parties.find((party) => party.role === 'applicant')?.name ?? t('cases.desk.anonymous');
  const due = tasks.map((task) => task.due).find((instant) => instant !== null);
  const day = due?.toZonedDateTimeISO('Europe/Stockholm').toPlainDate().toString();
  return (
    <section class="d-case" aria-label={t('cases.desk.in-short')}>
      <div class="d-case__in">
        <h1>
          {applicant}{' '}
          <span>
            <Say text={service.definition.title} /> · <span class="t-nowrap">{view.number}</span>
          </span>
        </h1>
        <dl class="d-case__facts">
          {day === undefined ? null : (
            <div>
              <dt>{t('cases.desk.due')}</dt>
              <dd>{t('cases.mine.left', { n: Math.max(0, daysLeft(day, now)), date: formatDate(day, language) })}</dd>
            </div>
          )}
          <div>
            <dt>{t('cases.desk.state-now')}</dt>
            <dd>{view.closedAt ? t('cases.desk.closed') : t('cases.desk.open')}</dd>
          </div>
          {view.protected ? (
            <div>
              <dt>{t('cases.data.protection')}</dt>
              <dd class="d-late">{t('cases.desk.protected')}</dd>
            </div>
          ) : null}
        </dl>
      </div>
    </section>
  );
}

function Next({ request, view, tasks }: Loaded & { request: Request }) {
  const { t, url, actor, csrf, language } = request;
  const groups = groupsOf(actor);
  const mine = tasks.filter((task) => task.groups.some((group) => groups.includes(group)));
  const others = tasks.filter((task) => !mine.includes(task));
  return (
    <section class="d-next" aria-labelledby="nasta">
      <h2 id="nasta">{t('cases.desk.next')}</h2>
      {tasks.length === 0 ? <p>{t(view.closedAt ? 'cases.desk.nothing-closed' : 'cases.desk.nothing-now')}</p> : null}
      <ul class="d-steps">
        {mine.map((task, index) => (
          <li>
            <Button
              href={url('desk.task', { case: view.id, task: task.id })}
              text={task.title}
              classes={index === 0 ? '' : 'govuk-button--secondary'}
            />
            <small>
              {task.due
                ? t('cases.desk.by', { date: formatDate(task.due.toString(), language) })
                : t('cases.desk.no-due')}
            </small>
            <form method="post" action={url('desk.claim', { case: view.id, task: task.id })}>
              <input type="hidden" name="_csrf" value={csrf} />
              <small>
                {task.claimedName
                  ? t('cases.desk.taken-by', { name: task.claimedName })
                  : t('cases.desk.not-taken')}{' '}
              </small>
              <button class="t-as-link" type="submit">
                {actor.kind === 'staff' && task.claimedBy === actor.party
                  ? t('cases.desk.give-back')
                  : t('cases.desk.take')}
                <span class="govuk-visually-hidden"> {task.title}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <p>
          {t('cases.desk.waits-for', {
            what: others.map((task) => `${task.title} (${waitsFor(request, task.groups)})`).join('; '),
          })}
        </p>
      ) : null}
    </section>
  );
}

function waitsFor({ t, town, language }: Request, groups: readonly string[]): string {
  return groups
    .map((group) => {
      const [unit = '', role = ''] = group.split('/');
      if (unit === 'party') return role === 'guardian' ? t('cases.role.guardian') : t('cases.role.applicant');
      const title = (list: readonly { id: string; title: { sv: string; en?: string } }[], id: string) => {
        const found = list.find((entry) => entry.id === id);
        return found === undefined ? id : text(found.title, language);
      };
      return `${title(town.units, unit)}, ${title(town.roles, role)}`;
    })
    .join(', ');
}

function Decisions({ request, file }: { request: Request; file: CaseFile }) {
  const { t, language, town } = request;
  if (file.decisions.length === 0) return null;
  const unit = (id: string | null) => {
    const found = town.units.find((entry) => entry.id === id);
    return found === undefined ? '' : text(found.title, language);
  };
  return (
    <Part id="beslut" title={t('cases.case.decision')}>
      <DeskTable
        label={t('cases.case.decision')}
        head={[t('cases.desk.outcome'), t('cases.desk.amount'), t('cases.desk.by-whom'), t('cases.case.when')]}
        numeric={[1]}
        rows={file.decisions.map((decision) => ({
          cells: [
            outcomeText(t, decision.outcome),
            String(decision.values['belopp'] ?? '–'),
            decision.decidedBy === 'automated'
              ? t('cases.desk.automated', { delegation: decision.delegation ?? '' })
              : unit(decision.unit),
            formatDateTime(decision.at, language),
          ],
        }))}
      />
    </Part>
  );
}

function Documents({ request, file, caseId }: { request: Request; file: CaseFile; caseId: string }) {
  const { t, url, language } = request;
  return (
    <Part id="handlingar" title={t('cases.desk.documents')} note={String(file.documents.length)}>
      <DeskTable
        label={t('cases.desk.documents')}
        head={[t('cases.case.document'), t('cases.case.direction'), t('cases.case.when')]}
        numeric={[2]}
        rows={file.documents.map((document) => ({
          cells: [
            <a
              class="govuk-link"
              href={
                document.letterId
                  ? url('desk.letter', { case: caseId, letter: document.letterId })
                  : url('desk.document', { case: caseId, document: document.id })
              }
            >
              {document.title}
            </a>,
            t(`cases.direction-staff.${document.direction}`),
            formatDateTime(document.at, language, { short: true }),
          ],
        }))}
      />
    </Part>
  );
}

function Parties({ request, view }: Loaded & { request: Request }) {
  const { t } = request;
  if (view.parties.length === 0) return null;
  return (
    <Part id="parter" title={t('cases.desk.parties')}>
      <Terms items={view.parties.map((party) => [roleText(request, party.role), party.name] as const)} />
    </Part>
  );
}

const ROLES = ['applicant', 'represented', 'agent', 'guardian', 'counterparty', 'affected'] as const;

function roleText({ t }: Request, role: string): string {
  const known = ROLES.find((entry) => entry === role);
  return known === undefined ? role : t(`cases.role.${known}`);
}

function Clocks({ request, view, file }: Loaded & { request: Request }) {
  const { t, language } = request;
  return (
    <Part id="klockor" title={t('cases.desk.clocks')}>
      <Terms
        items={[
          [t('cases.desk.received'), formatDateTime(view.receivedAt.toString(), language)] as const,
          [t('cases.desk.registered'), formatDateTime(view.registeredAt.toString(), language)] as const,
          ...file.deadlines.map((deadline) => [deadline.kind, formatDate(deadline.due, language)] as const),
        ]}
      />
    </Part>
  );
}

function Notes({ request, file, caseId }: { request: Request; file: CaseFile; caseId: string }) {
  const { t, url, csrf, language } = request;
  return (
    <Part id="anteckningar" title={t('cases.desk.notes')}>
      <ol class="d-time">
        {file.notes.map((note) => (
          <li>
            <time datetime={note.at}>{formatDateTime(note.at, language, { short: true })}</time>
            <div>
              {note.text}
              <small>{note.by}</small>
            </div>
          </li>
        ))}
      </ol>
      <form method="post" action={url('desk.note', { case: caseId })} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Textarea
          id="note"
          name="note"
          rows={3}
          label={{ text: t('cases.desk.note') }}
          hint={{ text: t('cases.desk.note-hint') }}
        />
        <Button text={t('cases.desk.note-do')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Part>
  );
}
