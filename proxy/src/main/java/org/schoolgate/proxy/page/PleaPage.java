package org.schoolgate.proxy.page;

import org.jspecify.annotations.Nullable;

/// A page about what somebody said of a closed site: finished words.
///
/// @param school the school's name
/// @param title the heading
/// @param lead what is so, in a sentence or two
/// @param pupil whether it speaks to a pupil
/// @param form the form, where it was not good enough; null else
/// @param reference what people read out to each other; null where there is none
/// @param address where the answer can be read; null where it cannot
/// @param answer what whoever decided wrote; null where they wrote nothing, or nobody has decided
/// @param looks whether the page asks for a reference
/// @param typed the reference that was typed before
public record PleaPage(String school, String title, String lead, boolean pupil, @Nullable PleaForm form,
        @Nullable String reference, @Nullable String address, @Nullable String answer, boolean looks, String typed) {

    static PleaPage saying(String school, String title, String lead, boolean pupil) {
        return new PleaPage(school, title, lead, pupil, null, null, null, null, false, "");
    }

    PleaPage withForm(PleaForm again) {
        return new PleaPage(school, title, lead, pupil, again, reference, address, answer, looks, typed);
    }

    PleaPage at(String number, String where) {
        return new PleaPage(school, title, lead, pupil, form, number, where, answer, looks, typed);
    }

    PleaPage answered(@Nullable String said) {
        return new PleaPage(school, title, lead, pupil, form, reference, address, said, looks, typed);
    }

    PleaPage looking(String number) {
        return new PleaPage(school, title, lead, pupil, form, reference, address, answer, true, number);
    }
}
