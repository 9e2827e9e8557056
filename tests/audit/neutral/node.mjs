// node.mjs LOG VKEY: root over all lines (RFC 6962) and signature of the head, with node:crypto only.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";

const [log, vkey] = process.argv.slice(2);
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const note = readFileSync(`${log}/checkpoint`, "utf8");
const [text, signatures] = [note.slice(0, note.indexOf("\n\n") + 1), note.slice(note.indexOf("\n\n") + 2)];
const leaves = readdirSync(`${log}/segments`).sort().flatMap((name) =>
  readFileSync(`${log}/segments/${name}`, "latin1").split("\n").slice(0, -1).map((line) => sha(Buffer.from([0]), Buffer.from(line, "latin1"))));
const root = (nodes) => {
  if (nodes.length === 1) return nodes[0];
  let split = 1;
  while (split * 2 < nodes.length) split *= 2;
  return sha(Buffer.from([1]), root(nodes.slice(0, split)), root(nodes.slice(split)));
};
const raw = Buffer.from(vkey.split("+").slice(2).join("+"), "base64").subarray(1);
const key = createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]), format: "der", type: "spki" });
const signed = signatures.trimEnd().split("\n").some((line) => verify(null, Buffer.from(text), key, Buffer.from(line.split(" ")[2], "base64").subarray(4)));
const [, size, head] = text.split("\n");
process.exit(signed && Number(size) === leaves.length && head === root(leaves).toString("base64") ? 0 : 1);
