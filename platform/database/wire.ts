import { Decimal } from '@torget/feel';

/**
 * The messages that run a statement, in PostgreSQL's protocol 3.0 (PostgreSQL's manual, chapter "Frontend/Backend
 * Protocol"). Statements that are sent together go out as one piece: each write to the socket costs more than all that
 * stands in it.
 */
export interface Call {
  /** The statement's name on the connection; empty for one that is used once. */
  readonly name: string;
  /** The text, where the connection has not parsed it yet. */
  readonly parse: string | undefined;
  readonly values: readonly Sent[];
  /** Whether the server shall say what the rows look like. */
  readonly describe: boolean;
}

const HEADER = 5;
const NUL = 1;
const EXECUTE = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0]);
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const DESCRIBE_PORTAL = Buffer.from([0x44, 0, 0, 0, 6, 0x50, 0]);
const DESCRIBED = Buffer.concat([DESCRIBE_PORTAL, EXECUTE]);

export type Sent = string | Buffer | null;

/** The calls in their order and one Sync: after one that fails the server reads on there, and runs none of the rest. */
export function pipelineMessage(calls: readonly Call[]): Buffer {
  return Buffer.concat([...calls.map(callMessage), SYNC]);
}

/** Parse (where asked), Bind, Describe (where asked) and Execute. */
function callMessage({ name, parse, values: sent, describe }: Call): Buffer {
  const lengths = sent.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const tail = describe ? DESCRIBED : EXECUTE;
  const nameLength = Buffer.byteLength(name) + NUL;
  const parseLength = parse === undefined ? 0 : HEADER + nameLength + Buffer.byteLength(parse) + NUL + 2;
  const bindLength = HEADER + NUL + nameLength + 2 + 2 * sent.length + 2 + lengths.reduce((a, b) => a + b + 4, 0) + 2;
  const message = Buffer.allocUnsafe(parseLength + bindLength + tail.length);
  let at = 0;
  const byte = (value: number) => {
    message[at++] = value;
  };
  const text = (value: string) => {
    at += message.write(value, at);
    byte(0);
  };
  const int16 = (value: number) => {
    at = message.writeUInt16BE(value, at);
  };
  const int32 = (value: number) => {
    at = message.writeInt32BE(value, at);
  };
  if (parse !== undefined) {
    byte(0x50);
    int32(parseLength - 1);
    text(name);
    text(parse);
    int16(0); // The types of the parameters are the server's to find.
  }
  byte(0x42);
  int32(bindLength - 1);
  text('');
  text(name);
  int16(sent.length);
  for (const value of sent) int16(typeof value === 'string' || value === null ? 0 : 1);
  int16(sent.length);
  for (const [index, value] of sent.entries()) {
    int32(value === null ? -1 : (lengths[index] ?? 0));
    if (typeof value === 'string') at += message.write(value, at);
    else if (value !== null) at += value.copy(message, at);
  }
  int16(0); // Every column comes as text.
  tail.copy(message, at);
  return message;
}

/** A value as a parameter: bytes as they are, everything else as the text that PostgreSQL reads. */
export function outgoing(value: unknown): Sent {
  switch (typeof value) {
    case 'string':
      return value;
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : outgoingObject(value);
    default:
      return String(value);
  }
}

/** Decimals and Temporal values never lose a digit; a list is an array literal; JSON is stringified by the caller. */
function outgoingObject(value: object): Sent {
  if (Buffer.isBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  if (Decimal.isDecimal(value)) return value.toFixed();
  if (Object.prototype.toString.call(value).startsWith('[object Temporal.')) return String(value);
  return JSON.stringify(value);
}

/** One element of an array literal (PostgreSQL's manual, "Array Input and Output Syntax"). */
function element(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  const sent = outgoing(value);
  if (sent === null) return 'NULL';
  const text = typeof sent === 'string' ? sent : `\\x${sent.toString('hex')}`;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
