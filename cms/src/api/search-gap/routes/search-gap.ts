// The controller checks a bearer token of our own: the caller is a front server.
export default {
  routes: [{ method: 'POST', path: '/search-gaps', handler: 'search-gap.add', config: { auth: false } }],
};
