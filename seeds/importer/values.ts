/** True or false; what is neither stays as it is, for the contract of `model/` to refuse. */
export function asBoolean(text: string | undefined): unknown {
  return text === undefined || text === '' ? undefined : text === 'true' ? true : text === 'false' ? false : text;
}

/** A whole number; what is none stays as it is, for the contract of `model/` to refuse. */
export function asNumber(text: string | null | undefined): unknown {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text;
}
