package org.schoolgate.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.proxy.Marlbeck;

class FormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "document | text/html,application/xhtml+xml,*/*;q=0.8 | PAGE",
                "document | '' | PAGE",
                "image | image/avif,image/webp,*/*;q=0.8 | PIXEL",
                "image | text/html | PIXEL",
                "script | */* | EMPTY",
                "style | text/css,*/*;q=0.1 | EMPTY",
                "font | */* | EMPTY",
                "audio | */* | EMPTY",
                "video | */* | EMPTY",
                "worker | */* | EMPTY",
                "serviceworker | */* | EMPTY",
                "manifest | */* | EMPTY",
                "something-new | text/html | EMPTY",
                "json | */* | JSON",
                "empty | */* | EMPTY",
                "empty | application/json, text/plain, */* | JSON",
                "empty | application/vnd.api+json | JSON",
                "iframe | text/html | WORDS",
                "object | */* | WORDS"})
    void whatTheBrowserSaysItIsForDecides(String dest, String accept, Form form) {
        assertThat(Form.wanted(Marlbeck.asking(Optional.of(dest), accept))).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | PAGE",
                "TEXT/HTML | PAGE",
                "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8 | PIXEL",
                "text/css,*/*;q=0.1 | EMPTY",
                "application/json | JSON",
                "application/json, text/plain, */* | JSON",
                "application/json, text/html;q=0.5 | JSON",
                "text/html, application/json;q=0.5 | PAGE",
                "*/* | WORDS",
                "'' | WORDS"})
    void elseWhatItAccepts(String accept, Form form) {
        assertThat(Form.wanted(Marlbeck.asking(Optional.empty(), accept))).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "style", "image", "font", "empty", "iframe", "worker", "track", "x\r\ny"})
    void noHtmlEverGoesIntoAPageOfSomebodyElse(String dest) {
        assertThat(Form.wanted(Marlbeck.asking(Optional.of(dest), "text/html,*/*"))).isNotEqualTo(Form.PAGE);
    }

    @Test
    void aTunnelGetsOneLine() {
        assertThat(Form.wanted(Signals.tunnel(Optional.of("Mozilla/5.0")))).isEqualTo(Form.WORDS);
    }
}
