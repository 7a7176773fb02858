import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';
import type { DocumentCheck } from '../../checks/check-document.ts';

/** `undefined` while the answer is on its way, `null` when it did not come. */
export type Answer = DocumentCheck | null | undefined;

export interface Checked {
  uid: string;
  documentId: string | undefined;
  locale: string;
  /** Changes with each saving: the answer is asked for again. */
  version: string;
}

/** What the CMS says is to be checked in a document, as it is saved. */
export function useCheck({ uid, documentId, locale, version }: Checked): Answer {
  const { get } = useFetchClient();
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    const controller = new AbortController();
    const params = { uid, locale, ...(documentId && { documentId }) };
    get<DocumentCheck>('/admin/palier/check', { params, signal: controller.signal }).then(
      ({ data }) => setAnswer(data),
      () => {
        if (!controller.signal.aborted) setAnswer(null);
      },
    );
    return () => controller.abort();
  }, [get, uid, documentId, locale, version]);
  return answer;
}
