import { sql } from 'kysely';
import { isUuid, transaction } from '#platform/database/index.ts';
import { Button, InsetText } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { endIncident, openIncidents } from '#platform/runtime/index.ts';
import { formatDateTime } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { DeskTable, Part, Title } from './parts.tsx';

/** What hinders cases, and services that are closed because their folder has errors. */
export async function operationsPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, db, url, csrf, language } = request;
  const incidents = await openIncidents(db);
  const numbers = await caseNumbers(
    request,
    incidents.flatMap((incident) => incident.caseId ?? []),
  );
  const { stopped } = options.catalogue;
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.operations.title'),
    navigation: 'operations',
    body: (
      <div class="d-page">
        <Title title={t('cases.operations.title')} />
        <Part id="hinder" title={t('cases.operations.incidents')} note={String(incidents.length)}>
          {incidents.length === 0 ? (
            <p class="govuk-body">{t('cases.operations.none')}</p>
          ) : (
            <DeskTable
              rules
              label={t('cases.operations.incidents')}
              head={[
                t('cases.operations.what'),
                t('cases.operations.step'),
                t('cases.operations.case'),
                t('cases.operations.since'),
                t('cases.operations.do'),
              ]}
              rows={incidents.map((incident) => ({
                kind: 'ask',
                cells: [
                  incident.message,
                  incident.element ?? incident.type,
                  numbers.get(incident.caseId ?? '') ?? '–',
                  formatDateTime(incident.firstAt.toString(), language),
                  <form method="post" action={url('desk.incident', { incident: incident.id })}>
                    <input type="hidden" name="_csrf" value={csrf} />
                    <button class="t-as-link" type="submit" name="how" value="retried">
                      {t('cases.operations.retry')}
                    </button>{' '}
                    <button class="t-as-link" type="submit" name="how" value="resolved">
                      {t('cases.operations.resolve')}
                    </button>
                  </form>,
                ],
              }))}
            />
          )}
        </Part>
        <Part id="tjanster" title={t('cases.operations.stopped')} note={String(stopped.length)}>
          {stopped.length === 0 ? <p class="govuk-body">{t('cases.operations.all-open')}</p> : null}
          {stopped.map((service) => (
            <InsetText
              html={
                <>
                  <strong>{service.id}</strong>
                  <ul class="govuk-list govuk-list--bullet">
                    {service.faults.map((fault) => (
                      <li>
                        {fault.file}:{fault.line}. {fault.message[language]} {fault.advice[language]}
                      </li>
                    ))}
                  </ul>
                </>
              }
            />
          ))}
        </Part>
      </div>
    ),
  };
}

async function caseNumbers({ db }: Request, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    number: string;
  }>`select id, number from cases.case where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.number]));
}

/** Retries a failed step, or lets it rest; who and when are kept. */
export async function doIncident(request: Request, options: CasesOptions): Promise<Answer> {
  const { params, actor, now, db, t } = request;
  const incident = params['incident'] ?? '';
  if (!isUuid(incident) || actor.kind !== 'staff') throw new NotFound(`no incident ${incident}`);
  const how = field(request.fields, 'how', 20) === 'resolved' ? 'resolved' : 'retried';
  const reason = field(request.fields, 'reason', 500) || t('cases.operations.no-reason');
  await transaction(db, (tx) =>
    endIncident(tx, incident, { how, reason, party: actor.party, at: now }, options.runtime.handOver),
  );
  return { kind: 'redirect', to: request.url('desk.operations') };
}

/** The example town's mail: what would have been sent, newest first. */
export async function mailPage(request: Request): Promise<Answer> {
  const { t, db, language } = request;
  const { rows } = await sql<{ recipient: string; subject: string; body: string; created_at: Temporal.Instant }>`
    select recipient, subject, body, created_at from runtime.outbox order by created_at desc limit 100`.execute(db);
  return {
    kind: 'page',
    frame: 'desk',
    title: t('cases.mail.title'),
    navigation: 'mail',
    body: (
      <div class="d-page">
        <Title title={t('cases.mail.title')}>{t('cases.mail.about')}</Title>
        {rows.length === 0 ? <p class="govuk-body">{t('cases.mail.none')}</p> : null}
        {rows.length === 0 ? null : (
          <DeskTable
            label={t('cases.mail.title')}
            head={[t('cases.mail.subject'), t('cases.mail.to'), t('cases.mail.body'), t('cases.case.when')]}
            rows={rows.map((row) => ({
              cells: [row.subject, row.recipient, row.body, formatDateTime(row.created_at.toString(), language)],
            }))}
          />
        )}
      </div>
    ),
  };
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
      <div class="d-page">
        <Title title={t('cases.clock.title')}>{t('cases.clock.now', { at: formatDateTime(now, language) })}</Title>
        <p class="govuk-body">{t('cases.clock.about')}</p>
        <form method="post" action={url('desk.clock')}>
          <input type="hidden" name="_csrf" value={csrf} />
          <div class="govuk-button-group">
            {STEPS.map((step) => (
              <Button text={t(`cases.clock.${step}`)} name="by" value={step} classes="govuk-button--secondary" />
            ))}
          </div>
        </form>
      </div>
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
