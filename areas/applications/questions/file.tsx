import { MAX_FILE } from '@torget/form';
import { FileUpload, LinkButton } from '#platform/design/index.ts';
import { EXTENSIONS } from '#platform/files/index.ts';
import { typesOf } from '../uploads.ts';
import { errorOf, type QuestionProps, typedIn } from './asked.ts';
import { keptIn } from './kept.ts';
import { hintOf, labelOf } from './label.tsx';

/** A file to choose, and the one that is already there: it stays unless another is chosen or it is taken away. */
export function FileField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name, question } = view;
  const kept = keptIn(typedIn(view, name));
  const accepted = typesOf(question);
  const hint = hintOf(props);
  const size = Math.floor((question.maxSize ?? MAX_FILE) / 1_000_000);
  const types = t('applications.file.types', {
    size: Math.max(size, 1),
    types: accepted.map((type) => EXTENSIONS[type]).join(', '),
  });
  return (
    <FileUpload
      id={name}
      name={name}
      label={labelOf(props)}
      hint={{
        html:
          hint === undefined ? (
            types
          ) : (
            <>
              {hint.html} <span class="t-source">{types}</span>
            </>
          ),
      }}
      errorMessage={errorOf(asked, name)}
      attributes={{ accept: accepted.join(',') }}
      formGroup={
        kept === undefined
          ? undefined
          : {
              beforeInput: {
                html: (
                  <p class="govuk-body">
                    <input type="hidden" name={`${name}-kept`} value={kept.file} />
                    {t('applications.file.attached', { name: kept.name })}{' '}
                    <LinkButton name="_do" value={`detach:${name}`} about={kept.name}>
                      {t('applications.file.remove')}
                    </LinkButton>
                  </p>
                ),
              },
            }
      }
    />
  );
}
