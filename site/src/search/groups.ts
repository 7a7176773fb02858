import type { SearchHit } from '@palier/search/client';

/** Hits of one type, the best first. */
export interface Group {
  type: SearchHit['type'];
  hits: SearchHit[];
}

/** Most hits that the box of the header shows of resources, and of each other type. */
const [RESOURCES_MAX, OTHERS_MAX] = [5, 3];

/** Hits by type; the types in the order of the best hit of each. */
export function groupsOf(hits: readonly SearchHit[]): Group[] {
  const groups = new Map<SearchHit['type'], SearchHit[]>();
  for (const hit of hits) {
    const group = groups.get(hit.type) ?? [];
    groups.set(hit.type, group);
    if (group.length < (hit.type === 'resource' ? RESOURCES_MAX : OTHERS_MAX)) group.push(hit);
  }
  return Array.from(groups, ([type, group]) => ({ type, hits: group }));
}
