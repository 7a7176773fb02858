// The controllers check a bearer token of our own: these callers are no users of Strapi.
export default {
  routes: [
    { method: 'GET', path: '/feed', handler: 'feed.read', config: { auth: false } },
    { method: 'POST', path: '/feed/reconcile', handler: 'feed.reconcile', config: { auth: false } },
  ],
};
