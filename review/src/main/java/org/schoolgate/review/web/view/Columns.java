package org.schoolgate.review.web.view;

import java.util.List;

/// A picture of numbers side by side, with its table.
///
/// @param id of letters and hyphens; its own on a page
/// @param caption what the table is of
/// @param what the heading of its first column, such as "Day"
/// @param counted the heading of its second, such as "Requests"
public record Columns(String id, String caption, String what, String counted, List<Column> columns) {

    /// How wide one column is, in the picture's own measure.
    public static final int WIDTH = 60;
    /// How high the highest is.
    public static final int HEIGHT = 90;

    /// One number.
    ///
    /// @param label short, under the column
    /// @param name the same in the table
    /// @param told the number in words, in the table
    /// @param brief the same, short, over the column
    /// @param height 0 to [#HEIGHT]
    public record Column(String label, String name, String told, String brief, int height) {}

    public Columns {
        columns = List.copyOf(columns);
    }

    public int width() {
        return Math.max(WIDTH * columns.size(), 7 * WIDTH);
    }
}
