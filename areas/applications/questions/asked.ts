import type { FieldError, JourneyOptions, QuestionView } from '@torget/form';
import { houseLanguage } from '#platform/text/index.ts';
import type { LookUpName } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { TownMap } from '../map/map.ts';

/** What every drawn question knows beside itself. */
export interface Asked {
  readonly request: Request;
  readonly errors: readonly FieldError[];
  readonly options: JourneyOptions;
  readonly map: TownMap | undefined;
  /** The registers that can be asked while the form is filled in. */
  readonly lookups: readonly LookUpName[];
  /** The question whose label is the page's heading. */
  readonly heading: string | undefined;
  /** The question that the page's heading has said already: its own legend is only read out. */
  readonly said: string | undefined;
  /** Address of the picture of an attached file's first page; none where nobody shows it. */
  readonly previews: ((file: string) => string) | undefined;
  /** Inside an entry of a group: compact controls. */
  readonly inEntry: boolean;
}

export interface QuestionProps {
  readonly view: QuestionView;
  readonly asked: Asked;
}

/** The first error of a field or of one of its parts, in the page's language. */
export function errorOf(asked: Asked, name: string): { readonly text: string } | undefined {
  const error = asked.errors.find(({ field }) => field === name || field.startsWith(`${name}-`));
  return error === undefined ? undefined : { text: error.message[houseLanguage(asked.request.language)] };
}

/** The error of exactly this field. */
export function errorAt(asked: Asked, field: string): { readonly text: string } | undefined {
  const error = asked.errors.find((each) => each.field === field);
  return error === undefined ? undefined : { text: error.message[houseLanguage(asked.request.language)] };
}

export function typedIn(view: QuestionView, field: string): string {
  return view.fields[field]?.[0] ?? '';
}
