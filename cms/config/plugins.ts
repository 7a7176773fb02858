// What an editor may attach. Neither SVG nor HTML: both run script under our origin.
const allowedTypes = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/avif',
  'image/gif',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/zip',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/ogg',
];

const asAttachment = (response: { setHeader(name: string, value: string): void }) => {
  response.setHeader('Content-Disposition', 'attachment');
  response.setHeader('X-Content-Type-Options', 'nosniff');
};

export default () => ({
  upload: {
    config: {
      sizeLimit: 20 * 1024 * 1024,
      security: { allowedTypes },
      breakpoints: {},
      providerOptions: { localServer: { setHeaders: asAttachment } },
    },
  },
});
