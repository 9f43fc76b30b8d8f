package org.schoolgate.benchmarks.matcher;

/// The flags that the gateway runs with, as its launcher has them, and a heap in which every rival finds room.
final class GatewayFlags {

    static final String COLLECTOR = "-XX:+UseSerialGC";
    static final String HEADERS = "-XX:+UseCompactObjectHeaders";
    static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    static final String HEAP = "-Xmx8g";
    static final String ALL = COLLECTOR + " " + HEADERS + " " + NATIVE + " " + HEAP;

    private GatewayFlags() {}
}
