import { mostFiles } from '@torget/form';
import { FileUpload, LinkButton } from '#platform/design/index.ts';
import { typesOf } from '../uploads.ts';
import { errorOf, type QuestionProps } from './asked.ts';
import { Attached } from './attached.tsx';
import { Classified } from './classified.tsx';
import { fileHint } from './file-limits.tsx';
import { keptIn } from './kept.ts';
import { labelOf } from './label.tsx';

/** The files that are there, each with the button that takes it away. */
function Kept({ view, asked }: QuestionProps) {
  const { t } = asked.request;
  const { name } = view;
  const kept = (view.fields[name] ?? []).flatMap((value) => keptIn(value) ?? []);
  if (kept.length === 0) return null;
  return (
    <>
      <input type="hidden" name={`${name}-kept`} value={kept.map(({ file }) => file).join(' ')} />
      <ul class="govuk-list">
        {kept.map((file) => (
          <li>
            <Attached file={file} asked={asked}>
              <LinkButton name="_drop" value={`${name}:${file.file}`} about={file.name}>
                {t('applications.file.remove')}
              </LinkButton>
            </Attached>
          </li>
        ))}
      </ul>
    </>
  );
}

/**
 * Several files, chosen together or a few at a time: a phone offers its camera and its pictures. Each is kept as soon as
 * the page is sent, so that the next can follow.
 */
export function FilesField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const { name, question } = view;
  const accepted = typesOf(question);
  const full = (view.fields[name] ?? []).length >= mostFiles(question);
  return (
    <FileUpload
      id={name}
      name={name}
      multiple
      disabled={full}
      label={labelOf(props)}
      hint={{ html: fileHint(props) }}
      errorMessage={errorOf(asked, name)}
      attributes={{ accept: accepted.join(',') }}
      formGroup={{
        beforeInput: { html: <Kept {...props} /> },
        afterInput: {
          html: full ? undefined : (
            <>
              <Classified {...props} />
              <p class="govuk-body">
                <button class="govuk-button govuk-button--secondary" type="submit" name="_do" value="again">
                  {t('applications.files.add')}
                </button>
              </p>
            </>
          ),
        },
      }}
    />
  );
}
