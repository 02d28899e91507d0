import { describe, drawing, type ProcessModel } from '@torget/process';
import { DeskSection, Details, Diagram } from '#platform/design/index.ts';
import type { Visited } from '#platform/runtime/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';

export interface ProcessProps {
  readonly request: Request;
  readonly service: Service;
  readonly tokens: readonly string[];
  readonly history: readonly Visited[];
  readonly hindered: readonly string[];
}

/**
 * The process as its author drew it, with the way the case has gone and where it stands; and the same in words. Beneath
 * it the processes of the service that the case has called.
 */
export function Process(props: ProcessProps) {
  const { request, service, history } = props;
  const been = new Set(history.map(({ element }) => element));
  const called = [...service.processes.values()].filter(
    (model) => model !== service.process && [...model.nodes.keys()].some((id) => been.has(id)),
  );
  return (
    <DeskSection id="process" title={request.t('cases.desk.process')}>
      <Picture {...props} model={service.process} id="process" />
      {called.map((model, at) => (
        <>
          <h3 class="govuk-heading-s">{model.name ?? model.id}</h3>
          <Picture {...props} model={model} id={`process-${at + 2}`} />
        </>
      ))}
    </DeskSection>
  );
}

function Picture(props: ProcessProps & { readonly model: ProcessModel; readonly id: string }) {
  const { request, model, id, tokens, history, hindered } = props;
  const { t } = request;
  const language = houseLanguage(request.language);
  const options = {
    language,
    hindered,
    id,
    tokens: Object.fromEntries(tokens.map((element) => [element, 1])),
    done: history.filter((row) => row.what === 'completed').map((row) => row.element),
    taken: history.filter((row) => row.what === 'took').map((row) => row.element),
  };
  return (
    <>
      <Diagram
        id={`${id}-bild`}
        drawing={drawing(model, options)}
        title={id === 'process' ? t('cases.desk.process') : (model.name ?? model.id)}
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
    </>
  );
}
