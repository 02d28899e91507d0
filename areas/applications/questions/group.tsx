import type { QuestionView } from '@torget/form';
import type { VNode } from 'preact';
import { Added, Fieldset, LinkButton, Repeat } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { amountOf, printText } from '../print.ts';
import { type Asked, errorAt, type QuestionProps } from './asked.ts';
import { fieldsetOf, hintOf } from './label.tsx';

type Draw = (props: QuestionProps) => VNode;

/** Texts and amount of one saved entry, with the buttons to change and remove it. */
function entryOf({ view, asked }: QuestionProps, index: number) {
  const { t, language } = asked.request;
  const entry = view.entries?.[index];
  const parts = entry?.title ?? entry?.rows.map(({ value }) => value) ?? [];
  const { rest, amount } = amountOf(parts);
  const item = view.question.repeat?.item;
  const fallback = item === undefined ? t('applications.group.item') : text(item, language);
  const title =
    rest
      .map((part) => printText(part, asked.request))
      .join('')
      .replace(/,\s*$/, '') || fallback;
  const about = t('applications.group.about', { n: index + 1, title });
  return {
    title: t('applications.group.entry', { n: index + 1, item: title }),
    amount: amount === undefined ? undefined : printText(amount, asked.request),
    actions: (
      <>
        <LinkButton name="_do" value={`change:${view.name}:${index}`} about={about}>
          {t('applications.group.change')}
        </LinkButton>
        <LinkButton name="_do" value={`remove:${view.name}:${index}:${view.entries?.length ?? 0}`} about={about}>
          {t('applications.group.remove')}
        </LinkButton>
      </>
    ),
  };
}

function OpenEntry({ view, asked, draw: Draw }: QuestionProps & { readonly draw: Draw }) {
  const { t, language } = asked.request;
  const { open, entries = [], question } = view;
  if (open === undefined) return null;
  const n = open.entry === 'new' ? entries.length + 1 : open.entry + 1;
  const item = question.repeat?.item;
  const name = item === undefined ? t('applications.group.item') : text(item, language);
  const title =
    open.entry === 'new'
      ? t('applications.group.new', { n, item: name })
      : t('applications.group.entry', { n, item: name });
  return (
    <Repeat title={title}>
      <input
        type="hidden"
        name="_open"
        value={open.entry === 'new' ? `${view.name}:new:${entries.length}` : `${view.name}:${open.entry}`}
      />
      {open.questions.map((each: QuestionView) => (
        <Draw view={each} asked={{ ...asked, inEntry: true, heading: undefined, said: undefined }} />
      ))}
      <div class="govuk-button-group">
        <button class="govuk-button govuk-button--secondary" type="submit" name="_do" value={`save:${view.name}`}>
          {t('applications.group.save')}
        </button>
        {open.entry === 'new' && entries.length < (question.repeat?.min ?? 0) ? null : (
          <LinkButton name="_do" value={`remove:${view.name}:${open.entry}:${entries.length}`}>
            {t('applications.group.remove-open')}
          </LinkButton>
        )}
      </div>
    </Repeat>
  );
}

function addText(view: QuestionView, asked: Asked): string {
  const { t, language } = asked.request;
  const { add, item } = view.question.repeat ?? {};
  if (add !== undefined) return text(add, language);
  return item === undefined
    ? t('applications.group.add')
    : t('applications.group.add-item', { item: text(item, language) });
}

/** A repeated group: the entries that are ready, the one that is open, and a button for another. */
export function GroupField(props: QuestionProps & { readonly draw: Draw }) {
  const { view, asked, draw: Draw } = props;
  const hint = hintOf(props);
  const error = errorAt(asked, `${view.name}-add`);
  const legend = fieldsetOf(props);
  if (view.questions !== undefined) {
    return (
      <Fieldset {...legend}>
        {view.questions.map((each) => (
          <Draw view={each} asked={{ ...asked, heading: undefined, said: undefined }} />
        ))}
      </Fieldset>
    );
  }
  const entries = view.entries ?? [];
  const openIndex = view.open?.entry;
  return (
    <div class={error === undefined ? 'govuk-form-group' : 'govuk-form-group govuk-form-group--error'}>
      <Fieldset {...legend}>
        {hint === undefined ? null : <div class="govuk-hint">{hint.html}</div>}
        {error === undefined ? null : <p class="govuk-error-message">{error.text}</p>}
        <Added entries={entries.map((_, index) => entryOf(props, index)).filter((_, index) => index !== openIndex)} />
        <OpenEntry {...props} />
        {entries.length < (view.question.repeat?.max ?? 1) ? (
          <button
            class="govuk-button govuk-button--secondary"
            type="submit"
            name="_do"
            value={`add:${view.name}`}
            id={`${view.name}-add`}
          >
            {addText(view, asked)}
          </button>
        ) : null}
      </Fieldset>
    </div>
  );
}
