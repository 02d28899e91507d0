import { Hint } from './hint.tsx';
import { attributes, classes, content, i18n, type Macro } from './options.ts';
import { Textarea, type TextareaOptions } from './textarea.tsx';
import { useSpeech } from './words.ts';

type Plural = { readonly [form: string]: string };

export type CharacterCountOptions = TextareaOptions &
  Macro<{
    maxlength?: number | string;
    maxwords?: number | string;
    threshold?: number | string;
    countType?: 'characters' | 'words' | string;
    countMessage?: Macro<{ classes?: string }>;
    /** Says how much may be written; `%{count}` is the limit. */
    textareaDescriptionText?: string;
    charactersUnderLimitText?: Plural;
    charactersAtLimitText?: string;
    charactersOverLimitText?: Plural;
    wordsUnderLimitText?: Plural;
    wordsAtLimitText?: string;
    wordsOverLimitText?: Plural;
  }>;

export function CharacterCount(options: CharacterCountOptions) {
  const { words } = useSpeech();
  const { textareaDescriptionText, formGroup } = options;
  const id = options.id || options.name;
  const countType = options.countType || (options.maxwords ? 'words' : undefined);
  const limit = options.maxwords || options.maxlength;
  const pattern = textareaDescriptionText || words(countType === 'words' ? 'upToWords' : 'upToCharacters');
  const message = (
    <>
      <Hint
        id={`${id}-info`}
        text={limit ? pattern.replace('%{count}', String(limit)) : undefined}
        classes={classes('govuk-character-count__message', options.countMessage?.classes)}
      />
      {content(formGroup?.afterInput)}
    </>
  );
  return (
    <Textarea
      {...options}
      id={id}
      describedBy={`${id}-info`}
      classes={classes('govuk-js-character-count', options.classes)}
      groupClasses="govuk-character-count"
      groupAttributes={hooks(options, countType, Boolean(limit))}
      formGroup={{ ...formGroup, afterInput: { html: message } }}
    />
  );
}

/** What govuk-frontend's script reads to count along. */
function hooks(options: CharacterCountOptions, countType: string | undefined, limited: boolean) {
  return {
    ...attributes({
      'data-module': 'govuk-character-count',
      'data-maxlength': { value: options.maxlength, optional: true },
      'data-maxwords': { value: options.maxwords, optional: true },
      'data-threshold': { value: options.threshold, optional: true },
      'data-count-type': { value: countType ?? false, optional: true },
    }),
    ...(!limited && options.textareaDescriptionText
      ? i18n('textarea-description', { other: options.textareaDescriptionText })
      : {}),
    ...i18n('characters-under-limit', options.charactersUnderLimitText),
    ...i18n('characters-at-limit', options.charactersAtLimitText),
    ...i18n('characters-over-limit', options.charactersOverLimitText),
    ...i18n('words-under-limit', options.wordsUnderLimitText),
    ...i18n('words-at-limit', options.wordsAtLimitText),
    ...i18n('words-over-limit', options.wordsOverLimitText),
  };
}
