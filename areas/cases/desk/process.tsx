import { describe, drawing, type ProcessModel } from '@torget/process';
import { DeskSection, Details, Diagram } from '#platform/design/index.ts';
import type { Visited } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';

export interface ProcessProps {
  readonly request: Request;
  readonly model: ProcessModel;
  readonly tokens: readonly string[];
  readonly history: readonly Visited[];
  readonly hindered: readonly string[];
}

/** The process as its author drew it, with the way the case has gone and where it stands; and the same in words. */
export function Process({ request, model, tokens, history, hindered }: ProcessProps) {
  const { t, language } = request;
  const options = {
    language,
    hindered,
    id: 'process',
    tokens: Object.fromEntries(tokens.map((element) => [element, 1])),
    done: history.filter((row) => row.what === 'completed').map((row) => row.element),
    taken: history.filter((row) => row.what === 'took').map((row) => row.element),
  };
  return (
    <DeskSection id="process" title={t('cases.desk.process')}>
      <Diagram
        id="process-bild"
        drawing={drawing(model, options)}
        title={t('cases.desk.process')}
        caption={t('cases.desk.process-caption')}
      />
      <Details
        summaryText={t('cases.desk.process-words')}
        html={
          <ol class="govuk-list govuk-list--number">
            {describe(model, options, language).map((step) => (
              <li>
                {step.name}: {t(`cases.desk.state.${step.state}`)}
              </li>
            ))}
          </ol>
        }
      />
    </DeskSection>
  );
}
