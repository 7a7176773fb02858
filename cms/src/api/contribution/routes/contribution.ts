// Anyone may send, anyone may read the figures. The front server limits how often one client sends.
export default {
  routes: [
    { method: 'POST', path: '/contributions', handler: 'contribution.send', config: { auth: false } },
    { method: 'GET', path: '/statistics', handler: 'contribution.statistics', config: { auth: false } },
  ],
};
