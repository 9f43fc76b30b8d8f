package org.schoolgate.proxy.page;

import java.util.List;

/// How a fault is told to people: a heading, one plain sentence, and what to do.
///
/// @param title the heading, without a full stop
/// @param sentence what happened
/// @param steps what to do, the likeliest first
record FaultWords(String title, String sentence, List<String> steps) {

    private static final String SPELLING = "Check the spelling of the address.";
    private static final String AGAIN = "Try again in a minute.";
    private static final String LATER = "Try again later. The site itself may be down.";
    private static final String OFFICE = "If it happens again, tell the school office or the IT staff, and give them the reference.";
    private static final String LESS = "Delete the cookies of this site in the browser’s settings, and try again.";

    static FaultWords of(Fault fault) {
        return switch (fault) {
            case DNS_TIMEOUT -> new FaultWords("This site’s name was not answered",
                    "The name server did not answer in time.", List.of(AGAIN, OFFICE));
            case DNS_ERROR -> new FaultWords("There is no site of this name",
                    "The name server knows no machine of this name.", List.of(SPELLING, OFFICE));
            case CONNECTION_REFUSED -> new FaultWords("This site does not answer",
                    "Its machine is there, but it takes no connections at the moment.", List.of(LATER, OFFICE));
            case DESTINATION_UNROUTABLE -> new FaultWords("This site cannot be reached",
                    "No way through the network leads to its machine.", List.of(LATER, OFFICE));
            case CONNECTION_TIMEOUT -> new FaultWords("This site does not answer",
                    "Its machine did not answer in time.", List.of(LATER, OFFICE));
            case DESTINATION_PROHIBITED -> new FaultWords("The gateway does not go to this address",
                    "The name leads to an address inside a private network, and the gateway connects to the outside only.",
                    List.of("If it is one of the school’s own servers, ask the IT staff to have it reached without the gateway, or to allow its address.",
                            OFFICE));
            case CONNECTION_TERMINATED -> new FaultWords("This site broke off",
                    "It closed the connection before its answer was whole.", List.of(AGAIN, OFFICE));
            case RESPONSE_TIMEOUT -> new FaultWords("This site takes too long",
                    "It took the request, and did not answer in time.", List.of(LATER, OFFICE));
            case RESPONSE_HEADERS_TOO_LARGE -> new FaultWords("This site’s answer cannot be read",
                    "The head of its answer is longer than the gateway takes.", List.of(LESS, OFFICE));
            case PROTOCOL_ERROR -> new FaultWords("This site’s answer cannot be read",
                    "What it sent is not proper HTTP, so the gateway did not pass it on.", List.of(LATER, OFFICE));
            case REQUEST_BAD -> new FaultWords("This request cannot be read",
                    "What the browser sent can be read in more than one way, so the gateway did not pass it on.",
                    List.of(SPELLING, OFFICE));
            case REQUEST_DENIED_PORT -> new FaultWords("The gateway does not carry this port",
                    "The address ends in a port number that the gateway is not set up to connect to.",
                    List.of(SPELLING,
                            "If the school needs this service, ask the IT staff to allow the port, and give them the reference."));
            case HIDDEN_LOOK_UP -> new FaultWords("This way of looking up names is closed here",
                    "A program wanted to look up the names of sites past the school’s own name server.",
                    List.of("If a browser did, turn “secure DNS” (“DNS over HTTPS”) off in its settings, and try again.",
                            OFFICE));
            case HEADERS_TOO_LARGE -> new FaultWords("This request is too long",
                    "The browser sent a longer head than the gateway takes; often that is too many cookies.",
                    List.of(LESS, OFFICE));
            case URI_TOO_LONG -> new FaultWords("This address is too long",
                    "The address is longer than the gateway takes.",
                    List.of("Go to the site’s first page, and look from there.", OFFICE));
            case METHOD_REFUSED -> new FaultWords("The gateway does not carry this kind of request",
                    "The program used an HTTP method that the gateway does not pass on.", List.of(OFFICE));
            case LOOP -> new FaultWords("This request goes round in a circle",
                    "It has been through this gateway already, so it was stopped.",
                    List.of("Tell the IT staff, and give them the reference: the network sends the gateway’s own requests back to it."));
            case TOO_MANY_CONNECTIONS -> new FaultWords("This device has too many connections open",
                    "The gateway takes no more from it until some are closed.",
                    List.of("Close some tabs and programs, and try again.", OFFICE));
            case RECORD_FAILED -> new FaultWords("The gateway stayed closed",
                    "It has to write something down before it may answer, and could not.",
                    List.of(AGAIN, "If it happens again, tell the IT staff at once, and give them the reference."));
            case INTERNAL -> new FaultWords("Something went wrong in the gateway",
                    "The fault is the gateway’s own.", List.of(AGAIN, OFFICE));
            case TLS_CERTIFICATE -> new FaultWords("This site cannot prove who it is",
                    "Its certificate did not pass, so the gateway sent nothing to it.",
                    List.of("Do not enter anything for this site anywhere, and look for it another way.",
                            "If the school needs this site, tell the IT staff, and give them the reference."));
            case TLS_PROTOCOL -> new FaultWords("This site does not speak safely",
                    "It and the gateway found no way to encrypt that is safe today, so nothing was sent.",
                    List.of(LATER, OFFICE));
            case MISDIRECTED -> new FaultWords("This request went to the wrong place",
                    "A connection to one site was asked for another site.", List.of("Load the page again.", OFFICE));
            case CLOSED -> new FaultWords("This site is not open", "The school’s policy keeps it closed.",
                    List.of(OFFICE));
            case NAME_HIDDEN -> new FaultWords("The name of this site was hidden",
                    "The browser encrypted whom it wanted to reach, so the gateway could not carry it.",
                    List.of("Load the page again.",
                            "If it happens again, ask the IT staff to switch off Encrypted Client Hello in the browser."));
            case HEADER_TIMEOUT -> new FaultWords("The browser did not finish asking",
                    "The gateway waited for the rest of the request, and it did not come in time.",
                    List.of(AGAIN, OFFICE));
            case UNNAMED -> new FaultWords("This program does not say which site it wants",
                    "Its connection names no site, so the gateway cannot tell whether it is open.",
                    List.of("If the school needs this program, ask the IT staff to allow the addresses that it connects to."));
            case NOT_HTTP -> new FaultWords("This is not a web page’s connection",
                    "What the program sent is not HTTP, so the gateway did not pass it on.", List.of(OFFICE));
            case NOT_INTERCEPTED -> new FaultWords("This port is not for browsers",
                    "The gateway takes connections here that the network hands to it, and no others.",
                    List.of("Take the address of the gateway out of the address bar, and open the site itself.",
                            OFFICE));
            case SIGN_IN_NEEDED -> new FaultWords("The gateway has to know who asks",
                    "No name was given, or name and password do not belong together.",
                    List.of("Load the page again, and type the name and the password that you sign in with at school.",
                            "Where that does not help, wait a quarter of an hour: after several wrong passwords none is tried from this device.",
                            "If it happens again, tell the school office or the IT staff, and give them the reference. Never give them the password."));
            case BALANCER_HEADER -> new FaultWords("The network did not say who asks",
                    "The connection came from a machine that has to say so first, and did not.",
                    List.of("Tell the IT staff: the balancer before the gateway does not send the PROXY protocol’s header."));
        };
    }

    /// Whether the sentence speaks of the site that was asked for.
    static boolean namesSite(Fault fault) {
        return switch (fault) {
            case REQUEST_BAD, HEADERS_TOO_LARGE, URI_TOO_LONG, METHOD_REFUSED, LOOP, TOO_MANY_CONNECTIONS,
                    RECORD_FAILED, INTERNAL, HEADER_TIMEOUT, MISDIRECTED, NAME_HIDDEN, UNNAMED, NOT_HTTP,
                    NOT_INTERCEPTED, BALANCER_HEADER, SIGN_IN_NEEDED ->
                false;
            default -> true;
        };
    }
}
