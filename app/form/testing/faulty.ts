import { request as ask, createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** An answer on its way to the browser. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** What somebody does to a working service to see whether the walker notices. */
export interface Tampering {
  /** The body of a form that is posted. */
  readonly sent?: (body: string, path: string) => string;
  readonly shown?: (answer: Passing) => Partial<Passing>;
}

/** A server between browser and service that tampers with what passes through it. */
export async function tampered(
  port: number,
  { sent = (body) => body, shown = () => ({}) }: Tampering,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [method, path] = [request.method ?? 'GET', request.url ?? '/'];
      const whole = Buffer.concat(parts).toString('utf8');
      const body = method === 'POST' ? sent(whole, path) : whole;
      const headers = { ...request.headers, 'content-length': `${Buffer.byteLength(body)}` };
      const onward = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () => {
          const given: Passing = {
            method,
            path,
            status: answer.statusCode ?? 0,
            location: answer.headers.location,
            body: Buffer.concat(pieces).toString('utf8'),
          };
          pass(response, answer.headers, { ...given, ...shown(given) });
        });
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function pass(response: ServerResponse, headers: IncomingHttpHeaders, { status, location, body }: Passing): void {
  const { 'content-length': _length, 'transfer-encoding': _transfer, location: _location, ...rest } = headers;
  response.writeHead(status, { ...rest, ...(location === undefined ? {} : { location }) });
  response.end(body);
}
