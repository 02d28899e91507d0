import type { Readable } from 'node:stream';
import type { Attachment, Mail } from './mail.ts';

export type Delivery =
  | { readonly ok: true }
  /** `permanent`: the other side said that it never will take this mail; otherwise it may be tried again. */
  | { readonly ok: false; readonly permanent: boolean; readonly detail: string };

/** The bytes of a file that goes with a mail, opened when the mail is sent. */
export type OpenAttachment = (attachment: Attachment) => Promise<Readable>;

/** Where mail goes. */
export interface Transport {
  readonly kind: 'smtp' | 'viewer';
  /** `open`: needed of a mail with attachments. */
  deliver(mail: Mail, open?: OpenAttachment): Promise<Delivery>;
  close(): void;
}

export interface TransportOptions {
  /** SMTP_URL: `smtps://user:secret@host`. */
  readonly smtpUrl?: string | undefined;
  readonly mode: 'example' | 'real';
  /** Address that mail comes from, with the name of the municipality. */
  readonly from: { readonly name: string; readonly address: string };
}

const TIMEOUT_MS = 20_000;

/**
 * The way out for mail: a mail server when there is one, else the viewer of an example town's desk, where delivering
 * means that the mail can be read there. A real town without a mail server has none: its mail waits in the outbox.
 */
export function openTransport(options: TransportOptions): Transport | undefined {
  if (options.smtpUrl) return smtp(options.smtpUrl, options.from);
  return options.mode === 'example' ? viewer() : undefined;
}

function viewer(): Transport {
  return { kind: 'viewer', deliver: async () => ({ ok: true }), close: () => {} };
}

function smtp(url: string, from: TransportOptions['from']): Transport {
  // Loaded where there is a mail server: an example town has none, and starts without it.
  const opening = import('nodemailer').then(({ createTransport }) =>
    createTransport(url, {
      // A mail is text of ours alone: nothing in it may name a file or an address to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
      from: { name: from.name, address: from.address },
    }),
  );
  const domain = from.address.split('@').at(-1) ?? 'localhost';
  return {
    kind: 'smtp',
    async deliver(mail, open) {
      try {
        const transport = await opening;
        await within(
          transport.sendMail({
            to: { name: '', address: mail.recipient },
            subject: mail.subject,
            text: mail.body,
            attachments: await contents(mail, open),
            // The same row has the same id, so a second copy after a crash is known as the same mail (RFC 5322, 3.6.4).
            messageId: `<${mail.id}@${domain}>`,
            headers: { 'Auto-Submitted': 'auto-generated' },
          }),
        );
        return { ok: true };
      } catch (error) {
        return { ok: false, permanent: isPermanent(error), detail: detailOf(error) };
      }
    },
    close: () => void opening.then((transport) => transport.close()),
  };
}

/** A mail never goes without the files that it says it has. */
async function contents({ attachments = [] }: Mail, open: OpenAttachment | undefined) {
  if (attachments.length === 0) return [];
  if (open === undefined) throw new RangeError('no way to open attachments');
  return Promise.all(
    attachments.map(async (one) => ({ filename: one.name, contentType: one.type, content: await open(one) })),
  );
}

/** A 5xx answer is final, all else may pass (RFC 5321, 4.2.1). */
function isPermanent(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  return code >= 500 && code < 600;
}

/** Never the server's own words: they often repeat the address. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : error.name;
  return 'responseCode' in error ? `${code} ${error.responseCode}` : code;
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new RangeError('late'), { code: 'ETIMEDOUT' })), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
