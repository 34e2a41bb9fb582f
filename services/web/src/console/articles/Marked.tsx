export interface Bit {
  text: string;
  hit: boolean;
}

/** Text with what was asked for marked in it. */
export function Marked({ bits }: { bits: Bit[] }) {
  return bits.map((bit, index) => (bit.hit ? <mark key={index}>{bit.text}</mark> : <span key={index}>{bit.text}</span>));
}
