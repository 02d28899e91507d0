import { attributes, classes, content, type Dressed, type Macro, present } from './options.ts';
import { useSpeech } from './words.ts';

/** `visuallyHiddenText: ''` leaves the word before the message out. */
export type ErrorMessageOptions = Dressed & Macro<{ id?: string; visuallyHiddenText?: string | false }>;

export function ErrorMessage(options: ErrorMessageOptions) {
  const { words } = useSpeech();
  const hidden = options.visuallyHiddenText ?? words('error');
  return (
    <p
      {...attributes(options.attributes)}
      {...present({ id: options.id })}
      class={classes('govuk-error-message', options.classes)}
    >
      {hidden ? (
        <>
          <span class="govuk-visually-hidden">{hidden}:</span> {content(options)}
        </>
      ) : (
        content(options)
      )}
    </p>
  );
}
