import { createHash } from 'node:crypto';

/**
 * The two scripts that stand in the pages themselves. They run before anything is shown, so that a page never appears
 * in the wrong order and then moves; everything else is loaded once the page can be read.
 */

/**
 * In `<head>`: what the reader chose as level becomes `data-level` (1 to 4) of `<html>`, for the styles, and
 * `palier.order` puts a list in the order that suits it. Nothing is hidden: a list starts with the level chosen, then the
 * nearest ones; each row says how far it is.
 */
export const LENS_SCRIPT = `(function(){var d=document.documentElement,l;try{l=localStorage.getItem('palier.level')}catch(e){}
d.dataset.js='';l=['novice','intermediate','advanced','expert'].indexOf(l)+1;if(l)d.dataset.level=l;
window.palier={order:function(list){var level=+d.dataset.level||0,words=d.dataset.distances.split('|'),
rows=[].slice.call(list.children);rows.forEach(function(row,i){var r=+row.dataset.rank,s=row.querySelector('.distance');
if(!row.dataset.place)row.dataset.place=i;if(s)s.textContent=level&&r?words[r-level+3]:''});
if(list.dataset.lens!=='order')return;
var far=function(row){return level?Math.abs((+row.dataset.rank||2.5)-level):0};
rows.sort(function(a,b){return far(a)-far(b)||a.dataset.place-b.dataset.place}).forEach(function(row,i){
if(list.children[i]!==row)list.insertBefore(row,list.children[i])})}}})()`;

/** Right after a list: orders it before it is shown. */
export const ORDER_SCRIPT = 'palier.order(document.currentScript.previousElementSibling)';

/** Sources of a content security policy that allow these scripts, and no other in the page. */
export const INLINE_HASHES = [LENS_SCRIPT, ORDER_SCRIPT].map(
  (script) => `sha256-${createHash('sha256').update(script).digest('base64')}` as const,
);
