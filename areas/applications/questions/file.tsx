import { FileUpload, LinkButton } from '#platform/design/index.ts';
import { typesOf } from '../uploads.ts';
import { errorOf, type QuestionProps, typedIn } from './asked.ts';
import { Attached } from './attached.tsx';
import { Classified } from './classified.tsx';
import { fileHint } from './file-limits.tsx';
import { keptIn } from './kept.ts';
import { labelOf } from './label.tsx';

/** A file to choose, and the one that is already there: it stays unless another is chosen or it is taken away. */
export function FileField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name, question } = view;
  const kept = keptIn(typedIn(view, name));
  const accepted = typesOf(question);
  return (
    <FileUpload
      id={name}
      name={name}
      label={labelOf(props)}
      hint={{ html: fileHint(props) }}
      errorMessage={errorOf(asked, name)}
      attributes={{ accept: accepted.join(',') }}
      formGroup={{
        beforeInput: {
          html:
            kept === undefined ? undefined : (
              <p class="govuk-body">
                <input type="hidden" name={`${name}-kept`} value={kept.file} />
                <Attached file={kept} asked={asked}>
                  <LinkButton name="_do" value={`detach:${name}`} about={kept.name}>
                    {t('applications.file.remove')}
                  </LinkButton>
                </Attached>
              </p>
            ),
        },
        afterInput: { html: <Classified {...props} /> },
      }}
    />
  );
}
