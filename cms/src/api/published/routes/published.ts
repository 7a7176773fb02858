export default {
  routes: [
    { method: 'GET', path: '/published/:type', handler: 'published.page', config: { auth: false } },
    {
      method: 'GET',
      path: '/published/draft/:type/:documentId',
      handler: 'published.draft',
      config: { auth: false },
    },
  ],
};
