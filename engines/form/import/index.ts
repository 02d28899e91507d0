import type { Fault, Result } from '@torget/feel';
import type { Form, Text } from '../types.ts';
import type { Note, SourceLanguage } from './draft.ts';
import { convertFormio } from './formio/convert.ts';
import { isFormio } from './formio/source.ts';
import { mend } from './mend.ts';
import { Notes } from './notes.ts';
import { convertXgov } from './xgov/convert.ts';
import { isXgov } from './xgov/source.ts';

export type { Note, SourceLanguage } from './draft.ts';
export { importGenerated } from './generated.ts';
export { slug } from './ids.ts';

/** The formats that are read. */
export const FORMATS = ['xgov', 'formio'] as const;
export type Format = (typeof FORMATS)[number];

/** A form of another system as one of this house. */
export interface Imported {
  readonly title: string;
  readonly language: SourceLanguage;
  readonly cost?: Text;
  /** form.yaml. */
  readonly yaml: string;
  readonly form: Form;
  /** Everything that is otherwise than in the source. */
  readonly notes: readonly Note[];
}

/**
 * Reads a form of another system: the XGov digital form builder (`xgov`) or Form.io (`formio`). Nothing of it is ever
 * run. Never throws for input: what has not the shape of the format, or cannot become a form, is told as faults.
 */
export function importForm(from: Format, json: unknown, name: string): Result<Imported, readonly Fault[]> {
  const notes = new Notes();
  if (!(from === 'xgov' ? isXgov(json) : isFormio(json))) return { ok: false, error: [notThat(from)] };
  const converted = from === 'xgov' ? convertXgov(json, name, notes) : convertFormio(json, name, notes);
  const mended = mend(converted.form, [`${converted.title} (${from})`], notes);
  if (!mended.ok) return mended;
  const { title, language, cost } = converted;
  if (language !== 'sv')
    notes.different(
      'not-translated',
      { at: '' },
      `Texterna är på ${LANGUAGES[language].sv} och står så också som svenska: de behöver översättas.`,
      `The texts are in ${LANGUAGES[language].en} and stand so as Swedish too: they need to be translated.`,
    );
  return {
    ok: true,
    value: { title, language, ...(cost === undefined ? {} : { cost }), ...mended.value, notes: notes.list },
  };
}

const LANGUAGES = {
  en: { sv: 'engelska', en: 'English' },
  cy: { sv: 'kymriska', en: 'Welsh' },
  nb: { sv: 'norska', en: 'Norwegian' },
  sv: { sv: 'svenska', en: 'Swedish' },
} as const;

function notThat(from: Format): Fault {
  const shape = from === 'xgov' ? 'pages' : 'components';
  return {
    file: '',
    line: 1,
    column: 1,
    code: 'import-shape',
    message: { sv: `Filen är inget formulär av formatet ${from}.`, en: `The file is no form of the format ${from}.` },
    advice: { sv: `Ett sådant är JSON med ${shape}.`, en: `Such a form is JSON with ${shape}.` },
  };
}
