import { date } from '@torget/feel';
import { addTranslation, caseHead, contactLanguageName } from '#areas/cases/index.ts';
import { placeOfLetter, type SendOptions } from '#areas/inbox/index.ts';
import { legalDay } from '#platform/calendar/index.ts';
import { ANY_FIELDS, type Block, fields, textField } from '#platform/runtime/index.ts';
import { loadLetters, writeLetter } from '../letters.ts';

/** The building block that sends a party the translation of a decision: a document of the case, and a letter about it. */
export function translationSend(send: SendOptions): Block {
  return {
    type: 'translation.send',
    kind: 'inline',
    writes: true,
    about: {
      sv: 'Lägger det översatta beslutet i ärendet och skriver till parten (lag 2009:724 8 §).',
      en: 'Puts the translated decision into the case and writes to the party (Act 2009:724, Section 8).',
    },
    input: fields({ fil: ANY_FIELDS, brev: textField(), part: textField(), sprak: textField() }),
    output: fields({}),
    async run({ db, instance, input, actor, at }) {
      const { service, businessKey: caseId } = instance;
      const head = await caseHead(db, caseId);
      const told = await placeOfLetter(db, String(input['brev']));
      const file = (input['fil'] as { readonly file?: unknown } | null)?.file;
      if (head === undefined || told === undefined || typeof file !== 'string') return { output: {} };
      const t = send.texts.for(head.language === 'en' ? 'en' : 'sv');
      const sprak = contactLanguageName(t, String(input['sprak']));
      const to = String(input['part']);
      const title = t('procedure.translation.title', { language: sprak });
      await addTranslation(db, { caseId, fileId: file, title, to, of: String(input['brev']), at });
      const writing = {
        tx: db,
        town: send.town,
        now: at,
        send,
        letters: await loadLetters(),
        service,
        actor,
        about: { ...head, id: caseId },
      };
      const says = { sprak, dag: date(legalDay(Temporal.Instant.from(told.sentAt)).toString()) };
      await writeLetter(writing, { letter: 'oversattning', says, to });
      return { output: {} };
    },
  };
}
