import type { FeelContext } from '@torget/feel';
import { type Form, optionsOf, type Question } from '@torget/form';
import type { VNode } from 'preact';
import { Section, SummaryList } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';

/** Something that was filled in: the question, and what was typed or chosen. */
export interface TypedRow {
  readonly label: string;
  readonly value: string;
}

interface Props {
  readonly request: Pick<Request, 't' | 'files'>;
  readonly rows: readonly TypedRow[];
}

/** What somebody filled in that came too late: nothing of it is kept, so it is all there to read and copy. */
export function NotTaken({ request: { t, files }, rows }: Props): VNode | null {
  const said = [
    ...rows.filter(({ value }) => value.trim() !== ''),
    ...files.map(({ name }) => ({ label: t('cases.late.file'), value: name })),
  ];
  if (said.length === 0) return null;
  return (
    <Section id="ditt" title={t('cases.late.typed')} size="m">
      <p class="govuk-body">{t('cases.late.typed-about')}</p>
      <SummaryList
        rows={said.map(({ label, value }) => ({ key: { text: label }, value: { html: <Lines text={value} /> } }))}
      />
    </Section>
  );
}

/** With the line breaks that were typed. */
function Lines({ text: said }: { readonly text: string }) {
  return (
    <>
      {said.split(/\r?\n/).map((line, index) => (
        <>
          {index > 0 ? <br /> : null}
          {line}
        </>
      ))}
    </>
  );
}

/** Parts of one answer in the order in which they are read: a day is `2026-03-01`. */
const PARTS = ['year', 'month', 'day'];

/**
 * What was typed into a form, also what would not have been taken: under each question what stood in its fields, and what
 * was chosen in words.
 */
export function typedIn(
  { t, language, fields, now }: Pick<Request, 't' | 'language' | 'fields' | 'now'>,
  form: Form,
  facts: FeelContext,
): readonly TypedRow[] {
  const worded = (question: Question, value: string): string => {
    if (question.type === 'file' || question.type === 'files') return fileName(value);
    if (question.type === 'yes-no' || question.type === 'declaration')
      return t(value === 'yes' ? 'cases.register.yes' : 'cases.register.no');
    const option = optionsOf(question, { at: now, facts }).find(({ id }) => id === value);
    return option === undefined ? value : text(option.label, language);
  };
  const typed = (question: Question): string => {
    const day = PARTS.map((part) => fields[`${question.id}-${part}`]?.[0] ?? '');
    if (day.some((part) => part !== '')) return day.join('-');
    const names = Object.keys(fields).filter((name) => name === question.id || name.startsWith(`${question.id}-`));
    const values = names.flatMap((name) => fields[name] ?? []).filter((value) => value.trim() !== '');
    return values.map((value) => worded(question, value)).join('\n');
  };
  const questions = form.pages.flatMap((page) => page.questions);
  return questions.map((question) => ({ label: text(question.label, language), value: typed(question) }));
}

/** The name of a file that had been kept with the answers. */
function fileName(kept: string): string {
  return /"name":"((?:[^"\\]|\\.)*)"/.exec(kept)?.[1] ?? '';
}
