/** What a role of the admin needs to see who registered for events, and to act on it. */
export const KEEP_REGISTRATIONS = 'api::registrations.keep';
