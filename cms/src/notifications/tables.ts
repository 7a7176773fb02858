/** One row a member and post, or event, of which they are told. */
export const NOTIFICATIONS = 'palier_notifications';
