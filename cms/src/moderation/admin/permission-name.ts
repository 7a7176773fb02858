/** What a role of the admin needs to moderate the community. */
export const MODERATE = 'api::moderation.judge';
