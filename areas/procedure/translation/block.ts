import { date } from '@torget/feel';
import { addTranslation, caseHead, contactLanguageName } from '#areas/cases/index.ts';
import { type SendOptions, toldLetter } from '#areas/inbox/index.ts';
import type { PartyId } from '#platform/access/index.ts';
import type { Db } from '#platform/database/index.ts';
import { languageNeeds } from '#platform/identity/index.ts';
import { ANY_FIELDS, type Block, type BlockCall, fields, textField } from '#platform/runtime/index.ts';
import { houseLanguage } from '#platform/text/index.ts';
import { loadLetters, writeLetter } from '../letters.ts';

/** The building block that sends a party the translation of a letter: a document of the case, and a letter about it. */
export function translationSend(send: SendOptions): Block {
  return {
    type: 'translation.send',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Lägger översättningen av ett brev i ärendet och skriver till parten (FL 13 §, lag 2009:724 8 §).',
      en: 'Puts the translation of a letter into the case and writes to the party (FL 13 §, Act 2009:724, Section 8).',
    },
    input: fields({ fil: ANY_FIELDS, brev: textField(), part: textField(), sprak: textField() }),
    output: fields({}),
    async run(call) {
      await sendTranslation(call, send);
      return { output: {} };
    },
  };
}

async function sendTranslation({ db, instance, input, actor, at }: BlockCall, send: SendOptions): Promise<void> {
  const { service, businessKey: caseId } = instance;
  const [of, to, language] = [String(input['brev']), String(input['part']), String(input['sprak'])];
  const head = await caseHead(db, caseId);
  const told = await toldLetter(db, caseId, of);
  const file = (input['fil'] as { readonly file?: unknown } | null)?.file;
  if (head === undefined || told === undefined || typeof file !== 'string') return;
  const t = send.texts.for(houseLanguage(head.language));
  const sprak = contactLanguageName(t, language);
  const what = told.decision ? 'decision' : 'letter';
  const title = t(`procedure.translation.${what}`, { language: sprak, title: told.subject });
  await addTranslation(db, { caseId, fileId: file, title, to, of, language, at });
  const about = { ...head, id: caseId };
  const writing = { tx: db, town: send.town, now: at, send, letters: await loadLetters(), service, actor, about };
  const grund = t(`procedure.translation.basis.${await basisOf(db, { to, language, decision: told.decision })}`);
  const says = { sprak, dag: date(told.day), rubrik: told.subject, grund };
  await writeLetter(writing, { letter: told.decision ? 'oversattning' : 'oversattning-brev', says, to });
}

/**
 * By which rule a letter is translated: a decision in a language of the area, for who has asked for it (lag 2009:724 8 §);
 * else what a person needs to take care of its rights, in any language and every regime (FL 13 §).
 */
async function basisOf(
  db: Db,
  { to, language, decision }: { readonly to: string; readonly language: string; readonly decision: boolean },
): Promise<'minority' | 'need'> {
  const needs = await languageNeeds(db, [to as PartyId]);
  return decision && needs.some((need) => need.written && need.language === language) ? 'minority' : 'need';
}
