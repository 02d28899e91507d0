import { DeskSection, Section } from '#platform/design/index.ts';
import { formatDate, formatDateTime, text } from '#platform/text/index.ts';
import type { Section as Part, Request } from '#platform/web/index.ts';
import { type Help, helpOf, NOBODY } from './assist.ts';

type Subject = { readonly view: { readonly id: string } } | null;

/** Who filled in the application for the person, and how she confirmed it: on the desk by name, for her by unit. */
export const assistSections: readonly Part<Subject>[] = [
  { place: 'desk-case', order: 4, load: (request, subject) => load(request, subject, true) },
  { place: 'citizen-case', order: 45, load: (request, subject) => load(request, subject, false) },
];

async function load(request: Request, subject: Subject, staff: boolean) {
  const help = subject === null ? undefined : await helpOf(request.db, subject.view.id);
  if (help === undefined) return null;
  const title = request.t('applications.assist.help');
  const words = <p class="govuk-body">{helpText(request, help, staff)}</p>;
  return staff ? (
    <DeskSection id="ifyllt" title={title}>
      {words}
    </DeskSection>
  ) : (
    <Section id="ifyllt" title={title}>
      {words}
    </Section>
  );
}

function helpText({ t, town, language }: Request, help: Help, staff: boolean): string {
  const found = town.units.find(({ id }) => id === help.unit);
  const unit = found === undefined ? help.unit : text(found.title, language);
  return [
    t(`applications.assist.filled-${help.channel}`, {
      by: staff && help.name !== '' ? `${help.name}, ${unit}` : unit,
      at: (language) => formatDateTime(help.since, language),
      day: (language) => formatDate(help.letter?.arrived ?? '', language),
      rule: help.letter?.rule ?? '',
    }),
    t(help.identity === NOBODY ? 'applications.letter.was' : `applications.assist.was-${help.identity}`),
    t(help.identity === NOBODY ? 'applications.letter.did' : `applications.assist.did-${help.confirmed.how}`, {
      at: (language) => formatDateTime(help.confirmed.at, language),
    }),
  ].join(' ');
}
