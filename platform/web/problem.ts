import { type PublicMessage, TorgetError } from '#platform/errors.ts';
import { houseLanguage, type Language } from '#platform/text/index.ts';

/** One thing wrong in what was sent; `pointer` (RFC 6901) into the body. */
export interface ProblemError {
  readonly pointer: string;
  readonly rule: string;
  readonly message: PublicMessage;
}

/** An error that names the places of the body that are wrong. */
export class Unprocessable extends TorgetError {
  readonly errors: readonly ProblemError[];

  constructor(code: string, message: PublicMessage, errors: readonly ProblemError[]) {
    super(code, 422, message, errors.map(({ rule }) => rule).join(' '));
    this.errors = errors;
  }
}

/** A problem as RFC 9457 writes it, with the code that a person can read over the phone as `instance`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  /** What is wrong this time: each place that is wrong, or the title where there is none. */
  readonly detail: string;
  readonly status: number;
  readonly code: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly rule: string; readonly message: string }[];
}

/** What is said of an error that Fastify raised before a handler was asked. */
function wordsOf(status: number): readonly [string, PublicMessage] {
  if (status === 413)
    return ['too-large', { sv: 'Det som skickades är för stort.', en: 'What was sent is too large.' }];
  if (status === 415) return ['media-type', { sv: 'Skicka application/json.', en: 'Send application/json.' }];
  if (status < 500)
    return ['bad-request', { sv: 'Anropet går inte att förstå.', en: 'The call cannot be understood.' }];
  return ['unexpected', { sv: 'Något gick fel hos oss. Försök igen.', en: 'Something went wrong here. Try again.' }];
}

/** Any error as a problem; nothing of its detail goes out. */
export function problemOf(error: unknown, language: Language, instance: string): Problem {
  const known = error instanceof TorgetError;
  const thrown = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const status = known ? error.status : Number.isInteger(thrown) && thrown >= 400 ? thrown : 500;
  const [code, words] = known ? ([error.code, error.public] as const) : wordsOf(status);
  const base = {
    type: `urn:torget:problem:${code}`,
    title: words[houseLanguage(language)],
    detail: words[houseLanguage(language)],
    status,
    code,
    instance,
  };
  if (!(error instanceof Unprocessable)) return base;
  const errors = error.errors.map(({ message, ...each }) => ({ ...each, message: message[houseLanguage(language)] }));
  const detail = errors.length === 0 ? base.detail : errors.map(({ message }) => message).join('. ');
  return { ...base, detail, errors };
}
