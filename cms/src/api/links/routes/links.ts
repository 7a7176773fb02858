// The controller checks a bearer token of our own: the caller is a command of the hub.
export default {
  routes: [{ method: 'POST', path: '/links/check', handler: 'links.check', config: { auth: false } }],
};
