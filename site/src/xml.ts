const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Characters that XML 1.0 cannot hold, even escaped (section 2.2).
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as the content of an XML element or attribute; characters that XML refuses are left out. */
export function xml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** Answer that holds an XML document. */
export function xmlResponse(body: string, type = 'application/xml'): Response {
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
}
