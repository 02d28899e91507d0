import type { ApplicationsOptions } from '#areas/applications/index.ts';
import { type Db, uuidv7 } from '#platform/database/index.ts';
import type { Logger } from '#platform/log.ts';
import { addMail, composeMail, type Transport } from '#platform/messages/index.ts';
import { formatDate, type TextCatalogue } from '#platform/text/index.ts';

interface LinkSender {
  readonly db: Db;
  readonly origin: string;
  readonly texts: TextCatalogue;
  readonly log: Logger;
  readonly transport: Transport | undefined;
}

/**
 * Sends the link to a saved draft. It goes to the mail server at once and never through the outbox, whose rows would keep
 * the secret; a mail that is not taken is not tried again, and the person is told. The example town's viewer shows its
 * mail from the outbox, so there it lies, where nothing is real. Undefined where no mail is sent.
 */
export function mailLinkOf({ db, origin, texts, log, transport }: LinkSender): ApplicationsOptions['mailLink'] {
  if (transport === undefined) return undefined;
  return async ({ to, path, language, until }) => {
    const t = texts.for(language);
    const body = t('applications.save.mail-body', {
      link: `${origin}${path}`,
      gone: (language) => formatDate(until, language),
    });
    const words = { subject: t('applications.save.mail-subject'), body };
    const mail = composeMail(uuidv7(), { email: to, protected: false }, words);
    if (!mail.ok) return 'failed';
    const delivery = await transport.deliver(mail.value);
    if (!delivery.ok) {
      log.warn({ permanent: delivery.permanent, detail: delivery.detail }, 'link to a draft not sent');
      return 'failed';
    }
    if (transport.kind === 'viewer') {
      await addMail(db, mail.value, Temporal.Now.instant().toString(), { sent: true });
    }
    return 'sent';
  };
}
