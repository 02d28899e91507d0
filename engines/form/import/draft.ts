import type { Bilingual } from '@torget/feel';
import type { QuestionType, Text } from '../types.ts';

/** A form.yaml in the making: the same keys, as plain values that are written as YAML in the end. */
export interface DraftForm {
  readonly sections: { [id: string]: Text };
  readonly pages: DraftPage[];
  readonly conditions: { [name: string]: string };
}

export interface DraftPage {
  id: string;
  title?: Text;
  section?: string;
  when?: string;
  questions: DraftQuestion[];
  eligible?: { when: string; stop: { title: Text; text: Text; link?: string } }[];
  validation?: { rule: string; message: Text; at?: string }[];
}

export interface DraftQuestion {
  id: string;
  type: QuestionType;
  label: Text;
  hint?: Text;
  optional?: true;
  when?: string;
  min?: string;
  max?: string;
  'max-length'?: string;
  'max-words'?: string;
  pattern?: string;
  /** Of a computed value. */
  value?: string;
  as?: 'money' | 'number' | 'text' | 'date' | 'month' | 'yes-no';
  options?: { [id: string]: DraftOption };
  accept?: string[];
  'max-size'?: string;
  suffix?: Text;
  autocomplete?: string;
  repeat?: { min?: string; max?: string; title?: string; item?: Text; add?: Text };
  questions?: DraftQuestion[];
}

export type DraftOption = Text | { label: Text; hint?: Text; when?: string; exclusive?: true };

/**
 * What the imported form does otherwise than its source. `different`: the nearest thing the house has took its place;
 * `lost`: it is not there; `source`: the source is at fault itself, and the import says how it was read.
 */
export interface Note {
  /** Where in the source: `pages/lead-contact/NlHSBg`. */
  readonly at: string;
  /** Id of the question, page or condition that it became; empty when it became none. */
  readonly element: string;
  readonly kind: 'different' | 'lost' | 'source';
  readonly code: string;
  readonly message: Bilingual;
}

/** The languages that sources are written in. */
export type SourceLanguage = 'en' | 'cy' | 'nb' | 'sv';

/** A source turned into a form, before the last word of the loader. */
export interface Converted {
  readonly form: DraftForm;
  readonly title: string;
  readonly language: SourceLanguage;
  /** What it costs, as the source says it; absent where it says nothing. */
  readonly cost?: Text;
  /** Days that a signature, an attachment or a draft may take do not exist here; what does is kept for the service page. */
  readonly summary?: string;
}
