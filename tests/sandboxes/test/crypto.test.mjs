import assert from "node:assert/strict";
import test from "node:test";
import { decrypt, encrypt, sign } from "../wechat/crypto.mjs";
import { fromXml, toXml } from "../wechat/xml.mjs";
import { VECTORS } from "./stage.mjs";

const { token, encoding_aes_key: key, appid, random16, timestamp, nonce, vectors } = VECTORS;

for (const { name, plain, encrypt: expected, msg_signature } of vectors) {
  test(`known answer ${name} is reproduced and read back`, () => {
    const sealed = encrypt(key, appid, plain, Buffer.from(random16));
    assert.equal(sealed, expected);
    assert.equal(sign(token, timestamp, nonce, sealed), msg_signature);
    assert.equal(decrypt(key, appid, sealed), plain);
  });
}

test("the official verification signatures are reproduced", () => {
  assert.equal(sign("AAAAA", "1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696");
  assert.equal(sign("AAAAA", "1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78");
});

test("another appid, wrong padding and a short key are refused", () => {
  assert.throws(() => decrypt(key, "wx-other", encrypt(key, appid, "留言")), /appid/);
  assert.throws(() => encrypt("short", appid, "留言"), /43/);
  const sealed = Buffer.from(encrypt(key, appid, "留言"), "base64");
  sealed[sealed.length - 1] ^= 1;
  assert.throws(() => decrypt(key, appid, sealed.toString("base64")));
});

test("xml survives the round trip and refuses a DOCTYPE", () => {
  const fields = { Content: "a]]>b<c>&😀", CreateTime: 12, Info: { count: 2, item: [{ idx: 1 }, { idx: 2 }] } };
  const read = fromXml(toXml(fields));
  assert.equal(read.Content, fields.Content);
  assert.equal(read.CreateTime, "12");
  assert.deepEqual(read.Info.item, [{ idx: "1" }, { idx: "2" }]);
  assert.throws(() => fromXml("<!DOCTYPE x [<!ENTITY a 'b'>]><xml></xml>"), /DOCTYPE/);
  assert.throws(() => fromXml("<xml><a></xml>"));
});
