import { Button, Radios } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { type Assisted, beginAssisted, CHANNELS, IDENTITIES } from './assist.ts';
import { assistPage, partyOf, wrongIn } from './frame.tsx';
import { type Fault, readLetter } from './letter.ts';
import { LetterFields } from './letter-fields.tsx';
import { NumberField } from './number-field.tsx';

/** What the officer's own unit works with and a person is signed in for; where nobody signs in the form is open to all. */
function servicesOf({ actor }: Request, { catalogue }: ApplicationsOptions): readonly Service[] {
  const unit = actor.kind === 'staff' ? actor.unit : '';
  return (catalogue.offered ?? []).filter(
    ({ definition }) => definition.owner.unit === unit && definition.signIn !== 'none',
  );
}

export async function showAssist(request: Request, options: ApplicationsOptions): Promise<Answer> {
  return page(request, options, []);
}

/** Begins to fill in for somebody: which service, who it is, how she came and how that is known. */
export async function assist(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const { fields, url, t } = request;
  const service = servicesOf(request, options).find(({ id }) => id === field(fields, 'tjanst', 100));
  const channel = CHANNELS.find((each) => each === field(fields, 'hur', 20));
  const identity = IDENTITIES.find((each) => each === field(fields, 'legitimation', 20));
  const number = field(fields, 'nummer', 20).replace(/[\s\u2010-\u2015-]/g, '');
  const paper = channel === 'letter' ? await readLetter(request, options) : { faults: [] };
  const faults = [
    ...[
      ...(service === undefined ? (['tjanst'] as const) : []),
      ...(/^\d{12}$/.test(number) ? [] : (['nummer'] as const)),
      ...(channel === undefined ? (['hur'] as const) : []),
    ].map((name) => ({ field: name, text: t(`applications.assist.mend.${name}`) })),
    ...paper.faults,
    ...(knows(channel, identity) ? [] : [{ field: 'legitimation', text: t('applications.assist.mend.legitimation') }]),
  ];
  if (service === undefined || channel === undefined || identity === undefined || faults.length > 0)
    return page(request, options, faults);
  const letter = paper.letter === undefined ? {} : { letter: paper.letter };
  const party = await partyOf(request, number);
  const draft = party && (await beginAssisted(request, options, service, party, { channel, identity, ...letter }));
  // Nobody such, somebody near, protected: said alike, so that nothing is told of anybody.
  if (draft === undefined)
    return page(request, options, [{ field: 'nummer', text: t('applications.assist.mend.not') }]);
  const first = service.form.pages[0]?.id ?? '';
  return { kind: 'redirect', to: url('application.page', { service: service.id, draft, page: first }) };
}

/** A signature on paper says who it is of a paper application alone, and nobody shows a document by letter. */
function knows(channel: Assisted['channel'] | undefined, identity: Assisted['identity'] | undefined): boolean {
  if (identity === 'paper') return channel === 'letter';
  return identity !== undefined && !(identity === 'document' && channel === 'letter');
}

function page(request: Request, options: ApplicationsOptions, faults: readonly Fault[]): Promise<Answer> {
  const { t } = request;
  const services = servicesOf(request, options);
  return assistPage(request, options, {
    title: t('applications.assist.title'),
    about: t('applications.assist.about'),
    begin: t('applications.assist.begin'),
    navigation: 'assist',
    faults,
    children:
      services.length === 0 ? (
        <p class="govuk-body">{t('applications.assist.none')}</p>
      ) : (
        <Begin request={request} services={services} faults={faults} />
      ),
  });
}

interface BeginProps {
  readonly request: Request;
  readonly services: readonly Service[];
  readonly faults: readonly Fault[];
}

function Begin({ request, services, faults }: BeginProps) {
  const { t, csrf, url, fields, language } = request;
  const wrong = wrongIn(faults);
  const chosen = field(fields, 'tjanst', 100);
  return (
    <form
      class="d-do"
      method="post"
      action={url('desk.assist')}
      enctype="multipart/form-data"
      novalidate
      autocomplete="off"
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <Radios
        idPrefix="tjanst"
        name="tjanst"
        fieldset={{ legend: { text: t('applications.assist.service') } }}
        value={services.length === 1 ? (services[0]?.id ?? '') : chosen}
        items={services.map(({ id, definition }) => ({ value: id, text: text(definition.title, language) }))}
        {...wrong('tjanst')}
      />
      <NumberField request={request} wrong={wrong} />
      <Radios
        idPrefix="hur"
        name="hur"
        fieldset={{ legend: { text: t('applications.assist.how') } }}
        value={field(fields, 'hur', 20)}
        items={CHANNELS.map((value) => ({
          value,
          text: t(`applications.assist.${value}`),
          ...(value === 'letter' ? { conditional: { html: <LetterFields request={request} wrong={wrong} /> } } : {}),
        }))}
        {...wrong('hur')}
      />
      <Radios
        idPrefix="legitimation"
        name="legitimation"
        fieldset={{ legend: { text: t('applications.assist.identity') } }}
        value={field(fields, 'legitimation', 20)}
        items={IDENTITIES.map((value) => ({ value, text: t(`applications.assist.${value}`) }))}
        {...wrong('legitimation')}
      />
      <Button text={t('applications.assist.start')} preventDoubleClick />
    </form>
  );
}
