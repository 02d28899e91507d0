import { Button, Radios } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { type Answer, field, type Request } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { beginAssisted, NOBODY } from './assist.ts';
import { assistPage, partyOf, wrongIn } from './frame.tsx';
import { type Fault, readLetter } from './letter.ts';
import { LetterFields } from './letter-fields.tsx';
import { NumberField } from './number-field.tsx';

/** Whom a letter is from: a person with a number who has signed it, or anybody else, also nobody who says who it is. */
const SENDERS = ['person', 'other'] as const;

/** All that the officer's own unit works with. What takes letters that fit nothing else comes first. */
function servicesOf({ actor }: Request, { catalogue }: ApplicationsOptions): readonly Service[] {
  const unit = actor.kind === 'staff' ? actor.unit : '';
  const own = (catalogue.offered ?? []).filter(({ definition }) => definition.owner.unit === unit);
  const takesAny = ({ definition }: Service) => definition.onPaper !== undefined;
  return [...own.filter(takesAny), ...own.filter((service) => !takesAny(service))];
}

export async function showLetter(request: Request, options: ApplicationsOptions): Promise<Answer> {
  return page(request, options, []);
}

/** Begins to register a letter: what it belongs to, whom it is from, how and when it came, and its scan. */
export async function registerLetter(request: Request, options: ApplicationsOptions): Promise<Answer> {
  const { fields, url, t } = request;
  const service = servicesOf(request, options).find(({ id }) => id === field(fields, 'tjanst', 100));
  const sender = SENDERS.find((one) => one === field(fields, 'avsandare', 20));
  const number = field(fields, 'nummer', 20).replace(/[\s\u2010-\u2015-]/g, '');
  const { letter, faults: wrong } = await readLetter(request, options);
  const faults = [...senderFaults(request, service, sender, number), ...wrong];
  if (service === undefined || letter === undefined || faults.length > 0) return page(request, options, faults);
  const party = sender === 'person' ? await partyOf(request, number) : null;
  const identity = sender === 'person' ? 'paper' : NOBODY;
  const draft =
    party === undefined
      ? undefined
      : await beginAssisted(request, options, service, party, { channel: 'letter', identity, letter });
  // Nobody such, somebody near, protected: said alike, so that nothing is told of anybody.
  if (draft === undefined)
    return page(request, options, [{ field: 'nummer', text: t('applications.assist.mend.not') }]);
  const first = service.form.pages[0]?.id ?? '';
  return { kind: 'redirect', to: url('application.page', { service: service.id, draft, page: first }) };
}

/** What a service asks of who sends stands over what came on paper too: some need a person, some take no names. */
function senderFaults(
  { t }: Request,
  service: Service | undefined,
  sender: (typeof SENDERS)[number] | undefined,
  number: string,
): readonly Fault[] {
  const asks = service?.definition.signIn;
  const wrong =
    sender === undefined
      ? 'avsandare'
      : asks === 'required' && sender === 'other'
        ? 'person'
        : asks === 'none' && sender === 'person'
          ? 'other'
          : undefined;
  return [
    ...(service === undefined ? [{ field: 'tjanst', text: t('applications.letter.mend.tjanst') }] : []),
    ...(wrong === undefined ? [] : [{ field: 'avsandare', text: t(`applications.letter.mend.${wrong}`) }]),
    ...(sender !== 'person' || /^\d{12}$/.test(number)
      ? []
      : [{ field: 'nummer', text: t('applications.assist.mend.nummer') }]),
  ];
}

function page(request: Request, options: ApplicationsOptions, faults: readonly Fault[]): Promise<Answer> {
  const { t } = request;
  const services = servicesOf(request, options);
  return assistPage(request, options, {
    title: t('applications.letter.title'),
    about: t('applications.letter.about'),
    begin: t('applications.letter.begin'),
    navigation: 'letter',
    faults,
    children:
      services.length === 0 ? (
        <p class="govuk-body">{t('applications.letter.none')}</p>
      ) : (
        <Begin request={request} services={services} faults={faults} />
      ),
  });
}

function Begin(props: {
  readonly request: Request;
  readonly services: readonly Service[];
  readonly faults: readonly Fault[];
}) {
  const { request, services, faults } = props;
  const { t, csrf, url, fields, language } = request;
  const wrong = wrongIn(faults);
  const [first] = services;
  // Most letters that reach a registrar fit no form: that is chosen until something else is.
  const usual = first?.definition.onPaper === undefined && services.length > 1 ? '' : (first?.id ?? '');
  return (
    <form
      class="d-do"
      method="post"
      action={url('desk.incoming')}
      enctype="multipart/form-data"
      novalidate
      autocomplete="off"
    >
      <input type="hidden" name="_csrf" value={csrf} />
      <Radios
        idPrefix="tjanst"
        name="tjanst"
        fieldset={{ legend: { text: t('applications.letter.service') } }}
        value={field(fields, 'tjanst', 100) || usual}
        items={services.map(({ id, definition }) => ({
          value: id,
          text: text(definition.title, language),
          ...(definition.onPaper === undefined ? {} : { hint: { text: t('applications.letter.any') } }),
        }))}
        {...wrong('tjanst')}
      />
      <Radios
        idPrefix="avsandare"
        name="avsandare"
        fieldset={{ legend: { text: t('applications.letter.sender') } }}
        value={field(fields, 'avsandare', 20)}
        items={SENDERS.map((value) => ({
          value,
          text: t(`applications.letter.${value}`),
          hint: { text: t(`applications.letter.${value}-hint`) },
          ...(value === 'person' ? { conditional: { html: <NumberField request={request} wrong={wrong} /> } } : {}),
        }))}
        {...wrong('avsandare')}
      />
      <LetterFields request={request} wrong={wrong} />
      <Button text={t('applications.letter.start')} preventDoubleClick />
    </form>
  );
}
