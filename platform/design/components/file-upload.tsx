import { describes, FieldHead, type FieldOptions, FormGroup } from './form-group.tsx';
import { type Attributes, attributes, classes, content, i18n, type Macro, present } from './options.ts';

type Plural = { readonly [form: string]: string };

export type FileUploadOptions = FieldOptions &
  Macro<{
    multiple?: boolean;
    javascript?: boolean;
    wrapperClasses?: string;
    wrapperAttributes?: Attributes;
    chooseFilesButtonText?: string;
    noFileChosenText?: string;
    multipleFilesChosenText?: Plural;
    dropInstructionText?: string;
    enteredDropZoneText?: string;
    leftDropZoneText?: string;
  }>;

export function FileUpload(options: FileUploadOptions) {
  const id = options.id || options.name;
  const own = present({
    id,
    name: options.name,
    disabled: options.disabled,
    multiple: options.multiple,
    'aria-describedby': describes(id, options, options.describedBy),
  });
  const dress = classes('govuk-file-upload', options.classes, options.errorMessage && 'govuk-file-upload--error');
  const input = <input {...attributes(options.attributes)} {...own} class={dress} type="file" />;
  return (
    <FormGroup question={options}>
      <FieldHead id={id} field={options} />
      {content(options.formGroup?.beforeInput)}
      {options.javascript ? (
        <div
          {...attributes(options.wrapperAttributes)}
          {...hooks(options)}
          class={classes('govuk-file-upload-wrapper', options.wrapperClasses)}
          data-module="govuk-file-upload"
        >
          {input}
        </div>
      ) : (
        input
      )}
      {content(options.formGroup?.afterInput)}
    </FormGroup>
  );
}

function hooks(options: FileUploadOptions) {
  return {
    ...i18n('choose-files-button', options.chooseFilesButtonText),
    ...i18n('no-file-chosen', options.noFileChosenText),
    ...i18n('multiple-files-chosen', options.multipleFilesChosenText),
    ...i18n('drop-instruction', options.dropInstructionText),
    ...i18n('entered-drop-zone', options.enteredDropZoneText),
    ...i18n('left-drop-zone', options.leftDropZoneText),
  };
}
