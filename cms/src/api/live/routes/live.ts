// For the front server alone, which shows these pages: from outside the path does not exist.
export default {
  routes: [
    { method: 'GET', path: '/live/:page', handler: 'live.get', config: { auth: false } },
    { method: 'POST', path: '/live/:page', handler: 'live.post', config: { auth: false } },
  ],
};
