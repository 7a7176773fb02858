import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import { at } from './use-load.ts';

/** Ways to send an act to the CMS, and to tell what came of it. */
export function useSend() {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const tell = (isDone: boolean, message: string) =>
    toggleNotification({ type: isDone ? 'success' : 'warning', message });
  return {
    tell,
    /** What an address answers; null when no answer came, which is told. */
    async send<Answer>(path: string, body: object): Promise<Answer | null> {
      try {
        return (await post<Answer>(at(path), body)).data;
      } catch {
        tell(false, 'Rien n’a été fait : le CMS n’a pas répondu.');
        return null;
      }
    },
  };
}
