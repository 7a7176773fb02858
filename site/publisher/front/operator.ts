import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * True for those who may read how the hub runs: a direct call from this machine, or one that bears the token. A
 * call that a proxy forwarded is not direct, even from this machine.
 */
export function isOperator(request: FastifyRequest, token: string | null): boolean {
  const { authorization, forwarded } = request.headers;
  if (token !== null && authorization !== undefined && sameText(authorization, `Bearer ${token}`)) return true;
  if (forwarded !== undefined || request.headers['x-forwarded-for'] !== undefined) return false;
  const peer = request.socket.remoteAddress ?? '';
  return loopback.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4');
}

/** Compares in a time that tells nothing of where the texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
