import { caseFile, type Outgoing, outgoingCopies, releaseCopies } from '#areas/cases/index.ts';
import { contactOf } from '#areas/inbox/index.ts';
import type { Db } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { type Block, either, fields, textField } from '#platform/runtime/index.ts';

/** The way in which nothing goes out: the person reads an original that is in no case of Torget, on the spot. */
const ORIGINAL = 'pa_plats_papper';
/** The way in which the documents go with the mail that tells that they are released. */
const BY_MAIL = 'epost';

/**
 * The building block between a secrecy test and what tells that a document is released: it lets nothing through that the
 * test found secret, nothing partly secret but as a masked copy (TF 2 kap. 15 §, OSL 8 kap. 1 §), and nothing with a condition
 * but when it is decided and names whom it binds (OSL 10 kap. 14 §). What goes out becomes
 * an outgoing document of the case here and not before, so that the registry has it (OSL 5 kap. 1 §), with every secrecy mark of its source tested
 * (OSL 5 kap. 5 §). What goes out by e-mail comes back as `by_mail`, for the letter that it goes with.
 * @throws TorgetError `release-secret`, `release-nothing`, `release-nowhere` or `release-untested` with the
 * rule, whatever the form of the task has let through; the step is then not taken
 */
export function disclosureRelease(): Block {
  return {
    type: 'disclosure.release',
    kind: 'inline',
    about: {
      sv: 'Stoppar utlämnande av det som sekretessprövningen fann hemligt, och gör det som lämnas ut till utgående handlingar.',
      en: 'Stops the release of what the secrecy test found secret, and makes what is released outgoing documents.',
    },
    // What was tested as anything else than wholly open, or was not tested at all, is secret.
    input: fields(
      { tested: either(textField(), { type: 'null' }) },
      { masked: either({ type: 'boolean' }, { type: 'null' }), way: either(textField(), { type: 'null' }) },
    ),
    output: fields({ by_mail: { type: 'array', items: textField() } }),
    async run({ db, input, instance, facts, at }) {
      const { tested, masked, way } = input;
      const caseId = instance.businessKey;
      const open = tested === 'allt' || (tested === 'delvis' && masked === true);
      if (!open && !(tested === 'forbehall' && (await boundIn(db, caseId)))) throw secret(caseId, tested === 'delvis');
      const copies = await outgoingCopies(db, caseId);
      if (tested === 'delvis' && !copies.some(({ kind }) => kind === 'masked')) throw noMaskedCopy(caseId);
      if (copies.length === 0 && way !== ORIGINAL) throw nothingToRelease(caseId);
      const untested = copies.filter((copy) => copy.untested.length > 0);
      if (untested.length > 0) throw notTested(caseId, untested);
      const contact = contactOf(instance.service.definition, facts.context['application'] ?? null);
      if (way === BY_MAIL && contact?.way !== 'email') throw noAddress(caseId);
      const ids = copies.map(({ id }) => id);
      const out = await releaseCopies(db, caseId, ids, at);
      return { output: { by_mail: way === BY_MAIL ? [...out] : [] } };
    },
  };
}

/** Whether a decision of the case sets a condition, and names who is bound by it (OSL 10 kap. 14 §). */
async function boundIn(db: Db, caseId: string): Promise<boolean> {
  const says = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const { decisions } = await caseFile(db, caseId);
  return decisions.some(({ values }) => says(values['forbehall']) && says(values['bunden']));
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

function noMaskedCopy(caseId: string): TorgetError {
  return new TorgetError(
    'release-nothing',
    409,
    {
      sv: 'Det finns ingen maskerad kopia i ärendet att lämna ut (TF 2 kap. 15 §, OSL 8 kap. 1 §). Inget är sparat: öppna handlingen i sitt ärende, välj Lämna ut eller maskera och den här begäran.',
      en: 'There is no masked copy in the case to release (TF 2:15, OSL 8:1). Nothing is saved: open the document in its case, choose Release or mask and this request.',
    },
    `case ${caseId} has no masked copy that goes out`,
  );
}

function noAddress(caseId: string): TorgetError {
  return new TorgetError(
    'release-nowhere',
    409,
    {
      sv: 'Den som frågade har inte lämnat någon e-postadress, så handlingen kan inte skickas med e-post (TF 2 kap. 16 §). Inget är sparat: välj ett annat sätt.',
      en: 'The person who asked has left no e-mail address, so the document cannot be sent by e-mail (TF 2:16). Nothing is saved: choose another way.',
    },
    `case ${caseId} has nobody to mail to`,
  );
}

function nothingToRelease(caseId: string): TorgetError {
  return new TorgetError(
    'release-nothing',
    409,
    {
      sv: 'Handlingen ligger inte i ärendet för att lämnas ut, så diariet skulle sakna den (OSL 5 kap. 1 §). Inget är sparat: öppna handlingen i sitt ärende, välj Lämna ut eller maskera och den här begäran. Finns den inte i Torget läggs den först till här.',
      en: 'The document does not lie in the case to be released, so the registry would lack it (OSL 5:1). Nothing is saved: open the document in its case, choose Release or mask and this request. What is not in Torget is added here first.',
    },
    `case ${caseId} has no document that goes out`,
  );
}

function notTested(caseId: string, copies: readonly Outgoing[]): TorgetError {
  const names = copies.map(({ title, untested }) => `${title} (${untested.join(', ')})`).join('; ');
  return new TorgetError(
    'release-untested',
    409,
    {
      sv: `Har sekretessmarkerats efter att kopian gjordes (OSL 5 kap. 5 §): ${names}. Inget är sparat: pröva markeringen och gör en ny kopia.`,
      en: `Marked as secret after the copy was made (OSL 5:5): ${names}. Nothing is saved: test the mark and make a new copy.`,
    },
    `case ${caseId} would release what was marked since`,
  );
}
