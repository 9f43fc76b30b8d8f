package org.schoolgate.proxy.page;

import org.jspecify.annotations.Nullable;

/// The form by which somebody says that a closed site should be open.
///
/// @param action the path that it is sent to, on the site that it is about
/// @param slip what the gateway gets back with it
/// @param pupil whether it speaks to a pupil
/// @param wordsNeeded whether it needs a few words
/// @param kind what was chosen before; empty text at first
/// @param hour what was typed before
/// @param words what was written before
/// @param wrong what was not good about it; null at first
public record PleaForm(String action, String slip, boolean pupil, boolean wordsNeeded, String kind, String hour,
        String words, @Nullable String wrong) {

    /// The form at first.
    static PleaForm fresh(String action, String slip, Voice voice) {
        return new PleaForm(action, slip, voice == Voice.PUPIL, voice == Voice.ADULT, "", "", "", null);
    }
}
