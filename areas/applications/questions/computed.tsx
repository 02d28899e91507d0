import { SummaryList } from '#platform/design/index.ts';
import { printText } from '../print.ts';
import type { QuestionProps } from './asked.ts';
import { Words } from './words.tsx';

/** A value that the form has worked out, and a button that works it out again from what stands in the fields. */
export function ComputedField({ view, asked }: QuestionProps) {
  const { request } = asked;
  const { hint, label } = view.question;
  const value = printText(view.computed ?? { kind: 'none' }, request);
  return (
    <SummaryList
      rows={[
        {
          key: { html: <Words text={label} language={request.language} /> },
          value: {
            html: (
              <>
                <output>{view.computed === undefined ? request.t('applications.computed.none') : value}</output>
                {hint === undefined ? null : (
                  <span class="t-source">
                    <Words text={hint} language={request.language} />
                  </span>
                )}
              </>
            ),
          },
        },
      ]}
    />
  );
}
