// With @cloudflare/privacypass-ts: a token of the server at the address named first, for its challenge (second), with an invitation
// (third); printed as the value of Authorization.
import { AuthorizationHeader, privateVerif, WWWAuthenticateHeader } from "@cloudflare/privacypass-ts";

const [url, asked, invitation] = process.argv.slice(2);
const [{ challenge, tokenKey }] = WWWAuthenticateHeader.parse(asked);

const listed = await (await fetch(`${url}/.well-known/private-token-issuer-directory`)).json();
const key = Buffer.from(listed["token-keys"][0]["token-key"], "base64url");
if (!key.equals(Buffer.from(tokenKey))) throw new Error("another key than the directory has");

const client = new privateVerif.Client();
const request = await client.createTokenRequest(challenge, tokenKey);
const response = await fetch(new URL(listed["issuer-request-uri"], url), {
  method: "POST",
  headers: { "content-type": "application/private-token-request", authorization: invitation },
  body: request.serialize(),
});
if (response.headers.get("content-type") !== "application/private-token-response") throw new Error("another type");
const token = await client.finalize(client.deserializeTokenResponse(new Uint8Array(await response.arrayBuffer())));
console.log(new AuthorizationHeader(token).toString(true));
