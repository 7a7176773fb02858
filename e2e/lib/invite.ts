import type { Hub } from '../../scripts/lib/hub.ts';
import { call } from './http.ts';

/** Someone of the team, as they sign in. */
export interface Account {
  email: string;
  password: string;
}

/** Invites someone with a role, as an administrator does, and takes up the invitation, as they do. */
export async function invite(hub: Hub, { email, password }: Account, code: string): Promise<void> {
  const login = await call(`${hub.cmsUrl}/admin/login`, {
    method: 'POST',
    body: { email: hub.settings.adminEmail, password: hub.secrets.ADMIN_PASSWORD },
  });
  const { data } = JSON.parse(login.text) as { data: { token?: string; accessToken?: string } };
  const headers = { authorization: `Bearer ${data.token ?? data.accessToken}` };
  const roles = await call(`${hub.cmsUrl}/admin/roles`, { headers });
  const role = (JSON.parse(roles.text) as { data: { id: number; code: string }[] }).data.find(
    (one) => one.code === code,
  );
  const invited = await call(`${hub.cmsUrl}/admin/users`, {
    method: 'POST',
    headers,
    body: { email, firstname: code, roles: [role?.id] },
  });
  const { registrationToken } = (JSON.parse(invited.text) as { data: { registrationToken: string } }).data;
  const registered = await call(`${hub.cmsUrl}/admin/register`, {
    method: 'POST',
    body: { registrationToken, userInfo: { firstname: code, password } },
  });
  if (registered.status !== 200) throw new Error(`${email} was not registered: ${registered.text}`);
}
