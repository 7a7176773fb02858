export default {
  routes: [{ method: 'GET', path: '/published/:type', handler: 'published.page', config: { auth: false } }],
};
