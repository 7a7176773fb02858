import type { StrapiApp } from '@strapi/strapi/admin';
import { setLocale } from 'yup';
import { registerFields } from './fields/register.ts';
import { formatColumns } from './list/columns.tsx';
import { nameFilters } from './list/filters.tsx';
import { registerHubState } from './hub-state/register.ts';
import { registerModeration } from './moderation/register.ts';
import { registerRegistrations } from './registrations/register.ts';
import { ToCheckPanel } from './to-check/ToCheckPanel.tsx';
import { french } from './french/index.ts';

/** Where Strapi keeps the language of a browser; it is English where nothing is kept. */
const LANGUAGE = 'strapi-admin-language';

/** Where Strapi remembers that someone closed the advertisement, in English, for its new media library. */
const BANNER = 'STRAPI_MEDIA_LIBRARY_BANNER_DISMISSED_FOR_false:false';

/** As Strapi writes its own messages: looked up in the language of the user. */
const WRONG_ADDRESS = {
  id: 'palier.address.form',
  defaultMessage: 'Write it in small letters without accents, digits and single dashes between words: “my-guide”.',
};

/** Panels of the editing view that are ours, in their order. */
const PANELS = [ToCheckPanel];

interface ContentManager {
  apis: { addEditViewSidePanel(panels: (typeof ToCheckPanel)[]): void };
}

/** The admin panel: French beside English, and nothing asked of anyone but the CMS itself. */
export default {
  config: {
    locales: ['fr'],
    notifications: { releases: false },
    tutorials: false,
    translations: { fr: french },
  },

  register(app: StrapiApp) {
    // The sign-in page speaks before anyone is known.
    if (localStorage.getItem(LANGUAGE) === null) localStorage.setItem(LANGUAGE, 'fr');
    localStorage.setItem(BANNER, 'true');
    // Of an address that is not well formed, Strapi's forms say what yup does: the pattern, in English.
    setLocale({ string: { matches: WRONG_ADDRESS as never } });
    registerFields(app);
    registerHubState(app);
    registerModeration(app);
    registerRegistrations(app);
  },

  bootstrap(app: StrapiApp) {
    (app.getPlugin('content-manager') as unknown as ContentManager).apis.addEditViewSidePanel(PANELS);
    formatColumns(app);
    nameFilters(app);
  },
};
