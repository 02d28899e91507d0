import { Choices, type ChoicesOptions } from './choices.tsx';
import { describes } from './form-group.tsx';
import type { Macro } from './options.ts';

export type CheckboxesOptions = ChoicesOptions &
  Macro<{ values?: readonly (string | number | boolean | null)[]; describedBy?: string }>;

export function Checkboxes(options: CheckboxesOptions) {
  const id = options.idPrefix || options.name;
  const given = options.fieldset?.describedBy || options.describedBy;
  return (
    <Choices
      kind="checkboxes"
      options={options}
      describedBy={describes(id, options, given)}
      checked={(item) =>
        item.checked || (options.values ? options.values.includes(item.value ?? '') && item.checked !== false : false)
      }
    />
  );
}
