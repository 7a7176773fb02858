/** The admin panel: French beside English, and nothing asked of anyone but the CMS itself. */
export default {
  config: {
    locales: ['fr'],
    notifications: { releases: false },
    tutorials: false,
  },
};
