/** Sends the one form of a page that asks nothing: without a script, its button does. */
document.querySelector<HTMLFormElement>('form[data-submit]')?.submit();
