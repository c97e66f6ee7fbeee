#!/usr/bin/env bash
# @zxing/library 0.23.0 (npm), the reader behind many web scanners; pictures by qrcode-generator 1.4.4, jsqr 1.4.0 beside.
#
# One would guess: a QR code drawn without blur, noise or tilt, with whole pixels for each module and the full quiet
# zone, is read at every size, or is at least read no worse the larger it is; and TRY_HARDER reads no less than without.
#
# What happens: of 40 codes of 667 characters (version 18, 89 modules a side) 37 are read at 3 pixels a module, 25 at 6
# and 27 at 9 of the very same codes; TRY_HARDER changes nothing. With PURE_BARCODE, and by jsQR, all are read at every
# size, so nothing is wrong with the pictures. Every failure is a wrong corner: chance draws the pattern of a corner
# (1:1:3:1:1) among the data too, and the reader prefers what it saw on two rows of pixels or more. In a small picture
# its rows, three pixels apart, meet a third of the chance patterns only once; in a larger one they meet all of them
# twice.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @zxing/library@0.23.0 qrcode-generator@1.4.4 jsqr@1.4.0 >/dev/null

cat >try.cjs <<'JS'
const zxing = require("@zxing/library"), draw = require("qrcode-generator"), jsqr = require("jsqr");
const read = jsqr.default || jsqr;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
let state = 20261129;
const random = below => (state = (Math.imul(state, 1103515245) + 12345) >>> 0, Math.floor((state / 2 ** 32) * below));

const CODES = 40, QUIET = 4;
const codes = Array.from({ length: CODES }, () => {
  const text = "https://example.org/resume#" + Array.from({ length: 640 }, () => LETTERS[random(64)]).join("");
  const code = draw(0, "L");
  code.addData(text, "Byte");
  code.make();
  return { text, code };
});

function picture(code, scale) {
  const side = (code.getModuleCount() + 2 * QUIET) * scale, grey = new Uint8ClampedArray(side * side).fill(255);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const row = Math.floor(y / scale) - QUIET, column = Math.floor(x / scale) - QUIET, last = code.getModuleCount() - 1;
    if (row >= 0 && column >= 0 && row <= last && column <= last && code.isDark(row, column)) grey[y * side + x] = 0;
  }
  return { side, grey };
}

function byZxing({ side, grey }, text, hints) {
  try {
    const source = new zxing.RGBLuminanceSource(grey, side, side);
    return new zxing.QRCodeReader().decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source)), hints).getText() === text;
  } catch { return false; }
}

function byJsqr({ side, grey }, text) {
  const rgba = new Uint8ClampedArray(4 * grey.length).fill(255);
  grey.forEach((value, at) => rgba.fill(value, 4 * at, 4 * at + 3));
  return read(rgba, side, side)?.data === text;
}

const hint = type => new Map([[type, true]]), { TRY_HARDER, PURE_BARCODE } = zxing.DecodeHintType;
console.log(`${CODES} codes of ${codes[0].code.getModuleCount()} modules a side; how many are read:`);
console.log("pixels a module  plain  TRY_HARDER  PURE_BARCODE  jsQR");
const found = {};
for (const scale of [3, 4, 6, 9]) {
  const row = { plain: 0, harder: 0, pure: 0, jsqr: 0 };
  for (const { text, code } of codes) {
    const drawn = picture(code, scale);
    row.plain += byZxing(drawn, text);
    row.harder += byZxing(drawn, text, hint(TRY_HARDER));
    row.pure += byZxing(drawn, text, hint(PURE_BARCODE));
    row.jsqr += byJsqr(drawn, text);
  }
  found[scale] = row;
  console.log(`${scale}`.padStart(15), `${row.plain}`.padStart(6), `${row.harder}`.padStart(11), `${row.pure}`.padStart(13), `${row.jsqr}`.padStart(5));
}
const sound = [3, 6, 9].every(scale => found[scale].pure === CODES && found[scale].jsqr === CODES);
const worse = found[6].plain < found[3].plain && found[9].plain < found[3].plain && found[6].harder < found[3].harder;
if (!sound || !worse) {
  console.log("It behaves otherwise now.");
  process.exit(1);
}
JS
node try.cjs
