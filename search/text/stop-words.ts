/**
 * Words that say nothing of what is looked for, in French and in English: articles, pronouns, auxiliaries, and what
 * makes a question of a need ("que faire en cas de…"). They are neither indexed nor searched; a query that has no
 * other word is searched with them. Folded, as `fold.ts` writes; the letters are what an elision leaves (`l’`, `qu’`).
 */
// prettier-ignore
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a b c d e f g h i j k l m n o p q r s t u v w x y z qu jusqu lorsqu puisqu quoiqu',
    'le la les un une des du de au aux et ou en dans par pour sur avec sans sous chez vers entre lors avant apres depuis',
    'ce cet cette ces ca cela ceci que qui quoi quel quelle quels quelles dont ou comment pourquoi quand combien lequel laquelle',
    'je tu il elle on nous vous ils elles me te se lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos soi',
    'est sont suis es sommes etes etait etre ai as avons avez ont avoir fait faire fais font faites faut doit dois doivent devons devez',
    'peut peux peuvent pouvez pouvons veux veut voulez si oui non ne pas plus mais donc car aussi bien tout tous toute toutes',
    'cas dire meme comme etc via afin ainsi alors',
    'the of and to in for is are with an on at by from or as be it its this that these those my our your their how what which who when where why',
    'should shall must do does can could will would we you they i me us if not no all any about into',
  ].flatMap((line) => line.split(' ')),
);
