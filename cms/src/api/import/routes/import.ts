export default {
  routes: [{ method: 'POST', path: '/import', handler: 'import.run', config: { auth: false } }],
};
