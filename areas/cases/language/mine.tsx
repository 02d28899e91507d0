import { transaction } from '#platform/database/index.ts';
import { Button, Checkboxes, Section, Select } from '#platform/design/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { LanguageNeed } from '#platform/identity/index.ts';
import { languageTag } from '#platform/text/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import { CONTACT_LANGUAGES, contactLanguage, contactLanguageName, givesTranslation, sayLanguage } from './languages.ts';

/** Which language the person uses towards the town, and whether an interpreter is needed (FL 13 §, lag 2009:724 8 §). */
export function LanguageForm({
  request,
  need,
}: {
  readonly request: Request;
  readonly need: LanguageNeed | undefined;
}) {
  const { t, town, url, csrf } = request;
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
              selected: need?.language === one,
            })),
          ]}
        />
        <Checkboxes
          name="tolk"
          idPrefix="tolk"
          fieldset={{ legend: { text: t('cases.language.help'), classes: 'govuk-visually-hidden' } }}
          items={[{ value: 'ja', text: t('cases.language.needs-interpreter'), checked: need?.interpreter === true }]}
        />
        <Button text={t('cases.language.save')} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </Section>
  );
}

/** Keeps what the person says of her language, for those who work her cases. */
export async function doMyLanguage(request: Request): Promise<Answer> {
  const { actor, db, town, fields, now, url } = request;
  if (actor.kind !== 'citizen') throw new NotFound('only a person has a language');
  const said = {
    party: actor.principal,
    language: contactLanguage(field(fields, 'sprak', 3)),
    interpreter: field(fields, 'tolk', 2) === 'ja',
    by: actor.party,
    unit: null,
    at: now,
  };
  await transaction(db, (tx) => sayLanguage(tx, town, said));
  return { kind: 'redirect', to: `${url('my-pages.data')}#sprak` };
}
