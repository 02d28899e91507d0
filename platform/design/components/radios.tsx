import { Choices, type ChoicesOptions } from './choices.tsx';
import { describes } from './form-group.tsx';
import type { Macro } from './options.ts';

export type RadiosOptions = ChoicesOptions & Macro<{ value?: string | number | boolean | null }>;

export function Radios(options: RadiosOptions) {
  const id = options.idPrefix || options.name;
  return (
    <Choices
      kind="radios"
      options={options}
      describedBy={describes(id, options, options.fieldset?.describedBy)}
      checked={(item) =>
        item.checked || (options.value ? item.value === options.value && item.checked !== false : false)
      }
    />
  );
}
