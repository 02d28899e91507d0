import { transaction } from '#platform/database/index.ts';
import { Button, Checkboxes, ErrorSummary, Input, Section, Select } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { LanguageNeed } from '#platform/identity/index.ts';
import { languageTag } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import {
  CONTACT_LANGUAGES,
  contactLanguage,
  contactLanguageName,
  givesTranslation,
  languageSaid,
  type NeedError,
  needError,
  OTHER_LANGUAGE,
  sayLanguage,
} from './languages.ts';

/** Longer than what is let through, so that too much is told and not cut. */
const ENOUGH = 1000;
const saidIn = ({ fields }: Request) =>
  Object.fromEntries(['sprak', 'tolk', 'annat', 'form'].map((name) => [name, field(fields, name, ENOUGH)]));

/** What has to be mended, above the page. */
export function NeedErrorSummary({ request: { t }, wrong }: { readonly request: Request; readonly wrong: NeedError }) {
  return (
    <ErrorSummary
      titleText={t('cases.language.mend')}
      errorList={[{ text: t(wrong.text), href: `#sprak-${wrong.field}` }]}
    />
  );
}

/** Which language the person uses towards the town, and whether an interpreter is needed (FL 13 §, lag 2009:724 8 §). */
export function LanguageForm({
  request,
  need,
  wrong,
}: {
  readonly request: Request;
  readonly need: LanguageNeed | undefined;
  readonly wrong?: NeedError | undefined;
}) {
  const { t, town, url, csrf } = request;
  // What was written stays in the form until it is right.
  const said = wrong === undefined ? shownOf(need) : saidIn(request);
  const error = (field: NeedError['field']) =>
    wrong?.field === field ? { errorMessage: { text: t(wrong.text) } } : {};
  const rights = CONTACT_LANGUAGES.filter((one) => givesTranslation(town, one));
  const names = new Intl.ListFormat([languageTag(request.language), 'sv']).format(
    rights.map((one) => contactLanguageName(t, one)),
  );
  return (
    <Section id="sprak" title={t('cases.language.title')}>
      {rights.length === 0 ? null : <p class="govuk-body">{t('cases.language.right', { names })}</p>}
      <p class="govuk-body">{t('cases.language.help-right')}</p>
      {need?.written ? (
        <p class="govuk-body">{t('cases.language.asked', { name: contactLanguageName(t, need.language) })}</p>
      ) : null}
      <form method="post" action={url('my-pages.language')} novalidate>
        <input type="hidden" name="_csrf" value={csrf} />
        <Select
          id="sprak-val"
          name="sprak"
          label={{ text: t('cases.language.which') }}
          items={[
            { value: 'sv', text: t('cases.language.swedish') },
            ...CONTACT_LANGUAGES.map((one) => ({
              value: one,
              text: contactLanguageName(t, one),
              selected: said['sprak'] === one,
            })),
            { value: OTHER_LANGUAGE, text: t('cases.language.other'), selected: said['sprak'] === OTHER_LANGUAGE },
          ]}
        />
        <Input
          id="sprak-annat"
          name="annat"
          label={{ text: t('cases.language.other-name') }}
          hint={{ text: t('cases.language.other-hint') }}
          value={said['annat'] ?? ''}
          {...error('annat')}
        />
        <Checkboxes
          name="tolk"
          idPrefix="tolk"
          fieldset={{ legend: { text: t('cases.language.help'), classes: 'govuk-visually-hidden' } }}
          items={[{ value: 'ja', text: t('cases.language.needs-interpreter'), checked: said['tolk'] === 'ja' }]}
        />
        <Input
          id="sprak-form"
          name="form"
          label={{ text: t('cases.language.format-mine') }}
          hint={{ text: t('cases.language.format-hint') }}
          value={said['form'] ?? ''}
          {...error('form')}
        />
        <Button text={t('cases.language.save')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Section>
  );
}

/** What the person has said, as the form has it. */
function shownOf(need: LanguageNeed | undefined): { readonly [field: string]: string } {
  if (need === undefined) return {};
  const { language, interpreter, format } = need;
  const known = language === 'sv' || contactLanguage(language) !== undefined;
  const named = known ? { sprak: language } : { sprak: OTHER_LANGUAGE, annat: language };
  return { ...named, tolk: interpreter ? 'ja' : '', form: format ?? '' };
}

/** Keeps what the person says of her language, for those who work her cases. */
export async function doMyLanguage(
  request: Request,
  again: (request: Request, wrong: NeedError) => Promise<Answer>,
): Promise<Answer> {
  const { actor, db, town, now, url, t } = request;
  if (actor.kind !== 'citizen') throw new NotFound('only a person has a language');
  const given = saidIn(request);
  const wrong = needError(given);
  if (wrong !== null) return again(request, wrong);
  const said = {
    party: actor.principal,
    language: languageSaid(t, given),
    interpreter: given['tolk'] === 'ja',
    format: given['form'] || null,
    by: actor.party,
    unit: null,
    at: now,
  };
  await transaction(db, (tx) => sayLanguage(tx, town, said));
  return { kind: 'redirect', to: `${url('my-pages.data')}#sprak` };
}
