import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a controller of ours reads and writes of a Koa context. */
export interface HttpContext {
  req: IncomingMessage;
  res: ServerResponse;
  query: Record<string, string | string[] | undefined>;
  params: Record<string, string>;
  state: { contentType?: string; userAbility?: unknown };
  status: number;
  body: unknown;
  get(header: string): string;
  set(header: string, value: string | string[]): void;
  /** Address of the client, as the front server says it. */
  ip: string;
}
