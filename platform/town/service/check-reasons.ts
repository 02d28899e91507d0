import { type DecisionModel, tables } from '@torget/decision';
import type { Fault, Scope } from '@torget/feel';
import { compileText } from '#platform/letters/index.ts';
import { Faults } from '../faults.ts';

/** FL 32 §: a reason names the provision. What its placeholders read must be facts of the case. */
export function checkReasons(decisions: DecisionModel, scope: Scope): readonly Fault[] {
  const faults = new Faults('decisions.dmn');
  for (const table of tables(decisions)) {
    for (const rule of table.rules) {
      const { Skal: reason = '', Reason: english = '', Lagrum: basis = '' } = rule.annotations;
      const at = { line: rule.line, column: 1 };
      if (reason !== '' && basis === '') {
        faults.error(
          at,
          'reason-without-law',
          {
            sv: `Regel ${rule.number} i "${table.owner.name}" har skäl men inget lagrum.`,
            en: `Rule ${rule.number} of "${table.owner.name}" has a reason but no legal basis.`,
          },
          {
            sv: 'Fyll i kolumnen Lagrum, till exempel SoL (2025:400) 12 kap. 1 §.',
            en: 'Fill in the column Lagrum, for instance SoL (2025:400) 12 kap. 1 §.',
          },
          { element: rule.id },
        );
      }
      if (reason !== '' && english === '') {
        faults.warn(
          at,
          'missing-text',
          {
            sv: `Skälet i regel ${rule.number} i "${table.owner.name}" saknar engelska.`,
            en: `The reason of rule ${rule.number} of "${table.owner.name}" has no English.`,
          },
          { sv: 'Fyll i kolumnen Reason.', en: 'Fill in the column Reason.' },
          rule.id,
        );
      }
      for (const text of [reason, english]) {
        const result = compileText(text, scope, { file: faults.file, line: rule.line });
        if (!result.ok) faults.list.push(...result.error);
      }
    }
  }
  return faults.list;
}
