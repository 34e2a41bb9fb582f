// mint-filter over the same list and text: mint.cjs LIST TEXT SECONDS.
const { readFileSync } = require('node:fs');
const { Mint } = require('mint-filter');

const [list, file, seconds] = process.argv.slice(2);
const words = readFileSync(list, 'utf8').split('\n').filter(Boolean);
const text = readFileSync(file, 'utf8');
let begun = performance.now();
const mint = new Mint(words);
const built = performance.now() - begun;
const turn = () => mint.filter(text, { replace: false }).words.length;
const hits = turn();
let best = Infinity;
const end = performance.now() + Number(seconds) * 1000;
while (performance.now() < end) {
  begun = performance.now();
  let turns = 0;
  while (performance.now() - begun < 1) {
    turn();
    turns += 1;
  }
  best = Math.min(best, (performance.now() - begun) / turns);
}
console.log(JSON.stringify({ hits, build_ms: built, ms: best, mb_s: Buffer.byteLength(text) / best / 1e3 }));
