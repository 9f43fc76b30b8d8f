package org.schoolgate.proxy.log;

/// Takes note of exchanges as they end.
///
/// Called on event loops: an implementation never blocks and never throws.
public interface ExchangeLog {

    /// Takes no note of anything.
    ExchangeLog NONE = new ExchangeLog() {

        @Override
        public void ended(Exchange exchange) {
            // Nobody wants to know.
        }

        @Override
        public void connected(int open) {
            // Nobody wants to know.
        }
    };

    /// One exchange or tunnel is over.
    void ended(Exchange exchange);

    /// How many client connections are open now, whenever that changes.
    void connected(int open);
}
