// Owns how far a typed word is from a word of the names: the same, its beginning, a part of it, or nearly.
// Nearly is the optimal string alignment distance (a letter more, less, other, or two exchanged).

export const SAME = 0, BEGINS = 1, WITHIN = 3, NEARLY = 4, NOT = 255;

const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
const SHORTEST_PART = 3, SHORTEST_NEARLY = 4, LONG = 6;

export function exactly(typed, word) {
  if (typed === word) return SAME;
  if (word.startsWith(typed)) return BEGINS;
  const part = typed.length >= (UNSPACED.test(typed) ? 2 : SHORTEST_PART);
  return part && word.includes(typed) ? WITHIN : NOT;
}

export const mistakes = (typed) => (typed.length < SHORTEST_NEARLY ? 0 : typed.length < LONG ? 1 : 2);

// Letters as bits: a word that lacks more of the typed letters than there may be mistakes is not looked at.
export function letters(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << word.charCodeAt(at) % 31;
  return bits;
}

export function bitsOf(bits) {
  let count = 0;
  for (let rest = bits; rest; rest &= rest - 1) count += 1;
  return count;
}

const rows = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)];

// Fewest mistakes between what was typed and the beginning of a word (any part of it, in scripts that put no blanks
// between words), or one more than `most`.
export function distance(typed, word, most) {
  const anywhere = UNSPACED.test(typed);
  const width = Math.min(word.length, anywhere ? 254 : typed.length + most);
  let [before, last, row] = rows;
  for (let at = 0; at <= width; at += 1) last[at] = anywhere ? 0 : at;
  for (let down = 1; down <= Math.min(typed.length, 254); down += 1) {
    row[0] = down;
    let least = down;
    for (let at = 1; at <= width; at += 1) {
      const same = typed[down - 1] === word[at - 1];
      let value = Math.min(last[at - 1] + (same ? 0 : 1), last[at] + 1, row[at - 1] + 1);
      if (down > 1 && at > 1 && typed[down - 1] === word[at - 2] && typed[down - 2] === word[at - 1])
        value = Math.min(value, before[at - 2] + 1);
      row[at] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  let found = most + 1;
  for (let at = 0; at <= width; at += 1) if (last[at] < found) found = last[at];
  return found;
}
