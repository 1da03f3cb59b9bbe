/** Goes into every archive, for whoever opens it in ten years. */
export const README = `Openfolio: receipts, events and consents, with proofs of their integrity.

manifest.jws            signed (JWS, Ed25519): what was selected, how many records, SHA-256 of each file here
checkpoints*.ndjson.gz  every signed checkpoint of the period, in order; each names the SHA-256 of the one before
receipts/*.ndjson.gz    per checkpoint: a first line {checkpoint, leaves, proof}, then a line {leaf, hash, receipt} per receipt
events*.ndjson.gz       what happened, one JSON object per line
consents*.ndjson.gz     consents that stood in the period, one JSON object per line

receipt is a JSON array: layout, writer, number in the writer's stream, id, time (ms since 1970), cause, cause's id, actor's id
(hook or plugin version), consent, app, customer, person, SHA-256 of the document, its name, fields, objects by type,
cost requested, cost, duration in microseconds, outcome.

To check a receipt: hash = SHA-256(0x00 followed by the array's bytes as they stand). Leaves and proof give the root of a Merkle tree as
in RFC 6962; the root stands in the checkpoint. Or run: openfolio audit verify --export FILE --keys KEYS, with the public keys from
/.well-known/openfolio-receipts/jwks.json, kept from before.
`;
