/**
 * What is no character and so can stand in no text that tsm takes, wherever a user writes it: half a surrogate pair, which has no
 * UTF-8 form, and the noncharacters of Unicode (U+FDD0–U+FDEF, the last two of each plane), which systemd takes for invalid UTF-8
 * (src/basic/utf8.c: unichar_is_valid). tsm marks specifiers inside values with one of them, so none may come from outside.
 */
export const NO_CHARACTER = /\p{Surrogate}|\p{NChar}/u;
