import { useFetchClient } from '@strapi/strapi/admin';
import { useCallback, useEffect, useState } from 'react';

/** Addresses of ours, under Strapi's own administration. */
export const at = (path: string): string => `/admin/palier/${path}`;

/** What an address answers: `undefined` on its way, `null` when it did not come; and a way to ask again. */
export function useLoad<Answer>(path: string): [Answer | null | undefined, () => void] {
  const { get } = useFetchClient();
  const [answer, setAnswer] = useState<Answer | null>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    get<Answer>(at(path), { signal: controller.signal }).then(
      ({ data }) => setAnswer(data),
      () => {
        if (!controller.signal.aborted) setAnswer(null);
      },
    );
    return () => controller.abort();
  }, [get, path, turn]);
  return [answer, useCallback(() => setTurn((before) => before + 1), [])];
}
