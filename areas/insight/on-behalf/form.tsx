import { Button, DeskSection, Input, Radios, Textarea } from '#platform/design/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { ASKERS, IDENTITIES } from './make.ts';

export interface Fault {
  readonly field: string;
  readonly text: string;
}

interface Props {
  readonly request: Request;
  readonly faults: readonly Fault[];
}

/** What an officer says of a request for an extract. */
export function ExtractForm({ request, faults }: Props) {
  const { t, csrf, url } = request;
  return (
    <form class="d-do" method="post" action={url('desk.extract')} novalidate autocomplete="off">
      <input type="hidden" name="_csrf" value={csrf} />
      <DeskSection id="begaran" title={t('insight.behalf.request')}>
        <Line request={request} faults={faults} name="nummer" inputmode="numeric" />
        <Words request={request} faults={faults} name="andamal" />
        <Choice request={request} faults={faults} name="vem" values={ASKERS} />
        <Choice request={request} faults={faults} name="legitimation" values={IDENTITIES} />
      </DeskSection>
      <DeskSection id="annan" title={t('insight.behalf.other')}>
        <p class="govuk-body">{t('insight.behalf.other-about')}</p>
        <Line request={request} faults={faults} name="namn" />
        <Words request={request} faults={faults} name="behorighet" />
        <Words request={request} faults={faults} name="sekretess" />
      </DeskSection>
      <Button text={t('insight.behalf.do')} preventDoubleClick />
    </form>
  );
}

function wrong(faults: readonly Fault[], name: string) {
  const fault = faults.find((each) => each.field === name);
  return fault === undefined ? {} : { errorMessage: { text: fault.text } };
}

function Line({ request, faults, name, inputmode }: Props & { name: 'nummer' | 'namn'; inputmode?: 'numeric' }) {
  const { t, fields } = request;
  return (
    <Input
      id={name}
      name={name}
      autocomplete="off"
      classes="govuk-input--width-20"
      label={{ text: t(`insight.behalf.${name}`) }}
      value={field(fields, name, 200)}
      {...(inputmode === undefined ? {} : { inputmode, hint: { text: t('insight.behalf.nummer-hint') } })}
      {...wrong(faults, name)}
    />
  );
}

function Words({ request, faults, name }: Props & { name: 'andamal' | 'behorighet' | 'sekretess' }) {
  const { t, fields } = request;
  return (
    <Textarea
      id={name}
      name={name}
      rows={2}
      autocomplete="off"
      label={{ text: t(`insight.behalf.${name}`) }}
      hint={{ text: t(`insight.behalf.${name}-hint`) }}
      value={field(fields, name, 2000)}
      {...wrong(faults, name)}
    />
  );
}

type Value = (typeof ASKERS)[number] | (typeof IDENTITIES)[number];

function Choice(props: Props & { readonly name: 'vem' | 'legitimation'; readonly values: readonly Value[] }) {
  const { request, faults, name, values } = props;
  const { t, fields } = request;
  return (
    <Radios
      idPrefix={name}
      name={name}
      fieldset={{ legend: { text: t(`insight.behalf.${name}`) } }}
      value={field(fields, name, 30)}
      items={values.map((value) => ({ value, text: t(`insight.behalf.is.${value}`) }))}
      {...wrong(faults, name)}
    />
  );
}
