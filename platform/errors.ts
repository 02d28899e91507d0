/** What a person is told, in both languages. */
export type PublicMessage = {
  readonly sv: string;
  readonly en: string;
};

/**
 * The one error of areas and platform: `public` is a plain sentence for the person, `detail` goes to the log only,
 * never the reverse. `status` is the HTTP status it ends in when nobody catches it.
 */
export class TorgetError extends Error {
  readonly code: string;
  readonly status: number;
  readonly public: PublicMessage;
  readonly detail: string;

  constructor(code: string, status: number, message: PublicMessage, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.status = status;
    this.public = message;
    this.detail = detail;
  }
}

const NOT_THERE: PublicMessage = {
  sv: 'Sidan finns inte, eller så är den inte din.',
  en: 'The page does not exist, or it is not yours.',
};

/** Unknown ids and other people's ids look the same: 404, in the same words for each kind of thing. */
export class NotFound extends TorgetError {
  constructor(detail: string, message: PublicMessage = NOT_THERE) {
    super('not-found', 404, message, detail);
  }
}
