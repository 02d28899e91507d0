import { request as ask } from 'node:http';
import { type SeenPage, seePage } from './page.ts';

export interface UploadFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Answered {
  readonly status: number;
  /** Of a redirect: path and query. */
  readonly to: string;
  readonly page: SeenPage;
}

/** One person's browser without scripts: cookies, forms, no redirect followed by itself. */
export class Browser {
  readonly #port: number;
  readonly #cookies = new Map<string, string>();

  constructor(port: number, session?: { readonly name: string; readonly value: string }) {
    this.#port = port;
    if (session !== undefined) this.#cookies.set(session.name, session.value);
  }

  get(path: string): Promise<Answered> {
    return this.#send('GET', path);
  }

  /** Sends a form as a browser does; with files it is a multipart form. */
  async post(
    path: string,
    fields: { readonly [name: string]: readonly string[] },
    files?: readonly UploadFile[],
  ): Promise<Answered> {
    const pairs = Object.entries(fields).flatMap(([name, values]) =>
      values.map((value): [string, string] => [name, value]),
    );
    if (files === undefined) {
      return this.#send(
        'POST',
        path,
        'application/x-www-form-urlencoded',
        Buffer.from(new URLSearchParams(pairs).toString()),
      );
    }
    const form = new FormData();
    for (const [name, value] of pairs) form.append(name, value);
    for (const { field, name, type, bytes } of files)
      form.append(field, new Blob([Buffer.from(bytes)], { type }), name);
    const whole = new Response(form);
    return this.#send('POST', path, whole.headers.get('content-type') ?? '', Buffer.from(await whole.arrayBuffer()));
  }

  #send(method: string, path: string, type?: string, body?: Buffer): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = {
        host: 'localhost',
        ...(cookie === '' ? {} : { cookie }),
        ...(type === undefined || body === undefined
          ? {}
          : { 'content-type': type, 'content-length': `${body.length}` }),
      };
      const sent = ask({ host: '127.0.0.1', port: this.#port, method, path, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) this.#keep(line);
          const { location = '' } = response.headers;
          const to = location === '' ? '' : new URL(location, 'http://localhost');
          resolve({
            status: response.statusCode ?? 0,
            to: to === '' ? '' : `${to.pathname}${to.search}`,
            page: seePage(Buffer.concat(parts).toString('utf8')),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /max-age=0/i.test(line)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
