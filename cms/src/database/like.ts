/** The pattern of LIKE, with `escape '!'`, for what contains a text; none of its characters stands for others. */
export const containing = (text: string): string => `%${text.replace(/[%_!]/g, '!$&')}%`;
