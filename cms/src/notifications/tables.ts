/** One row a member and post of which they are told. */
export const NOTIFICATIONS = 'palier_notifications';
