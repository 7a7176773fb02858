// Anyone may write; nobody reads here. The front server limits how often one client does.
export default {
  routes: [{ method: 'POST', path: '/feedback', handler: 'feedback.send', config: { auth: false } }],
};
