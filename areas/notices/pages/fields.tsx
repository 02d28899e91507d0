// Fields that more than one form of the board asks.
import { Input, Select } from '#platform/design/index.ts';
import { text } from '#platform/text/index.ts';
import { field, type Request } from '#platform/web/index.ts';

interface FieldProps {
  readonly request: Request;
  readonly name: string;
  /** What is wrong with it, in words. */
  readonly wrong?: string | undefined;
}

const message = (wrong: string | undefined) => (wrong === undefined ? {} : { errorMessage: { text: wrong } });

/** What a board is called. */
export function boardName({ town, language }: Request, id: string): string {
  return text(town.boards.find((board) => board.id === id)?.title ?? { sv: id }, language);
}

/** Which board; what is said of each is its name, where nothing else is. */
export function BoardField(props: {
  readonly request: Request;
  readonly wrong?: string | undefined;
  readonly said?: (id: string) => string;
}) {
  const { request, said = (id) => boardName(request, id), wrong } = props;
  const { t, town, fields } = request;
  return (
    <Select
      id="board"
      name="board"
      label={{ text: t('notices.board') }}
      items={town.boards.map(({ id }) => ({ value: id, text: said(id), selected: id === field(fields, 'board', 60) }))}
      {...message(wrong)}
    />
  );
}

/** A day, as it was typed. */
export function DayField({ request, name, label, wrong }: FieldProps & { readonly label: string }) {
  return (
    <Input
      id={name}
      name={name}
      type="date"
      classes="govuk-input--width-10"
      label={{ text: label }}
      value={field(request.fields, name, 10)}
      {...message(wrong)}
    />
  );
}

/** Where the minutes are kept: with the municipality, until something else is written. */
export function KeptField({ request, name, wrong }: FieldProps) {
  const { t, fields, town } = request;
  return (
    <Input
      id={name}
      name={name}
      label={{ text: t('notices.new.kept') }}
      value={fields[name] === undefined ? town.contact.address : field(fields, name, 200)}
      {...message(wrong)}
    />
  );
}
