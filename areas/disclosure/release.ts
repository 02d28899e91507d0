import { TorgetError } from '#platform/errors.ts';
import { type Block, either, fields, textField } from '#platform/runtime/index.ts';

/**
 * The building block between a secrecy test and what tells that a document is released: it lets nothing through that the
 * test found secret, and nothing partly secret but as a masked copy (TF 2 kap. 15 §, OSL 8 kap. 1 §). It judges the
 * release by the test alone, whatever the form of the task has let through. @throws TorgetError `release-secret` with the
 * rule; the step is then not taken
 */
export function disclosureRelease(): Block {
  return {
    type: 'disclosure.release',
    kind: 'inline',
    about: {
      sv: 'Stoppar utlämnande av det som sekretessprövningen fann hemligt.',
      en: 'Stops the release of what the secrecy test found secret.',
    },
    // What was tested as anything else than wholly open, or was not tested at all, is secret.
    input: fields(
      { tested: either(textField(), { type: 'null' }) },
      { masked: either({ type: 'boolean' }, { type: 'null' }) },
    ),
    output: fields({}),
    async run({ input, instance }) {
      const { tested, masked } = input;
      if (tested === 'allt' || (tested === 'delvis' && masked === true)) return { output: {} };
      throw secret(instance.businessKey, tested === 'delvis');
    },
  };
}

function secret(caseId: string, partly: boolean): TorgetError {
  const words = partly
    ? {
        sv: 'Handlingen är delvis hemlig och lämnas bara ut som en maskerad kopia (TF 2 kap. 15 §, OSL 8 kap. 1 §). Inget är sparat: maskera de hemliga uppgifterna först.',
        en: 'The document is partly secret and is released as a masked copy only (TF 2:15, OSL 8:1). Nothing is saved: mask the secret data first.',
      }
    : {
        sv: 'Sekretessprövningen fann att handlingen är hemlig. Den lämnas inte ut (OSL 8 kap. 1 §).',
        en: 'The secrecy test found that the document is secret. It is not released (OSL 8:1).',
      };
  return new TorgetError('release-secret', 409, words, `case ${caseId} would release what is secret`);
}
