import type { ChoiceItem } from '#platform/design/index.ts';
import type { QuestionProps } from './asked.ts';

/**
 * The last of the radio buttons of a question that may be left out: a button that is pressed cannot be let up again, so
 * taking an answer back is a choice of its own. Never chosen beforehand: nobody has said that they do not answer.
 */
export function noAnswer({ view, asked }: QuestionProps): readonly ChoiceItem[] {
  if (!view.question.optional) return [];
  const { t } = asked.request;
  return [{ divider: t('applications.page.or') }, { value: '', text: t('applications.page.no-answer') }];
}
