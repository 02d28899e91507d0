import { decode } from '@torget/feel';
import { BackLink, Cols, DeskPage, DeskSection, DeskTitle } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import { formatDateTime, houseLanguage } from '#platform/text/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { decisionFact, readFacts } from '../../facts.ts';
import { VersionMissing } from '../../gone.tsx';
import type { CasesOptions } from '../../mount.ts';
import { type StoredEvaluation, storedEvaluation } from '../../queries/evaluation.ts';
import { Head } from '../case.tsx';
import { readForStaff } from '../open.ts';
import { Rules } from '../rules-view.tsx';
import type { Tell } from './logic.tsx';
import { Asks, Citations, FactsSeen, Overview, Reasons, Runs, Warnings } from './parts.tsx';
import { StepView } from './step.tsx';
import { storyOf } from './story.ts';

/**
 * A run of the rules in a case, whole: every decision of the model with its tables as they were on that day, the rules
 * that hit, the facts beside them, and the reasons as the letter says them. Made to be read, and to be printed for an act.
 */
export async function rulesPage(request: Request, options: CasesOptions): Promise<Answer> {
  const { t, db, url, town } = request;
  const language = houseLanguage(request.language);
  const opened = await readForStaff(request, options, 'rules');
  const { view } = opened;
  const run = await storedEvaluation(db, view.id, request.params['evaluation'] ?? '');
  if (run === undefined) throw new NotFound(`no evaluation ${request.params['evaluation']} in case ${view.id}`);
  const service = await options.catalogue.readable(db, run.version);
  const story = storyOf(service?.decisions, run.decision, run.trace);
  const facts = service === undefined ? undefined : await readFacts(db, town, view.id, service);
  const labels = new Map(story.steps.map(({ name, label }) => [name, label]));
  const tell: Tell = {
    request,
    language,
    cited: story.citations.map(({ basis }) => basis),
    labelOf: (name) => labels.get(name) ?? name,
    filling: {
      context: { ...facts?.context, decision: decisionOf(run) },
      language,
      instant: run.decided?.at ?? run.at,
    },
  };
  const title = labels.get(run.decision) ?? story.steps.at(-1)?.label ?? run.decision;
  const props = { tell, run, story, service };
  return {
    kind: 'page',
    frame: 'desk',
    title: `${t('cases.story.title')} – ${view.number}`,
    navigation: 'desk',
    body: (
      <>
        <Head plain request={request} opened={opened} />
        <DeskPage>
          <BackLink
            text={t('cases.desk.back-to-case', { number: view.number })}
            href={url('desk.case', { case: view.id })}
          />
          <DeskTitle title={t('cases.story.title')}>
            {t('cases.story.about', { what: title, at: (language) => formatDateTime(run.at, language) })}
          </DeskTitle>
          <VersionMissing request={request} subject={{ view: { ...view, version: run.version }, service }} />
          <Cols label={t('cases.story.side')} side={<FactsSeen {...props} />}>
            <Asks {...props} />
            <Reasons {...props} opened={opened} />
            <Warnings {...props} />
            <Overview {...props} />
            {story.steps.map((step) => (
              <StepView tell={tell} step={step} />
            ))}
            <Citations {...props} />
            <Runs {...props} caseId={view.id} />
            {service === undefined ? (
              <Rules
                request={request}
                caseId={view.id}
                evaluation={run}
                facts={{ ...tell.filling, context: undefined }}
                version={run.version.slice(0, 8)}
              />
            ) : null}
            {story.steps.length > 0 || service === undefined ? null : (
              <DeskSection id="regler" title={t('cases.desk.rules')}>
                <p class="govuk-body">{t('cases.story.no-model')}</p>
              </DeskSection>
            )}
          </Cols>
        </DeskPage>
      </>
    ),
  };
}

/** What `decision` was when the letter was written: the recorded one, or the proposal where none has been recorded. */
function decisionOf(run: StoredEvaluation) {
  if (run.decided !== null) return decisionFact(run.decided);
  return decode(run.marks === null ? { value: run.value } : { value: run.value, marks: run.marks });
}
