import type * as fr from './box.fr.ts';

export const names: typeof fr.names = {
  inLanguage: { fr: 'in French', en: 'in English' },
  levels: { novice: 'Novice', intermediate: 'Intermediate', advanced: 'Advanced', expert: 'Expert' },
  kinds: {
    guide: 'Guide',
    sheet: 'Fact sheet',
    reference: 'Reference',
    tool: 'Tool',
    law: 'Legislation',
    training: 'Training',
    video: 'Video',
    template: 'Template',
    report: 'Report',
    faq: 'FAQ',
  },
  types: {
    resource: 'Resource',
    'learning-path': 'Learning path',
    organisation: 'Organisation',
    service: 'Service',
    event: 'Event',
    thread: 'Question',
    'glossary-term': 'Glossary term',
    topic: 'Topic',
    sector: 'Sector',
  },
  sections: {
    resource: 'Resources',
    'learning-path': 'Learning paths',
    organisation: 'Organisations',
    service: 'Services',
    event: 'Events',
    thread: 'Questions',
    'glossary-term': 'Glossary',
    topic: 'Topics',
    sector: 'Sectors',
  },
};

export const searchBox: typeof fr.searchBox = {
  list: 'Results',
  answer: 'Answer',
  all: 'All results ({n})',
  searching: 'Searching…',
  corrected: 'Results for “{q}”.',
  embedded: 'Backup search, less complete.',
  none: 'No result for “{q}”. Try a shorter word.',
  page: 'Search with filters',
  glossary: 'Browse the glossary',
  failed: 'Search does not answer. The lists can still be read.',
  resources: 'All resources',
  keys: 'Arrows to browse, Enter to open, Esc to close.',
  said: {
    one: '{n} result. Down arrow to reach it.',
    other: '{n} results. Down arrow to browse them.',
  },
};
