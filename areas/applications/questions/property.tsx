import { propertyIn } from '@torget/form';
import { InsetText } from '#platform/design/index.ts';
import { type QuestionProps, typedIn } from './asked.ts';
import { TextField } from './text.tsx';

/** The designation, and what the property register says about it once it has been asked. */
export function PropertyField(props: QuestionProps) {
  const { view, asked } = props;
  const { t } = asked.request;
  const row = propertyIn(asked.options, typedIn(view, view.name));
  return (
    <>
      <TextField {...props} />
      {row === undefined ? null : (
        <InsetText
          html={
            <>
              {`${row['beteckning']}, ${row['kommun']}`}
              <span class="t-source">{t('applications.register.from', { source: `${row['source']}` })}</span>
            </>
          }
        />
      )}
    </>
  );
}
