import type { ApplicabilityRules } from './applicability-rules.fr.ts';

export const applicabilityRules: ApplicabilityRules = {
  title: 'The rules, in plain words',
  intro:
    'Directive (EU) 2022/2555 looks at four things, in this order: a case apart or a designation, the nature of the entity, its activity, its size. Then at the country.',
  sizeTitle: 'Size',
  size: 'Small: fewer than 50 people, and a turnover or a balance sheet of 10 million euros at most. Medium: fewer than 250 people, and 50 million euros of turnover or 43 million of balance sheet at most. Large: beyond. Turnover alone never changes the category: the balance sheet has to exceed as well (Recommendation 2003/361/EC).',
  sectorsTitle: 'Sectors',
  sectors:
    'Annex I: a large entity is essential, a medium one is important. Annex II: important in both cases. Smaller: out of scope, except the following.',
  anySizeTitle: 'Whatever the size',
  publicTitle: 'Administrations',
  public: 'The directive covers central administrations. For the others, this is what the French bill says.',
  countryTitle: 'The country',
  country:
    'In general, that where the entity is established. For electronic communications, that where the service is provided. For cloud, data centres, content delivery, DNS, domain names, managed services and online platforms, that of the main establishment. For an administration, that which created it (Article 26).',
  headings: {
    sector: 'Sector',
    annex: 'Annex',
    medium: 'Medium',
    large: 'Large',
    body: 'Kind',
    regime: 'Planned regime',
    activity: 'Activity',
    small: 'Small',
  },
  byActivity: 'essential if it exercises an activity of the annexes',
  asEnterprise: 'by activity and size',
  above: '{above} above 30,000 inhabitants, {below} below',
};
