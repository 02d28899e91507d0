import { lawText } from '#platform/letters/index.ts';
import type { HouseLanguage } from '#platform/text/index.ts';

/** The number in the code of statutes that a legal basis names: `2025:400`. */
export function statuteNumber(basis: string): string | undefined {
  return /\((\d{4}:\d+)\)/.exec(basis)?.[1];
}

/** A legal basis as people read it, linked to its citation where the page has one. */
export function Law({
  bases,
  language,
  cited,
}: {
  bases: readonly string[];
  language: HouseLanguage;
  cited: readonly string[];
}) {
  return (
    <>
      {bases.map((basis, index) => {
        const at = cited.indexOf(basis);
        return (
          <>
            {index === 0 ? '' : '; '}
            {at < 0 ? (
              lawText(basis, language)
            ) : (
              <a class="govuk-link" href={`#lagrum-${at + 1}`}>
                {lawText(basis, language)}
              </a>
            )}
          </>
        );
      })}
    </>
  );
}
