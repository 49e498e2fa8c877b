// One JSON object a line on stdin: {"pattern": "...", "texts": ["...", ...]}. For each, one line on
// stdout: a 1 or 0 per text (RegExp with the flag u, search), or "refused" for a SyntaxError.
'use strict';
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean);
const out = lines.map((line) => {
  const {pattern, texts} = JSON.parse(line);
  let regex;
  try {
    regex = new RegExp(pattern, 'u');
  } catch (e) {
    return 'refused';
  }
  return texts.map((text) => (regex.test(text) ? '1' : '0')).join('');
});
process.stdout.write(out.join('\n') + '\n');
