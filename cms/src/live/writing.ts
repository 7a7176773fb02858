import { digestOf, type ExposureView, type FieldFlaw, type Notice, type WritingData } from '@palier/model';
import { readBody, readTitle } from '../community/texts.ts';
import { findExposures, type Exposure } from '../exposure/find.ts';
import { masked } from '../exposure/mask.ts';
import { newToken } from '../members/digests.ts';
import { field, type LiveRequest } from './request.ts';

/** Characters shown on each side of what a text exposes. */
const AROUND = 40;

/** What a form of writing has to show again: its text was not taken, or not yet. */
export interface WriteAgain {
  writing: WritingData;
  shown: {
    notice: Notice | null;
    flaws: Record<string, FieldFlaw>;
    values: Readonly<Record<string, string>>;
    status: 200 | 422;
  };
}

/** A text that its author means to publish as it is. */
export interface Written {
  title: string | null;
  body: string;
  key: string;
}

/** An empty form. Its key makes one post of it, however often it is sent. */
export const newWriting = (): WritingData => ({ key: newToken(), exposures: [], exposed: '', isPreview: false });

/**
 * Reads what a form of writing sent: a question, an answer, a comment or a change of one. What the button says (`intent`) is done:
 * `preview` shows the text, `mask` takes out what was ticked, `send` publishes; of a text that exposes its author, `confirm` does,
 * if it exposes nothing more than what the author was shown.
 */
export async function readWriting(
  request: LiveRequest,
  { kind, hasTitle }: { kind: 'body' | 'comment'; hasTitle: boolean },
): Promise<Written | WriteAgain> {
  const intent = field(request, 'intent');
  const values = { ...request.fields };
  const title = hasTitle ? readTitle(field(request, 'title')) : null;
  const body = readBody(field(request, 'body'), kind);
  const flaws: Record<string, FieldFlaw> = {
    ...(title && 'flaw' in title && { title: title.flaw }),
    ...('flaw' in body && { body: body.flaw }),
  };
  const again = (writing: Partial<WritingData>, shown: Partial<WriteAgain['shown']> = {}): WriteAgain => ({
    writing: { ...newWriting(), key: keyOf(request), ...writing },
    shown: { notice: null, flaws: {}, values, status: 422, ...shown },
  });
  if (intent === 'preview') return again({ isPreview: true }, { status: 200 });
  if ('flaw' in body || (title && 'flaw' in title)) return again({}, { flaws });

  const texts = [title?.text ?? '', body.text];
  const found = await Promise.all(texts.map((text) => findExposures(text)));
  if (intent === 'mask') {
    const [maskedTitle = '', maskedBody = ''] = maskTicked(request, texts, found);
    const cleaned = { ...values, body: maskedBody, ...(hasTitle && { title: maskedTitle }) };
    return again({ isPreview: true }, { notice: 'masked', values: cleaned, status: 200 });
  }
  const exposures = found.flatMap((some, index) => some.map((one) => viewOf(texts[index]!, one)));
  const exposed = digestOf(found.map((some, index) => some.map(({ start, end }) => texts[index]!.slice(start, end))));
  if (exposures.length > 0 && !(intent === 'confirm' && field(request, 'exposed') === exposed)) {
    return again({ exposures, exposed });
  }
  return { title: title?.text ?? null, body: body.text, key: keyOf(request) };
}

/** The key of the form; a new one for a form that has none, which can then make two posts. */
function keyOf(request: LiveRequest): string {
  const key = field(request, 'key');
  return /^[\w-]{16,64}$/.test(key) ? key : newToken();
}

/** The texts without what was ticked: `mask-0` is the first exposure of the first text. */
function maskTicked(request: LiveRequest, texts: readonly string[], found: readonly (readonly Exposure[])[]): string[] {
  let count = 0;
  return texts.map((text, index) => {
    const ticked = found[index]!.filter(() => field(request, `mask-${count++}`) !== '');
    return masked(text, ticked, request.locale);
  });
}

function viewOf(text: string, { kind, shown, start, end }: Exposure): ExposureView {
  const line = (part: string) => part.replace(/\s+/g, ' ');
  return {
    kind,
    shown,
    before: line(text.slice(Math.max(0, start - AROUND), start)).toWellFormed(),
    after: line(text.slice(end, end + AROUND)).toWellFormed(),
  };
}
