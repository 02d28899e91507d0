// Preloaded into the server (NODE_OPTIONS=--import): writes down every connection and look-up that would leave this
// machine, one line each, to the file that OUTBOUND_RECORD names, and refuses it. Loopback and Unix sockets pass.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|0\.0\.0\.0|::|localhost)$/;
const path = process.env.OUTBOUND_RECORD;

function refuse(what) {
  const { stack = '' } = new Error();
  const from = stack.split('\n').find((line) => !/node:|record\.mjs|^Error/.test(line)) ?? '';
  appendFileSync(path, `${what} ${from.trim()}\n`);
  return Object.assign(new Error(`${what}: the outside cannot be reached in this test`), { code: 'ENETUNREACH' });
}

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  // net.connect and tls.connect hand over one array of the arguments in a regular order.
  const [options, port] = Array.isArray(args[0]) ? args[0] : args;
  const target = typeof options === 'object' ? options : { port: options, host: port };
  const unix = target.path !== undefined || (typeof options === 'string' && Number.isNaN(Number(options)));
  const host = typeof target.host === 'string' ? target.host : 'localhost';
  if (unix || LOOPBACK.test(host)) return connect.apply(this, args);
  const error = refuse(`connection to ${host}:${target.port}`);
  process.nextTick(() => this.destroy(error));
  return this;
};

const { send, connect: bindPeer } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  const host = args.findLast((each) => typeof each === 'string' && each !== args[0]);
  if (host === undefined || LOOPBACK.test(host)) return send.apply(this, args);
  throw refuse(`datagram to ${host}`);
};
dgram.Socket.prototype.connect = function (port, host, ...rest) {
  if (typeof host !== 'string' || LOOPBACK.test(host)) return bindPeer.call(this, port, host, ...rest);
  throw refuse(`datagrams to ${host}:${port}`);
};

const LOOKUPS = /^(lookup|lookupService|resolve\w*|reverse)$/;
for (const [target, promised] of [
  [dns, false],
  [dns.promises, true],
  [dns.Resolver.prototype, false],
  [dns.promises.Resolver.prototype, true],
]) {
  for (const name of Object.getOwnPropertyNames(target).filter((each) => LOOKUPS.test(each))) {
    const original = target[name];
    target[name] = function (host, ...rest) {
      if (LOOPBACK.test(host) || net.isIP(host) !== 0) return original.call(this, host, ...rest);
      const error = refuse(`look-up of ${host}`);
      if (promised) return Promise.reject(error);
      process.nextTick(rest.at(-1), error);
    };
  }
}
syncBuiltinESMExports();
