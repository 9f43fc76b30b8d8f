// Proxy auto-configuration for browsers that go through Schoolgate.
// Put your gateway's name in place of gateway.school.example, serve this file as
// application/x-ns-proxy-autoconfig, and give browsers its address (DHCP option 252, or their settings).
// There is no "; DIRECT" at the end on purpose: without the gateway nothing is opened unfiltered.
function FindProxyForURL(url, host) {
  if (isPlainHostName(host) || host === "localhost" || shExpMatch(host, "127.*") || host === "[::1]") {
    return "DIRECT";
  }
  // The school's own servers, reached without the gateway. Change or remove.
  if (dnsDomainIs(host, ".school.internal")) {
    return "DIRECT";
  }
  return "PROXY gateway.school.example:3128";
}
