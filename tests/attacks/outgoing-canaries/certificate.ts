/**
 * Signed by itself, for a hundred years, with a canary as its name: no client trusts it, which is what it is for. Its key guards nothing.
 */
export const CERTIFICATE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgN+YiCd7kI7Pc52wi
j2Rs4fv+5CdyoCGyvFj4xrhp4gqhRANCAASso9oYJVsLOi0Autf2rVah3v7j6pG2
tCstpRRV4l5RBbRt5E1Sti5N95QXyH6/M7aacejiYc51iz0R/Fyb7Izs
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjjCCATWgAwIBAgIUOhZb9X7TXEskAlOof4dV1eWIsfQwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRY2FuYXJ5Y2VydGlmaWNhdGUwIBcNMjYxMTI5MTAxMTM4WhgP
MjEyNjExMDUxMDExMzhaMBwxGjAYBgNVBAMMEWNhbmFyeWNlcnRpZmljYXRlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErKPaGCVbCzotALrX9q1Wod7+4+qRtrQr
LaUUVeJeUQW0beRNUrYuTfeUF8h+vzO2mnHo4mHOdYs9Efxcm+yM7KNTMFEwHQYD
VR0OBBYEFCJnK1czk0j/xN8Bmtur4bxqGsV+MB8GA1UdIwQYMBaAFCJnK1czk0j/
xN8Bmtur4bxqGsV+MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIg
b0PIP/6JiewxqEmARK6emjDGar0/fbsY0o9Bq9WauccCIBQ4ztnSVNmHmBIycyaq
y/cO/dNpfsZiz5uBRGXyg9Al
-----END CERTIFICATE-----
`,
} as const;
