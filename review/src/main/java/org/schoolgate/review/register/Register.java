package org.schoolgate.review.register;

/// One of the registers.
public enum Register {
    /// The school's own pages elsewhere, authorised in advance.
    PAGE("P", "Official pages"),
    /// What is let through for a time.
    OVERRIDE("O", "Overrides"),
    /// What will be taught, said beforehand.
    TOPIC("T", "Declared topics"),
    /// Adults with a pupil in their family.
    FAMILY("F", "Family contacts"),
    /// What the Head of School has allowed somebody expressly.
    PERMISSION("E", "Express permissions");

    private final String letter;
    private final String title;

    Register(String letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /// What people say to each other: "P3".
    public String called(int number) {
        return letter + number;
    }

    public String title() {
        return title;
    }
}
