import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import { lookup, Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

// Addresses set aside for documentation (RFC 5737) and a name that never exists (RFC 6761).
const ADDRESS = '192.0.2.1';
const NAME = 'example.invalid';

/** A program that tries every way out: the control that shows that each of them would be seen. */
export async function main(): Promise<void> {
  const failed = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'came through',
      () => 'failed',
    );
  await failed(fetch(`http://${ADDRESS}/`));
  await failed(fetch(`https://${NAME}/`));
  await failed(lookup(NAME));
  await failed(new Resolver().resolve4(NAME));
  await new Promise((done) => connect({ host: ADDRESS, port: 25 }).once('error', done));
  const socket = dgram.createSocket('udp4');
  try {
    socket.send('x', 53, ADDRESS);
  } catch {
    // Refused: that is what is expected.
  }
  socket.close();
  // And one way that no module of Node knows of, where the kernel keeps it in.
  if (Object.keys(networkInterfaces()).every((name) => name === 'lo')) {
    spawnSync('bash', ['-c', `exec 3<>/dev/tcp/${ADDRESS}/80`]);
  }
}
