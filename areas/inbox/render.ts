import { legalDay } from '#platform/calendar/index.ts';
import { TorgetError } from '#platform/errors.ts';
import {
  type BlockContent,
  type CompiledLetter,
  compileLetter,
  type LetterKind,
  type LetterModel,
  type LetterRecipient,
  type LetterWarning,
  renderLetter,
} from '#platform/letters/index.ts';
import type { BlockCall } from '#platform/runtime/index.ts';
import { type HouseLanguage, type TextCatalogue, text } from '#platform/text/index.ts';
import type { LetterTemplate, Town } from '#platform/town/index.ts';

const compiled = new WeakMap<LetterTemplate, Map<HouseLanguage, CompiledLetter>>();

/** A letter of a published version, compiled once for each language. Publishing has checked it, so a fault is ours. */
export function compiledLetter(template: LetterTemplate, language: HouseLanguage): CompiledLetter {
  const byLanguage = compiled.get(template) ?? new Map<HouseLanguage, CompiledLetter>();
  compiled.set(template, byLanguage);
  const known = byLanguage.get(language);
  if (known !== undefined) return known;
  const result = compileLetter(template.body[language] ?? template.body.sv, undefined, {
    subject: template.subject[language] ?? template.subject.sv,
  });
  if (!result.ok) {
    const detail = result.error.map((fault) => fault.message.en).join('; ');
    throw new TorgetError(
      'letter',
      500,
      { sv: 'Brevet kunde inte skrivas.', en: 'The letter could not be written.' },
      `${template.id}: ${detail}`,
    );
  }
  byLanguage.set(language, result.value);
  return result.value;
}

export interface LetterPlace {
  readonly town: Town;
  readonly texts: TextCatalogue;
  readonly language: HouseLanguage;
  readonly unit: string;
  readonly board: string;
  readonly kind: LetterKind;
  readonly recipient: LetterRecipient | undefined;
  readonly warn: (warning: LetterWarning) => void;
}

/** Fills a letter for one case; the day is that of the step, in legal time. */
export function render(
  letter: CompiledLetter,
  call: BlockCall,
  content: BlockContent,
  place: LetterPlace,
): LetterModel {
  const { town, language } = place;
  const title = (list: readonly { id: string; title: { sv: string; en?: string } }[], id: string) => {
    const found = list.find((entry) => entry.id === id);
    return found === undefined ? id : text(found.title, language);
  };
  const number = (call.facts.context['case'] as { number?: unknown } | null)?.number;
  return renderLetter(letter, { ...call.facts.context, ...call.input }, content, {
    language,
    instant: call.at,
    t: place.texts.for(language),
    warn: place.warn,
    head: {
      kind: place.kind,
      date: legalDay(call.at).toString(),
      ...(typeof number === 'string' ? { caseNumber: number } : {}),
      sender: {
        town: text(town.title, language),
        board: title(town.boards, place.board),
        unit: title(town.units, place.unit),
      },
      ...(place.recipient === undefined ? {} : { recipient: place.recipient }),
    },
  });
}
