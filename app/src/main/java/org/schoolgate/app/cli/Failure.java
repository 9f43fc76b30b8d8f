package org.schoolgate.app.cli;

/// Something that a person can put right; its message is a whole sentence that says how.
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failure(String sentence) {
        super(sentence);
    }

    /// What to tell about any fault: its own sentence, or its kind where it has none.
    static String sentence(Throwable fault) {
        String message = fault.getMessage();
        boolean ours = fault.getClass().getName().startsWith("org.schoolgate.");
        if (message == null || message.isBlank()) {
            return fault.getClass().getSimpleName();
        }
        return ours ? message : message + " (" + fault.getClass().getSimpleName() + ")";
    }
}
