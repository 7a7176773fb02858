import type { RateLimitPluginOptions } from '@fastify/rate-limit';

/** Limits by client where a route asks for one; what is left of a limit is told to nobody. */
export const RATE_LIMIT: RateLimitPluginOptions = {
  global: false,
  addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
};
