import type { StrapiApp } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import type { InputProps } from './strings.ts';

/** The form gives each the properties of a field, of which Strapi's types say nothing. */
const input = (component: ComponentType<InputProps>) => ({ default: component as ComponentType });

/** Inputs of the custom fields that `src/custom-fields/register.ts` declares, loaded when a form needs them. */
export function registerFields(app: StrapiApp): void {
  app.customFields.register([
    {
      name: 'lines',
      type: 'json',
      intlLabel: { id: 'palier.lines', defaultMessage: 'Lignes' },
      intlDescription: { id: 'palier.lines.description', defaultMessage: 'Une liste de textes courts' },
      components: { Input: async () => input((await import('./LinesInput.tsx')).LinesInput) },
    },
    {
      name: 'audiences',
      type: 'json',
      intlLabel: { id: 'palier.audiences', defaultMessage: 'Publics' },
      intlDescription: { id: 'palier.audiences.description', defaultMessage: 'Un choix dans la liste des publics' },
      components: { Input: async () => input((await import('./AudiencesInput.tsx')).AudiencesInput) },
    },
    {
      name: 'functions',
      type: 'json',
      intlLabel: { id: 'palier.functions', defaultMessage: 'Fonctions' },
      intlDescription: { id: 'palier.functions.description', defaultMessage: 'Un choix dans la liste des fonctions' },
      components: { Input: async () => input((await import('./FunctionsInput.tsx')).FunctionsInput) },
    },
    {
      name: 'time-zone',
      type: 'string',
      intlLabel: { id: 'palier.time-zone', defaultMessage: 'Fuseau horaire' },
      intlDescription: { id: 'palier.time-zone.description', defaultMessage: 'Un fuseau de la base IANA' },
      components: { Input: async () => input((await import('./TimeZoneInput.tsx')).TimeZoneInput) },
    },
    {
      name: 'event-time',
      type: 'datetime',
      intlLabel: { id: 'palier.event-time', defaultMessage: 'Heure d’un événement' },
      intlDescription: {
        id: 'palier.event-time.description',
        defaultMessage: 'Une heure dans le fuseau de l’événement',
      },
      components: { Input: async () => input((await import('./EventTimeInput.tsx')).EventTimeInput) },
    },
    {
      name: 'nis2-articles',
      type: 'json',
      intlLabel: { id: 'palier.nis2-articles', defaultMessage: 'Articles de NIS 2' },
      intlDescription: { id: 'palier.nis2-articles.description', defaultMessage: 'Des articles de la directive' },
      components: { Input: async () => input((await import('./Nis2ArticlesInput.tsx')).Nis2ArticlesInput) },
    },
  ]);
}
