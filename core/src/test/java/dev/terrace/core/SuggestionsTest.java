package dev.terrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void theNearestNamesComeFirst() {
        assertEquals(List.of("main", "mains", "pain"), Suggestions.nearest("main", List.of("pain", "mains", "main")));
        assertEquals(List.of("main"), Suggestions.nearest("mian", List.of("memory", "main")));
    }

    @Test
    void namesThatAreFarAreNotSuggested() {
        assertEquals(List.of(), Suggestions.nearest("memory", List.of("table", "f")));
    }

    @Test
    void onlyTheBeginningsOfVeryLongNamesAreCompared() {
        String letters = "a".repeat(1_000_000);
        assertEquals(List.of(letters + "b"), Suggestions.nearest(letters, List.of(letters + "b")));
    }
}
