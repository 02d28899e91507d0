import { MAX_FILE, mostFiles, type Question } from '@torget/form';
import type { ComponentChildren } from 'preact';
import { EXTENSIONS } from '#platform/files/index.ts';
import { typesOf } from '../uploads.ts';
import type { QuestionProps } from './asked.ts';
import { hintOf } from './label.tsx';

/** Under the question's own words: how many, how large, which kinds, and whether a picture keeps what the camera noted. */
export function fileHint(props: QuestionProps): ComponentChildren {
  const { t } = props.asked.request;
  const { question } = props.view;
  return (
    <>
      {hintOf(props)?.html}{' '}
      <span class="t-source">
        {limits(question, t)}
        {question.keepOriginal ? ` ${t('applications.file.original')}` : undefined}
      </span>
    </>
  );
}

function limits(question: Question, t: QuestionProps['asked']['request']['t']): string {
  const size = Math.max(Math.floor((question.maxSize ?? MAX_FILE) / 1_000_000), 1);
  const types = typesOf(question)
    .map((type) => EXTENSIONS[type])
    .join(', ');
  return question.type === 'files'
    ? t('applications.files.limits', { max: mostFiles(question), size, types })
    : t('applications.file.types', { size, types });
}
