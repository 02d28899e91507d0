import { isUuid } from '#platform/database/index.ts';
import { Columns, Contact, DueList, Line, Section, Sheet, StackTable } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime, formatMoney, text } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { registerOf } from '../facts.ts';
import { type CasesOptions, partsAt } from '../mount.ts';
import { outcomeText } from '../outcome.ts';
import { type CaseFile, caseFile } from '../queries/file.ts';
import { oneCase } from '../queries/mine.ts';
import { myTasks } from '../queries/tasks.ts';
import { lineOf } from '../steps.ts';
import { dueItems } from './my-pages.tsx';

/** One case for its party: where it stands, what is due, the decision, letters, what was sent, and who has looked. */
export async function citizenCase(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, db, actor, language, params, town } = request;
  const id = params['case'] ?? '';
  const view = isUuid(id) ? await oneCase(db, actor, id) : undefined;
  if (view === undefined) throw new NotFound(`no case ${id} for this party`);
  const service = await options.catalogue.version(db, view.version);
  const [file, tasks, parts] = await Promise.all([
    caseFile(db, id),
    myTasks(db, actor),
    partsAt(options, request, 'citizen-case', { view, service }),
  ]);
  const mine = tasks.filter((task) => task.caseId === id);
  const unit = town.units.find((entry) => entry.id === view.unit);
  const title = text(service.definition.title, language);
  return {
    kind: 'page',
    frame: 'citizen',
    title: `${title} ${view.number}`,
    navigation: 'my-pages',
    body: (
      <Columns
        labelledby="kontakt-arende"
        side={
          <Contact
            id="kontakt-arende"
            title={t('cases.case.contact')}
            lead={unit && text(unit.title, language)}
            phone={town.contact.phone}
            hours={text(town.contact.hours, language)}
          />
        }
      >
        <h1 class="govuk-heading-xl">{title}</h1>
        <p class="govuk-body-l">
          <span class="t-nowrap">{view.number}</span>.{' '}
          {t('cases.case.received', { at: formatDateTime(view.receivedAt.toString(), language) })}
        </p>
        {mine.length > 0 ? (
          <Sheet id="attgora" title={t('cases.mine.due')}>
            <DueList items={await dueItems(request, options, mine)} />
          </Sheet>
        ) : null}
        <Section id="lage" title={t('cases.case.where')}>
          <Line steps={lineOf(service, view, language)} />
        </Section>
        <Decisions request={request} file={file} />
        {parts}
        <Section id="ansokan" title={t('cases.case.application')}>
          {options.forms.answers(request, service.form, file.application, { register: await registerOf(db, id) })}
        </Section>
        <Documents request={request} file={file} caseId={id} />
      </Columns>
    ),
  };
}

function Decisions({ request, file }: { request: Request; file: CaseFile }) {
  const { t, language } = request;
  if (file.decisions.length === 0) return null;
  return (
    <Section id="beslut" title={t('cases.case.decision')}>
      {file.decisions.map((decision) => (
        <p class="govuk-body">
          <strong>{outcomeText(t, decision.outcome)}</strong>
          {typeof decision.values['belopp'] === 'number' || typeof decision.values['belopp'] === 'string'
            ? `, ${formatMoney(String(decision.values['belopp']), language)}`
            : ''}
          .{' '}
          {t(
            decision.decidedBy === 'automated' ? 'cases.case.decided-automatically' : 'cases.case.decided-by-officer',
            { at: formatDateTime(decision.at, language) },
          )}
        </p>
      ))}
      {file.payments.map((payment) => (
        <p class="govuk-body">
          {t('cases.case.paid', { amount: formatMoney(payment.amount, language), period: payment.period })}
        </p>
      ))}
    </Section>
  );
}

function Documents({ request, file, caseId }: { request: Request; file: CaseFile; caseId: string }) {
  const { t, language, url } = request;
  return (
    <Section id="handlingar" title={t('cases.case.documents')}>
      <StackTable
        head={[t('cases.case.document'), t('cases.case.direction'), t('cases.case.when')]}
        rows={file.documents.map((document) => [
          <a
            class="govuk-link"
            href={
              document.letterId
                ? url('inbox.letter', { letter: document.letterId })
                : url('my-pages.document', { case: caseId, document: document.id })
            }
          >
            {document.title}
          </a>,
          t(`cases.direction.${document.direction}`),
          formatDateTime(document.at, language, { short: true }),
        ])}
      />
    </Section>
  );
}
