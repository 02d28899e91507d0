import { Breadcrumbs, Contact } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import type { Unit } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';

/** The id of the heading that `Questions` has, for the column beside it to be labelled by. */
export const QUESTIONS = 'fragor';

/** The way back from a page about something: all services, and the first of its life events that the town has. */
export function Trail({
  request: { t, language, town, url },
  lifeEvents = [],
}: {
  readonly request: Request;
  readonly lifeEvents?: readonly string[];
}) {
  const event = town.lifeEvents.find(({ id }) => lifeEvents.includes(id));
  return (
    <Breadcrumbs
      items={[
        { text: t('catalogue.service.services'), href: url('start') },
        ...(event ? [{ text: text(event.title, language), href: url('life-event', { event: event.id }) }] : []),
      ]}
    />
  );
}

/** Where one asks: the unit's telephone and hours, and the town's where the unit has none of its own. */
export function Questions({
  request: { t, language, town },
  unit,
}: {
  readonly request: Request;
  readonly unit?: Unit | undefined;
}) {
  return (
    <Contact
      id={QUESTIONS}
      stay
      title={t('catalogue.service.questions')}
      lead={unit && text(unit.title, language)}
      phone={unit?.phone ?? town.contact.phone}
      hours={text(unit?.hours ?? town.contact.hours, language)}
    />
  );
}
