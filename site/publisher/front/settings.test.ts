import { expect, it } from 'vitest';
import { SettingsError, readSettings } from './settings.ts';

const read = (variables: Record<string, string>) => readSettings(variables, '/home/of/palier');

it('has a default for everything, an empty variable being absent', () => {
  const settings = read({ PORT: '', MEILI_URL: '', TRUST_PROXY: '', PALIER_HOME: '' });
  expect(settings).toMatchObject({
    home: '/home/of/palier',
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://localhost:8080',
    cmsUrl: 'http://127.0.0.1:1337',
    publisherUrl: 'http://127.0.0.1:4400',
    meiliUrl: null,
    meiliSearchKey: null,
    trustProxy: [],
    metricsToken: null,
    searchGapsToken: null,
    accessLog: false,
  });
});

it('reads what it is given', () => {
  const settings = read({
    PALIER_HOME: '/srv/palier',
    PALIER_URL: 'https://palier.example/',
    PORT: '0',
    MEILI_URL: 'http://search:7700/',
    MEILI_SEARCH_KEY: 'k',
    TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::/32',
    SEARCH_GAPS_TOKEN: 'token-of-the-search-gaps',
    ACCESS_LOG: '1',
  });
  expect(settings).toMatchObject({
    home: '/srv/palier',
    publicUrl: 'https://palier.example',
    port: 0,
    meiliUrl: 'http://search:7700',
    trustProxy: ['loopback', '10.0.0.0/8', '2001:db8::/32'],
    searchGapsToken: 'token-of-the-search-gaps',
    accessLog: true,
  });
});

it.each([
  ['PALIER_URL', 'palier.example'],
  ['PALIER_URL', 'ftp://palier.example'],
  ['PALIER_URL', 'https://palier.example/hub'],
  ['CMS_URL', 'http://user:password@localhost'],
  ['PUBLISHER_URL', 'http://localhost/?x'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '80.5'],
  ['TRUST_PROXY', 'true'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['TRUST_PROXY', '10.0.0.0/8/8'],
  ['TRUST_PROXY', 'proxy.example'],
  ['METRICS_TOKEN', 'short'],
  ['SEARCH_GAPS_TOKEN', 'short'],
  ['ACCESS_LOG', 'yes'],
])('refuses %s=%s, naming the variable and not the value', (name, value) => {
  const refused = expect(() => read({ [name]: value }));
  refused.toThrow(SettingsError);
  refused.toThrow(new RegExp(`^Réglage ${name} : .*Donnez [^\\n]*$`));
});

it('never repeats a value, which may be a secret', () => {
  expect(() => read({ CMS_URL: 'http://u:canary@h' })).toThrow(/^(?!.*canary)/);
  expect(() => read({ METRICS_TOKEN: 'canary' })).toThrow(/^(?!.*canary)/);
  expect(() => read({ SEARCH_GAPS_TOKEN: 'canary' })).toThrow(/^(?!.*canary)/);
});

it('refuses a Meilisearch without its search key', () => {
  expect(() => read({ MEILI_URL: 'http://localhost:7700' })).toThrow(/MEILI_SEARCH_KEY/);
});
