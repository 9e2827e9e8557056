// sigstore.cjs LOG VKEY INDEX PROOF-JSON: the head and one record's inclusion, with @sigstore/verify from npm, unmodified.
const { readFileSync } = require("node:fs");
const { createPublicKey } = require("node:crypto");
const { join } = require("node:path");
const base = join(process.env.OPAQ_NEUTRAL, "node_modules/@sigstore/verify/dist");
const { verifyCheckpoint } = require(join(base, "tlog/checkpoint.js"));
const { verifyMerkleInclusion } = require(join(base, "tlog/merkle.js"));
const [log, vkey, index, hashes] = process.argv.slice(2);
const [name, kid, encoded] = [vkey.split("+")[0], vkey.split("+")[1], vkey.split("+").slice(2).join("+")];
const raw = Buffer.from(encoded, "base64").subarray(1);
const publicKey = createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]), format: "der", type: "spki" });
const line = readFileSync(`${log}/segments/000000000000.jsonl`).toString("latin1").split("\n")[Number(index)];
const entry = {
  canonicalizedBody: Buffer.from(line, "latin1"),
  inclusionProof: {
    logIndex: index,
    hashes: JSON.parse(hashes).map((hash) => Buffer.from(hash, "base64")),
    checkpoint: { envelope: readFileSync(`${log}/checkpoint`, "utf8") },
  },
};
const checkpoint = verifyCheckpoint(entry, [{ logID: Buffer.from(kid, "hex"), baseURL: name, publicKey }]);
verifyMerkleInclusion(entry, checkpoint);
