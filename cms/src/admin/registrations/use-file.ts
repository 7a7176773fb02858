import { useFetchClient } from '@strapi/strapi/admin';
import { at } from '../parts/use-load.ts';

/** A way to save what an address answers as a file: a plain link would not say who asks. False when it did not come. */
export function useFile(): (path: string, name: string) => Promise<boolean> {
  const { get } = useFetchClient();
  return async (path, name) => {
    try {
      const { data } = await get<Blob>(at(path), { responseType: 'blob' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(data);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return true;
    } catch {
      return false;
    }
  };
}
