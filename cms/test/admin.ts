import { SECRETS, type TestCms } from './strapi.ts';

/** An answer of the admin's own HTTP API. */
export interface AdminAnswer {
  status: number;
  // Answers of many shapes, asserted field by field.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** A signed-in user of the admin, by the HTTP calls that its pages make. */
export interface AdminSession {
  token: string;
  send(method: string, path: string, body?: unknown): Promise<AdminAnswer>;
}

const PASSWORD = 'Palier-2026-essais';

/** Signs in as a new user who has one role. */
export async function signInAs(cms: TestCms, code: string): Promise<AdminSession> {
  const role = await cms.strapi.db.query('admin::role').findOne({ where: { code } });
  if (!role) throw new Error(`no role has the code ${code}`);
  const email = `${code}-${Math.random().toString(36).slice(2)}@palier.example`;
  await cms.strapi.service('admin::user').create({
    email,
    firstname: code,
    password: PASSWORD,
    isActive: true,
    roles: [role.id],
  });
  return signIn(cms, email, PASSWORD);
}

const FIRST = new WeakMap<TestCms, Promise<AdminSession>>();

/** The first administrator, signed in once a CMS: Strapi lets an account sign in five times in five minutes. */
export function signInAsFirst(cms: TestCms): Promise<AdminSession> {
  const session = FIRST.get(cms) ?? signIn(cms, SECRETS.ADMIN_EMAIL, SECRETS.ADMIN_PASSWORD);
  FIRST.set(cms, session);
  return session;
}

export async function signIn(cms: TestCms, email: string, password: string): Promise<AdminSession> {
  const login = await request(cms, 'POST', '/admin/login', { email, password });
  if (login.status !== 200) throw new Error(`sign-in answered ${login.status}`);
  const token: string = login.body.data.token ?? login.body.data.accessToken;
  return { token, send: (method, path, body) => request(cms, method, path, body, token) };
}

async function request(
  cms: TestCms,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<AdminAnswer> {
  const response = await fetch(cms.url + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
