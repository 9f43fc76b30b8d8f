package org.schoolgate.blocklists.build;

/// A place for a list that no open list can fill: it is given only to those who have an agreement with its publisher.
///
/// @param name the list, such as `illegal (IWF)`
/// @param category the slug of the category it belongs to
/// @param filled whether an imported list has entries in that category; a starter list does not count
public record Slot(String name, String category, boolean filled) {}
