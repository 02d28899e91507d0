import { type Drawing, describe, drawing, type Group, type Part, type ProcessModel } from '@torget/process';
import { h } from 'preact';
import { Details, Scroll } from '#platform/design/index.ts';
import type { Visited } from '#platform/runtime/index.ts';
import type { Request } from '#platform/web/index.ts';

export interface PictureProps {
  readonly request: Request;
  readonly model: ProcessModel;
  readonly tokens: readonly string[];
  readonly history: readonly Visited[];
  readonly hindered: readonly string[];
}

/** The process as its author drew it, with the way the case has gone and where it stands; and the same in words. */
export function Picture({ request, model, tokens, history, hindered }: PictureProps) {
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
    <>
      <figure class="d-fig">
        <Scroll label={t('cases.desk.process')}>
          <Painted picture={drawing(model, options)} />
        </Scroll>
      </figure>
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

function Painted({ picture }: { picture: Drawing }) {
  const groups = [...picture.frames, ...picture.edges, ...picture.shapes, ...picture.labels];
  return (
    <svg
      class="d-svg"
      viewBox={picture.viewBox}
      width={picture.width}
      height={picture.height}
      role="img"
      aria-labelledby="process-t process-d"
    >
      <title id="process-t">{picture.title}</title>
      <desc id="process-d">{picture.description}</desc>
      {groups.map((group: Group) => (
        <g>{group.parts.map(paint)}</g>
      ))}
    </svg>
  );
}

function paint(part: Part) {
  const lines = part.lines?.map((line) => h('tspan', { x: line.x, dy: line.dy }, line.text));
  return h(part.tag, part.attributes, lines);
}
