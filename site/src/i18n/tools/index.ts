import type { Locale } from '@palier/model/locales';
import { applicability as applicabilityEnglish } from './applicability.en.ts';
import { applicability as applicabilityFrench } from './applicability.fr.ts';
import { applicabilityRules as applicabilityRulesEnglish } from './applicability-rules.en.ts';
import { applicabilityRules as applicabilityRulesFrench } from './applicability-rules.fr.ts';
import { assessment as assessmentEnglish } from './assessment.en.ts';
import { assessment as assessmentFrench } from './assessment.fr.ts';
import { common as commonEnglish } from './common.en.ts';
import { common as commonFrench } from './common.fr.ts';
import { contribute as contributeEnglish } from './contribute.en.ts';
import { contribute as contributeFrench } from './contribute.fr.ts';
import { homologation as homologationEnglish } from './homologation.en.ts';
import { homologation as homologationFrench } from './homologation.fr.ts';
import { incident as incidentEnglish } from './incident.en.ts';
import { incident as incidentFrench } from './incident.fr.ts';
import { obligations as obligationsEnglish } from './obligations.en.ts';
import { obligations as obligationsFrench } from './obligations.fr.ts';
import { path as pathEnglish } from './path.en.ts';
import { path as pathFrench } from './path.fr.ts';
import { registrationFile as registrationFileEnglish } from './registration-file.en.ts';
import { registrationFile as registrationFileFrench } from './registration-file.fr.ts';
import { statistics as statisticsEnglish } from './statistics.en.ts';
import { statistics as statisticsFrench } from './statistics.fr.ts';

const fr = {
  applicability: applicabilityFrench,
  applicabilityRules: applicabilityRulesFrench,
  assessment: assessmentFrench,
  common: commonFrench,
  contribute: contributeFrench,
  homologation: homologationFrench,
  incident: incidentFrench,
  obligations: obligationsFrench,
  path: pathFrench,
  registrationFile: registrationFileFrench,
  statistics: statisticsFrench,
};

const en: typeof fr = {
  applicability: applicabilityEnglish,
  applicabilityRules: applicabilityRulesEnglish,
  assessment: assessmentEnglish,
  common: commonEnglish,
  contribute: contributeEnglish,
  homologation: homologationEnglish,
  incident: incidentEnglish,
  obligations: obligationsEnglish,
  path: pathEnglish,
  registrationFile: registrationFileEnglish,
  statistics: statisticsEnglish,
};

/**
 * The words of the tools in a language, apart from those of every page. The server gives each tool its own: a browser that imported this
 * would load them all, in both languages.
 */
export function toolWords(locale: Locale): typeof fr {
  return { fr, en }[locale];
}
