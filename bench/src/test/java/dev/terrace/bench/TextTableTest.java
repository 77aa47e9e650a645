package dev.terrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private static TextTable table() {
        TextTable table = new TextTable(1, List.of("kernel", "ms"));
        table.add(List.of("fib", "1.25"));
        table.add(List.of("mandelbrot", "10.50"));
        return table;
    }

    @Test
    @DisplayName("Plain text is aligned: the first column to the left, the others to the right")
    void plainTextIsAligned() {
        assertEquals("""
            kernel         ms
            fib          1.25
            mandelbrot  10.50\
            """, table().plain());
    }

    @Test
    @DisplayName("Markdown has a line that says how columns are aligned")
    void markdownSaysHowColumnsAreAligned() {
        assertEquals("""
            | kernel     |    ms |
            | ---        |  ---: |
            | fib        |  1.25 |
            | mandelbrot | 10.50 |\
            """, table().markdown());
    }
}
