import {
  type Form,
  type OutlinedPage,
  type OutlinedQuestion,
  outline,
  type Said,
  type Text,
  titleOf,
} from '@torget/form';
import { DeskSection, Details } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import { languageName } from './list.tsx';

/** Every page of a form with every branch, in all the town's languages: what `torget form preview` tells of it. */
export function FormOutline(props: { readonly request: Request; readonly form: Form; readonly name?: string }) {
  const { request, form, name } = props;
  const { t, language } = request;
  return (
    <>
      <h2 class="govuk-heading-m d-outline__head">
        {name === undefined ? t('catalogue.owner.form') : t('catalogue.owner.task-form', { name })}
      </h2>
      <p class="govuk-body">{t('catalogue.owner.form-about', { n: form.pages.length })}</p>
      {outline(form).map((each, index) => (
        <DeskSection
          id={`${name ?? 'sida'}-${each.page.id}`}
          title={`${index + 1}. ${text(titleOf(each.page), language)}`}
        >
          <PageOutline request={request} outlined={each} />
        </DeskSection>
      ))}
    </>
  );
}

type Speaking = { readonly request: Request };

function PageOutline({ request, outlined }: Speaking & { readonly outlined: OutlinedPage }) {
  const { t } = request;
  const { page, when, questions, rules, ends } = outlined;
  return (
    <div class="d-outline">
      <When request={request} said={when} />
      {page.title === undefined ? null : <Both request={request} text={page.title} />}
      {page.intro === undefined ? null : <Both request={request} text={page.intro} />}
      <ul>
        {questions.map((question) => (
          <Asked request={request} outlined={question} />
        ))}
      </ul>
      {rules.map(({ rule, message }) => (
        <div class="d-outline__rule">
          <p>
            <strong>{t('catalogue.owner.rule')}</strong> <InWords request={request} said={rule} />
          </p>
          <Both request={request} text={message} />
        </div>
      ))}
      {ends.map(({ when: said, stop }) => (
        <div class="d-outline__rule">
          <p>
            <strong>{t('catalogue.owner.end')}</strong> <InWords request={request} said={said} />
          </p>
          <Both request={request} text={stop.title} />
          <Both request={request} text={stop.text} />
          {stop.link === undefined ? null : <p class="t-source">{stop.link}</p>}
        </div>
      ))}
    </div>
  );
}

function Asked({ request, outlined }: Speaking & { readonly outlined: OutlinedQuestion }) {
  const { t } = request;
  const { question, when, options, questions, errors } = outlined;
  const language = request.language === 'en' ? 'en' : 'sv';
  return (
    <li>
      <Both request={request} text={question.label} strong />
      <p class="t-source">
        <code>{question.id}</code> · <code>{question.type}</code>
        {question.optional ? ` · ${t('catalogue.owner.optional')}` : ''}
      </p>
      <When request={request} said={when} />
      {question.hint === undefined ? null : <Both request={request} text={question.hint} />}
      {options.length === 0 ? null : (
        <ul>
          {options.map((option) => (
            <li>
              <Both request={request} text={option.label} />
              {option.hint === undefined ? null : <Both request={request} text={option.hint} />}
              <When request={request} said={option.when} />
            </li>
          ))}
        </ul>
      )}
      {questions.length === 0 ? null : (
        <ul>
          {questions.map((each) => (
            <Asked request={request} outlined={each} />
          ))}
        </ul>
      )}
      {errors.length === 0 ? null : (
        <Details
          summaryText={t('catalogue.owner.errors', { n: errors.length })}
          html={
            <ul>
              {errors.map(({ rule, message }) => (
                <li>
                  {message[language]} <code>{rule}</code>
                </li>
              ))}
            </ul>
          }
        />
      )}
    </li>
  );
}

/** A text in each of the town's languages, and which of them it lacks. */
function Both({ request, text: said, strong = false }: Speaking & { readonly text: Text; readonly strong?: boolean }) {
  const { t, town, language } = request;
  return (
    <>
      {town.languages.map((code) => {
        const words = said[code];
        if (words === undefined)
          return (
            <p class="d-outline__missing">
              {t('catalogue.owner.lacks-language', { language: languageName(code, language) })}
            </p>
          );
        return <p lang={code === language ? undefined : code}>{strong ? <strong>{words}</strong> : words}</p>;
      })}
    </>
  );
}

function When({ request, said }: Speaking & { readonly said: Said | undefined }) {
  if (said === undefined) return null;
  return (
    <p class="d-outline__when">
      {request.t('catalogue.owner.when')} <InWords request={request} said={said} />
    </p>
  );
}

/** A condition in words, with what is written in the file where that says something else. */
function InWords({ request, said }: Speaking & { readonly said: Said }) {
  const words = said.words[request.language === 'en' ? 'en' : 'sv'];
  return (
    <>
      {words === said.feel ? null : `${words} `}
      <code>{said.feel}</code>
    </>
  );
}
