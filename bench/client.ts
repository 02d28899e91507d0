import { Agent, type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** One answer of the server as a browser without JavaScript sees it. */
export interface Shown {
  readonly status: number;
  /** Path and query that were asked. */
  readonly path: string;
  readonly location: string | undefined;
  readonly html: string;
  /** Bytes of the body as transferred. */
  readonly bytes: number;
  readonly ms: number;
}

/** What a person writes into a form, and the button: `{ konto: 'samma', _do: 'continue' }`. */
export type Fill = { readonly [field: string]: string };

/** The server did not answer: the connection was refused or broke. Nobody knows whether the request was carried out. */
export class NoAnswer extends Error {}

const LIMIT_MS = 30_000;
/** Large files are many seconds' work. */
const UPLOAD_MS = 300_000;

export interface ClientOptions {
  readonly session?: string;
  /** Cookies beside the session's, by name. */
  readonly cookies?: readonly (readonly [string, string])[];
  /** Is told of every answer, for measuring. */
  readonly seen?: (shown: Shown) => void;
}

/**
 * A person at a browser without JavaScript: keeps cookies, sends the form's token, follows nothing by itself. Cheap,
 * because it shares the machine with what it measures.
 */
export class Client {
  readonly #origin: URL;
  readonly #agent: Agent;
  readonly #cookies = new Map<string, string>();
  readonly #seen: (shown: Shown) => void;

  constructor(origin: string, agent: Agent, options: ClientOptions = {}) {
    this.#origin = new URL(origin);
    this.#agent = agent;
    this.#seen = options.seen ?? (() => {});
    if (options.session !== undefined) this.#cookies.set('__Host-torget', options.session);
    for (const [name, value] of options.cookies ?? []) this.#cookies.set(name, value);
  }

  get(path: string): Promise<Shown> {
    return this.#send('GET', path, undefined);
  }

  /** Fills in the form of a page that leads to `action` and presses a button of it. */
  post(page: Shown, action: string, fill: Fill, uploads: Uploads = {}): Promise<Shown> {
    const form = formOf(page, action);
    const fields = [...form.hidden, ...Object.entries(fill)];
    return this.#send('POST', action, form.multipart ? multipart(fields, form.files, uploads) : urlEncoded(fields));
  }

  #send(method: 'GET' | 'POST', path: string, body: Body | undefined): Promise<Shown> {
    const started = performance.now();
    const headers: Record<string, string> = { 'accept-encoding': 'gzip, br', accept: 'text/html' };
    if (this.#cookies.size > 0) headers['cookie'] = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    if (body !== undefined) {
      headers['content-type'] = body.type;
      headers['content-length'] = String(Buffer.byteLength(body.text));
      headers['origin'] = this.#origin.origin;
    }
    const limit = Buffer.byteLength(body?.text ?? '') > 1_000_000 ? UPLOAD_MS : LIMIT_MS;
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.#origin;
      const fail = (error: Error) => reject(new NoAnswer(`${method} ${path}: ${error.message}`, { cause: error }));
      const sent = request({ hostname, port, path, method, headers, agent: this.#agent, timeout: limit }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () => {
          if (!answer.complete) return fail(new Error('the answer broke off'));
          const raw = Buffer.concat(chunks);
          this.#keep(answer);
          const shown = read(path, answer, raw, performance.now() - started);
          this.#seen(shown);
          resolve(shown);
        });
      });
      sent.on('timeout', () => sent.destroy(new Error(`no answer in ${limit} ms`)));
      sent.on('error', fail);
      sent.end(body?.text);
    });
  }

  #keep(answer: IncomingMessage): void {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const pair = line.split(';', 1)[0] ?? '';
      const at = pair.indexOf('=');
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

function plain(encoding: string | undefined, raw: Buffer): Buffer {
  if (encoding === 'br') return brotliDecompressSync(raw);
  return encoding === 'gzip' ? gunzipSync(raw) : raw;
}

function read(path: string, answer: IncomingMessage, raw: Buffer, ms: number): Shown {
  const html = plain(answer.headers['content-encoding'], raw).toString();
  const { location } = answer.headers;
  return { status: answer.statusCode ?? 0, path, location, html, bytes: raw.length, ms };
}

interface Body {
  readonly type: string;
  readonly text: string | Buffer;
}

/** A file to send, by the name of its field. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

type Uploads = { readonly [field: string]: Upload };

type Fields = readonly (readonly [string, string])[];

function urlEncoded(fields: Fields): Body {
  const text = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  return { type: 'application/x-www-form-urlencoded', text };
}

const BOUNDARY = 'torget-bench-7d0f3a';

/** As browsers send a form that could carry files: one that is not chosen has no name and no bytes. */
function multipart(fields: Fields, files: readonly string[], uploads: Uploads): Body {
  const head = (disposition: string) => `--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}`;
  const parts: Uint8Array[] = fields.map(([name, value]) =>
    Buffer.from(`${head(`name="${name}"`)}\r\n\r\n${value}\r\n`),
  );
  for (const field of files) {
    const { name, type, bytes } = uploads[field] ?? {
      name: '',
      type: 'application/octet-stream',
      bytes: Buffer.alloc(0),
    };
    const line = head(`name="${field}"; filename="${name}"\r\ncontent-type: ${type}`);
    parts.push(Buffer.from(`${line}\r\n\r\n`), bytes, Buffer.from('\r\n'));
  }
  const text: Buffer = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, text };
}

interface Form {
  readonly hidden: Fields;
  readonly files: readonly string[];
  readonly multipart: boolean;
}

/** The form of a page that posts to `action`: by text search, since a parser would cost more than the server's page. */
function formOf({ html, path, status }: Shown, action: string): Form {
  const start = html.indexOf(`<form method="post" action="${action.replaceAll('&', '&amp;')}"`);
  if (start < 0) throw new Error(`no form to ${action} on ${path} (${status}): ${html.slice(0, 300)}`);
  const text = html.slice(start, html.indexOf('</form>', start));
  const hidden: [string, string][] = [];
  const files: string[] = [];
  for (const [input] of text.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(input, 'name');
    if (input.includes('type="hidden"')) hidden.push([name, attribute(input, 'value')]);
    else if (input.includes('type="file"')) files.push(name);
  }
  return { hidden, files, multipart: text.slice(0, text.indexOf('>')).includes('multipart/form-data') };
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

/** Connections that are kept open, as browsers do. */
export function keepAlive(connections = 200): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
}
