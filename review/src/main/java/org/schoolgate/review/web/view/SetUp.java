package org.schoolgate.review.web.view;

import java.util.Optional;

/// The page to set up an app that makes codes.
///
/// @param must whether nothing else is there until it is done
/// @param again whether another app takes the place of one
/// @param secret the secret in groups of four
/// @param size the width and height of the picture, in modules
/// @param path the dark modules of the picture, as the path of an SVG
/// @param problem why the last try did not work
public record SetUp(boolean must, boolean again, String secret, int size, String path, Optional<String> problem) {

    /// Without the secret.
    @Override
    public String toString() {
        return "SetUp[]";
    }
}
